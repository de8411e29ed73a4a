/**
 * No release comes near these. Bytes of a file as it comes, files in a folder, bytes that all archives of a folder unpack to. What one of them
 * unpacks to is bounded by `unpack`.
 */
export const BOUNDS = { bytes: 64 * 1_048_576, files: 64, unpacked: 512 * 1_048_576 } as const;
