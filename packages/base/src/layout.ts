/** Layout of texts for people: annotations, colours, line breaks. */

type Level = 'error' | 'warning' | 'notice';
type Properties = Record<string, string | number | undefined>;

/** Formats a workflow command of GitHub Actions, which shows a message on a line of a pull request. */
export function annotation(level: Level, properties: Properties, message: string): string {
  const reported = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  );
  return `::${level}${reported.length > 0 ? ` ${reported.join(',')}` : ''}::${data(message)}`;
}

/** A line that begins with `::` is a command, so line breaks in data must be escaped. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export type Style = {
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  /** Of what is accepted and must be looked at. */
  warn(text: string): string;
  dim(text: string): string;
};

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${String(on)}m${text}\u001b[${String(off)}m`;

const plain = (text: string): string => text;

/** Terminal styles, or plain text if `colour` is false. */
export const styleFor = (colour: boolean): Style =>
  colour
    ? { bold: sgr(1, 22), good: sgr(32, 39), bad: sgr(31, 39), warn: sgr(33, 39), dim: sgr(2, 22) }
    : { bold: plain, good: plain, bad: plain, warn: plain, dim: plain };

const GLUE = '\u00a0';

/**
 * Replaces spaces at which no line may break: inside « », before : ; ? ! %, inside numbers, after n°, and inside JSON that is to
 * be copied.
 */
const bind = (text: string): string =>
  text
    .replace(/(?<=[«°]) | (?=[»:;?!%])|(?<=\b\d{1,3}) (?=\d{3}\b)/g, GLUE)
    .replace(/\{"[^}]*\}+/g, (json) => json.replaceAll(' ', GLUE));

const unbind = (text: string): string => text.replaceAll(GLUE, ' ');

/** Wraps a text to at most `width` characters per line, including `indent`. A longer word gets its own line. */
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

/** Returns the end of a text, at most `width` characters; `…` marks the cut. */
export function tail(text: string, width: number): string {
  const chars = Array.from(text);
  return chars.length > width ? `…${chars.slice(1 - width).join('')}` : text;
}

/** Returns the text in exactly `width` characters: cut with `…` or padded with spaces. */
export function fit(text: string, width: number): string {
  const chars = Array.from(text);
  return chars.length > width ? `${chars.slice(0, width - 1).join('')}…` : text + ' '.repeat(width - chars.length);
}
