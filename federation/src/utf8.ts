/** A text has at most so many bytes in UTF-8 for each of its code units. */
export const WIDEST = 3;
