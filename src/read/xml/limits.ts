/** What one file may ask of memory. Records are bounded as in JSON; the rest only a file made to do harm comes near. */
export type Limits = {
  /** Elements inside one another, the root included. */
  maxDepth: number;
  /** In bytes, from the start tag of a record to its end tag. */
  maxRecordBytes: number;
  /** Elements in one record. Real ones have fewer than a thousand; every one may be a finding of its own. */
  maxElements: number;
  /** Depth at which the file is given up: the parser remembers each open element. */
  bottom: number;
  /** UTF-16 units of one tag, comment or instruction: the parser holds it whole. */
  maxMarkup: number;
};

export const LIMITS: Limits = {
  maxDepth: 64,
  maxRecordBytes: 16 * 1024 * 1024,
  maxElements: 100_000,
  bottom: 1024,
  maxMarkup: 1024 * 1024,
};
