/** Marks without width, which say nothing in French: soft hyphen, zero-width characters, marks of direction, byte order mark. */
const WITHOUT_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

const BLANKS = /[ \t\n\v\f\r\u2028\u2029]+/g;

/** A text without the characters that nobody sees: blanks that break the line or align it are one space. It neither begins nor ends with blanks. */
export const withoutInvisible = (text: string): string =>
  text.replace(WITHOUT_WIDTH, '').replace(BLANKS, (blanks, at: number, whole: string) => {
    if (at === 0 || at + blanks.length === whole.length) return '';
    return /[^ ]/.test(blanks) ? ' ' : blanks;
  });
