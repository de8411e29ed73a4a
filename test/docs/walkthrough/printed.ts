/** What changes from one run to the next, or with every example that is added: not what the guide is about. */
const DRIFT: [RegExp, string][] = [
  [/ +\d+[,.]\d s/g, ' 0,0 s'],
  [/(?<= s {2})\d+(?: versions)?$/gm, '0'],
  // A score that an earlier run kept.
  [/(?<=\d\)) \((?:inchangé|unchanged)\)/g, ''],
  [/\d+[,.]\d ?% \(\d+\/\d+\)/g, '0 % (0/0)'],
  [/100 % \(\d+\/\d+\)/g, '100 % (0/0)'],
  [/^([✔✖] \S+ +)\d+(?= ex[ae]mples?$)/gm, '$10'],
  [/^([a-z][\w-]+)(?: +\d+){3}$/gm, '$1 0 0 0'],
  [/(?<=\bsur |\bdes |\bremarquent )\d[\d ]*/gi, '0 '],
  [/(?<=\b(?:of|notice) )\d[\d,]*(?![\d.])/gi, '0'],
  [/(?<=\bfichiers? |\bde )\d+(?= fichiers inventés)/g, '0'],
  [/(?<=\.(?:json|csv|yaml)):\d+(?::\d+)?/g, ''],
];

/** The number of the newest version that the guide speaks of, and of those that may follow. */
const REPORTED = ['2.1.0', '2.1.1', '2.2.0', '3.0.0', '"2.2"', '"3.0"'];

/** Turns the numbers of the guide into those of a clone where `latest` is the newest version, and the other way round. */
export function numbers(latest: string): { toClone: (text: string) => string; toGuide: (text: string) => string } {
  const [major = 0, minor = 0, patch = 0] = latest.split('.').map(Number);
  const next = [`${major}.${minor}.${patch + 1}`, `${major}.${minor + 1}.0`, `${major + 1}.0.0`];
  const real = [latest, ...next, `"${major}.${minor + 1}"`, `"${major + 1}.0"`];
  return { toClone: replacing(REPORTED, real), toGuide: replacing(real, REPORTED) };
}

function replacing(from: readonly string[], to: readonly string[]): (text: string) => string {
  const pattern = new RegExp(from.map((number) => `(?<![\\d.])${number.replaceAll('.', '\\.')}(?![\\d.]*\\d)`).join('|'), 'g');
  return (text) => text.replace(pattern, (number) => to[from.indexOf(number)] ?? number);
}

/** What was printed, and what the guide tells of it with each `…` filled in: alike where the guide tells the truth. */
export function compared(reported: string, printed: string): { reported: string[]; printed: string[] } {
  const lines = linesOf(printed);
  return { reported: filled(linesOf(reported), lines), printed: lines };
}

const linesOf = (text: string): string[] =>
  DRIFT.reduce((result, [pattern, plain]) => result.replace(pattern, plain), text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
    .split('\n');

const isGap = (line: string | undefined): boolean => line?.trim() === '…';

/** `…` alone on a line stands for any number of lines: up to where the next ones of the guide are found. */
function filled(reported: readonly string[], printed: readonly string[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < reported.length; at++) {
    const line = reported[at] ?? '';
    if (!isGap(line)) result.push(line);
    else result.push(...skipped(reported.slice(at + 1), printed.slice(result.length)));
  }
  return result;
}

/** The lines printed before those that follow a gap. Where these are not found, up to where the first of them is, so that the difference is reported there. */
function skipped(after: readonly string[], printed: readonly string[]): readonly string[] {
  const end = after.findIndex(isGap);
  const block = after.slice(0, end < 0 ? undefined : end);
  const last = printed.length - block.length;
  // What ends the block of the guide ends what is printed.
  if (end < 0) return printed.slice(0, Math.max(last, 0));
  const all = printed.findIndex((_, at) => block.every((line, i) => printed[at + i] === line));
  const first = all < 0 ? printed.indexOf(block[0] ?? '') : all;
  return first < 0 ? ['…'] : printed.slice(0, first);
}
