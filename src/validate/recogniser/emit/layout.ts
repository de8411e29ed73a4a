/** Columns after which a line is broken, for people who read the emitted code. */
const WIDTH = 130;

/** Where code may be broken, the best place first: all are followed by a blank. */
const BREAKS = [' && ', ' || ', ', '];

/** Breaks lines that are too long to read: comments between words, code after an operator or a comma. */
export const laidOut = (source: string): string => source.split('\n').flatMap(broken).join('\n');

function broken(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const comment = /^( *)\/\/ (.*)$/.exec(line);
  if (comment) return commentLines(comment[1] ?? '', comment[2] ?? '');
  // What stands between quotes in emitted code is in comments of this form, and is not to be cut.
  return line.includes('/**') ? [line] : codeLines(line);
}

function commentLines(indent: string, text: string): string[] {
  const lines: string[] = [];
  let current = `${indent}//`;
  for (const word of text.split(' ')) {
    if (current.length + 1 + word.length > WIDTH && current.trim() !== '//') {
      lines.push(current);
      current = `${indent}//  `;
    }
    current += ` ${word}`;
  }
  return [...lines, current];
}

/** A comment at the end goes before the line. */
function codeLines(line: string): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const end = line.indexOf(' // ');
  if (end >= 0) return [...broken(`${indent}${line.slice(end + 1)}`), ...broken(line.slice(0, end))];
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const at = breakIn(rest, indent.length + 4);
    if (at === undefined) break;
    lines.push(rest.slice(0, at));
    rest = `${indent}    ${rest.slice(at + 1)}`;
  }
  return [...lines, rest];
}

/** The place of the blank at which to break: the last one that fits. */
function breakIn(line: string, from: number): number | undefined {
  for (const mark of BREAKS) {
    const at = line.lastIndexOf(mark, WIDTH - mark.length);
    if (at > from) return at + mark.length - 1;
  }
  return undefined;
}
