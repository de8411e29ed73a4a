import { textsOf } from '../../../packages/base/src/texts.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';
import type { Problem } from '../problem.ts';
import { VALID } from './cases.ts';
import { isExample } from './check.ts';
import { sha256 } from '../../host/sha256.node.ts';
import { labelOf } from '../../model/shell.ts';
import { type Examples, whereIn } from './origin.ts';
import { formatSums, parseSums, SUMS, type Sums } from '../sums.ts';
import { type ExampleSources, unfold } from './unfold.ts';

/** The sums of examples as they are unfolded. What they give is not pinned: it is found again at each check. */
export const exampleSums = (files: Examples): Sums =>
  new Map([...files].flatMap(([path, text]) => (isExample(path) ? [[path, sha256(Buffer.from(text))] as const] : [])));

/** What differs between the examples of a released version and those that it was released with. `sums`: the text of its `SHA256SUMS`. */
export function checkReleasedExamples(version: string, files: Examples, sums: string): Problem[] {
  const [written, found] = [parseSums(sums), exampleSums(files)];
  const paths = [...new Set([...written.keys(), ...found.keys()])].sort();
  const renamed = new Map(
    paths.flatMap((path) => {
      if (found.has(path)) return [];
      const now = paths.find((other) => !written.has(other) && found.get(other) === written.get(path) && shownBy(other) === shownBy(path));
      return now === undefined ? [] : [[now, path] as const];
    }),
  );
  const settled = new Set(renamed.values());
  return paths.flatMap((path): Problem[] => {
    if (settled.has(path)) return [];
    const [sum, now, before] = [written.get(path), found.get(path), renamed.get(path)];
    if (now === undefined)
      return [{ file: `examples/${version}/${SUMS}`, ...textsOf(EXAMPLES, (say) => say['released.missing']({ path, version })) }];
    if (sum === now) return [];
    const isCase = files.origins.has(path);
    if (before !== undefined) {
      const said = { path, version, before, isCase, written: announcedBy(path), wanted: announcedBy(before) };
      return [{ ...whereIn(files, version, path), ...textsOf(EXAMPLES, (say) => say['released.expected'](said)) }];
    }
    const how = sum === undefined ? 'added' : 'changed';
    return [{ ...whereIn(files, version, path), ...textsOf(EXAMPLES, (say) => say['released.other']({ path, version, how, isCase })) }];
  });
}

/** What an example is there to show, by its path: `invalid/schema.enum--<this>.json`, `valid/<this>.json`. */
const shownBy = (path: string): string => path.replace(/^valid\/|^invalid\/.*?--/, '');

/** The first finding that an example announces, by its path. */
const announcedBy = (path: string): string => /^invalid\/(.*?)--/.exec(path)?.[1] ?? VALID;

/**
 * The files of `examples/` that the release of the draft writes, by path from there: what began with `next` begins with the release, in the tables of cases
 * and in the folder of files, and the sums pin what the release has of them. The folder of `next` is then to be removed.
 */
export function releasedExamples(sources: ExampleSources, released: string): { path: string; text: string }[] {
  const label = (): string => labelOf({ version: released, status: 'publiée ici' });
  const sums = formatSums(exampleSums(unfold({ ...sources, label }, 'next').examples));
  const files = [...sources.files].flatMap(([path, text]) => {
    if (path.startsWith('next/')) return [{ path: path.replace('next', released), text }];
    const numbered = path.startsWith('cases/') ? text.replaceAll(/\bsince: next\b/g, `since: ${released}`) : text;
    return numbered === text ? [] : [{ path, text: numbered }];
  });
  return [...files, { path: `${released}/${SUMS}`, text: sums }];
}
