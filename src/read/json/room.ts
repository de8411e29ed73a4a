/** Where the bytes of a window are kept. */
export type Room = {
  /** A buffer of `capacity` bytes that begins with those of `bytes`, which is not used any more. */
  enlarge(bytes: Uint8Array, capacity: number): Uint8Array;
};

export const HEAP: Room = {
  enlarge(bytes, capacity) {
    const larger = new Uint8Array(capacity);
    larger.set(bytes);
    return larger;
  },
};
