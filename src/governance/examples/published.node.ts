import { textsOf } from '../../../packages/base/src/texts.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';
import type { Problem } from '../problem.ts';
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
  return paths.flatMap((path): Problem[] => {
    const [sum, now] = [written.get(path), found.get(path)];
    if (now === undefined)
      return [{ file: `examples/${version}/${SUMS}`, ...textsOf(EXAMPLES, (say) => say['released.missing']({ path, version })) }];
    if (sum === now) return [];
    const how = sum === undefined ? 'added' : 'changed';
    return [{ ...whereIn(files, version, path), ...textsOf(EXAMPLES, (say) => say['released.other']({ path, version, how, isCase: files.origins.has(path) })) }];
  });
}

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
