import { readFile } from 'node:fs/promises';
import { exampleCounts, type SourceFile, sourceFiles } from './source-changes.ts';
import { baseOf } from '../gate/base.node.ts';
import { changesSince } from '../gate/changes.node.ts';
import { readExamples } from '../examples/all.node.ts';
import { treeAt } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';

/** What people edit: neither the published versions, which never change, nor what a program writes. */
const EDITED =
  /^schema\/(?:fields\/.*\.yaml|legal-texts\.yaml|releases\.json|next\/(?!impact).*\.(?:json|yaml|csv)|nomenclatures\/.*\.(?:json|yaml|csv))$/;

/** What the working tree changes in the sources since it left `base`; of what is renamed, in how many examples of `next` too. */
export async function editedSources(base: string): Promise<SourceFile[]> {
  const left = await baseOf(base);
  const changed = (await changesSince(left.commit)).filter(({ path }) => EDITED.test(path));
  const texts = await Promise.all(
    changed.map(async ({ path, how }) => ({
      path,
      before: how === 'added' ? undefined : await left.text(path),
      after: how === 'removed' ? undefined : await readFile(under(path), 'utf8'),
    })),
  );
  const files = sourceFiles(texts);
  if (!files.some(({ changes }) => changes.some(({ kind }) => kind === 'renamed'))) return files;
  const examples = {
    before: decoded(await treeAt(left.commit, `${left.prefix}examples/next`, left.root)),
    after: await readExamples('next'),
  };
  return files.map((file) => ({
    ...file,
    changes: file.changes.map((change) =>
      change.kind === 'renamed' ? { ...change, examples: exampleCounts(change, examples) } : change,
    ),
  }));
}

const decoded = (files: ReadonlyMap<string, Buffer>): Map<string, string> =>
  new Map([...files].map(([path, bytes]) => [path, bytes.toString('utf8')]));
