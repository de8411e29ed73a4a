/** How texts for people are laid out: annotations, colours, lines. */

/** A workflow command of GitHub Actions, which shows a message beside a line of a pull request. */
type Level = 'error' | 'warning' | 'notice';
type Properties = Record<string, string | number | undefined>;

export function annotation(level: Level, properties: Properties, message: string): string {
  const reported = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  );
  return `::${level}${reported.length > 0 ? ` ${reported.join(',')}` : ''}::${data(message)}`;
}

/** A line that begins with `::` is a command: no text may start another one. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

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
