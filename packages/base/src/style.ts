/** Bold and colours for a terminal; plain text elsewhere. */

export type Style = {
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
};

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${String(on)}m${text}\u001b[${String(off)}m`;

const plain = (text: string): string => text;

export const styleFor = (colour: boolean): Style =>
  colour
    ? { bold: sgr(1, 22), good: sgr(32, 39), bad: sgr(31, 39), dim: sgr(2, 22) }
    : { bold: plain, good: plain, bad: plain, dim: plain };
