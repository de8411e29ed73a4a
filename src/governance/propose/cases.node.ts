/** The cases that a change of the schema needs: found by trying, as `decp check-examples --mutants` does. */
import type { Model } from '../../model/types.ts';
import { type Sources } from '../build/sources.node.ts';
import { exampleCheck } from '../examples/all.node.ts';
import { suggestCases, tableText } from '../examples/suggest.node.ts';
import { announcedFiles, NONE, wantedOf } from '../examples/verb.node.ts';
import { Examples } from '../examples/origin.ts';
import { proposedNext } from '../gate/proof.node.ts';
import { mutantsOf } from '../mutation/enumerate.ts';
import { isSameSchema, readExamples } from '../mutation/judge.ts';
import { schemaMutants } from '../mutation/score.ts';
import type { Draft } from './draft.ts';

/** The ids of the ways to break the schema of `next`. */
export const mutantIds = ({ schema }: Model): ReadonlySet<string> => new Set(mutantsOf(schema).map(({ id }) => id));

/** Adds cases for the ways to break the schema that no example notices, and returns their files. `before`: those that there were, which are not looked at. */
export async function addCases(draft: Draft, sources: Sources, before: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  const examples = sources.examples.get('next');
  if (!(examples instanceof Examples)) return files;
  const { schema } = sources.next;
  const { unnoticed } = schemaMutants(sources.next, readExamples(examples), ({ id }) => !before.has(id));
  // A case that shows a new one is mostly found sooner than it is proved that there is none; of the old ones some change nothing.
  const open = [...unnoticed].filter((mutant) => before.size > 0 || !isSameSchema(schema, mutant));
  if (open.length === 0) return files;
  const { next } = proposedNext(sources);
  for (const { file, table } of await suggestCases(await next.loaded(), open, examples)) {
    if (!table) continue;
    const text = draft.has(file) ? draft.text(file) : '';
    draft.write(file, text + tableText(table, text === ''));
    files.add(file);
  }
  return files;
}

/** Announces in the examples of `next` the findings that they give now, as the forecast that the consolidation leaves out contracts of a new form. */
export async function announceFindings(draft: Draft, sources: Sources): Promise<void> {
  const examples = sources.examples.get('next');
  if (!(examples instanceof Examples)) return;
  const { next, bookOf } = proposedNext(sources);
  const check = await exampleCheck(await next.loaded(), await bookOf('next').compiled());
  const wanted = wantedOf('next', examples, check);
  for (const [path, text] of announcedFiles(wanted, sources.versions, (file) => draft.text(file)))
    draft.write(path, text ?? NONE);
}
