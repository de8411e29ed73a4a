import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { NIGHT } from './tier.ts';
import { isExample } from '../../src/governance/examples/check.ts';

/** Whether a path is an example in JSON; some have a counterpart in another form. */
export const isJsonExample = (path: string): boolean => isExample(path) && path.endsWith('.json');

type Expected = { findings: readonly { code: string }[] };

/** What a marché and a contrat de concession have in every version. */
const OF_KINDS = [/["<]acheteur\b/, /["<]autoriteConcedante\b/];

/**
 * The first example of each form with the same codes of findings, and the first of each form of each folder with the same kinds of record; all of them in
 * the night. For what costs much for each example. Paths are absolute.
 */
export function oneOfEachKind(paths: readonly string[]): string[] {
  if (NIGHT) return [...paths];
  const first = new Map<string, string>();
  for (const path of paths) {
    const form = extname(path);
    const beside = `${path.slice(0, -form.length)}.findings.json`;
    const codes = existsSync(beside)
      ? (JSON.parse(readFileSync(beside, 'utf8')) as Expected).findings.map(({ code }) => code)
      : [];
    const text = readFileSync(path, 'utf8');
    const records = OF_KINDS.map((ofKind) => ofKind.test(text)).join(' ');
    for (const kind of [`${form} ${[...new Set(codes)].sort().join(' ')}`, `${form} ${dirname(path)} ${records}`])
      if (!first.has(kind)) first.set(kind, path);
  }
  return [...new Set(first.values())];
}
