/** No release comes near these. Bytes of a file as it comes, files in a folder. What an archive unpacks to is bounded by `unpack`. */
export const BOUNDS = { bytes: 64 * 1_048_576, files: 64 } as const;
