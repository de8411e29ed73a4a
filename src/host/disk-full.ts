/** What the file system says of a disk, or of what a user may use of it, that is full. */
export const DISK_FULL: readonly string[] = ['ENOSPC', 'EDQUOT'];
