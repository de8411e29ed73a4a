/** Lines no wider than a terminal. */

const GLUE = '\u00a0';

/** Spaces where no line may break: inside « », before : ; ? ! %, inside numbers, after n°, and inside a piece of JSON that is to be copied. */
const bind = (text: string): string =>
  text
    .replace(/(?<=[«°]) | (?=[»:;?!%])|(?<=\b\d{1,3}) (?=\d{3}\b)/g, GLUE)
    .replace(/\{"[^}]*\}+/g, (json) => json.replaceAll(' ', GLUE));

const unbind = (text: string): string => text.replaceAll(GLUE, ' ');

/** The text in lines of at most `width` characters, each after `indent`. A word that is wider has a line of its own. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of bind(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + longer.length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return unbind([...lines, line].map((it) => indent + it).join('\n'));
}

/** The end of a text, at most `width` characters, after `…` where its start is cut. */
export function tail(text: string, width: number): string {
  const chars = Array.from(text);
  return chars.length > width ? `…${chars.slice(1 - width).join('')}` : text;
}

/** The text in exactly `width` characters: cut with `…`, or padded with spaces. */
export function fit(text: string, width: number): string {
  const chars = Array.from(text);
  return chars.length > width ? `${chars.slice(0, width - 1).join('')}…` : text + ' '.repeat(width - chars.length);
}
