import { readFile } from 'node:fs/promises';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { under } from '../../../host/paths.node.ts';
import type { Artefact } from '../archive/tgz.node.ts';
import { dependenciesOf, type Input } from '../inputs.node.ts';
import { PROVENANCE, provenance } from '../provenance.node.ts';
import { type SourceCommit, sourceCommit } from '../source-commit.node.ts';
import { SUMS, sumsOfFiles } from '../sums.node.ts';
import { type Asked, nodeRange, type Plan, planOf } from './plan.node.ts';
import type { OnStep } from './version-archive.node.ts';

/** The artefacts of a release in memory, and the commit that holds what they were made from. */
export type Made = { name: string; artefacts: Artefact[]; source: SourceCommit };

/**
 * Makes the artefacts of a release from the sources of the clone; the same sources give the same bytes. `asked.version` is a published version, `next`
 * (with `as` for a candidate) or `outils-X.Y.Z`. Throws an InputError where that is none, and where npm is missing. `told`: the commit that a release
 * names, where it is made again.
 */
export const makeArtefacts = async (asked: Asked, onStep: OnStep = () => undefined, told?: SourceCommit): Promise<Made> =>
  makePlanned(await planOf(asked, onStep), told);

/** The names of what a plan makes. */
export const artefactNames = ({ makers }: Plan): string[] => [...makers.map(({ path }) => path), PROVENANCE, SUMS];

export async function makePlanned(plan: Plan, told?: SourceCommit): Promise<Made> {
  const source = await sourceNamed(plan.inputs, told);
  const date = 'date' in source ? source.date : undefined;
  // At once: most of the time goes by in the compiler and in npm, which have threads and processes of their own.
  const made = await Promise.allSettled(plan.makers.map(async ({ path, make }) => ({ path, bytes: await make(date) })));
  // Whoever is told of a failure may take away what the others still read: all have ended by then.
  const subjects = made.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const statement = { path: PROVENANCE, bytes: await provenanceOf(plan, subjects, source) };
  const artefacts = [...subjects, statement];
  const sums = sumsOfFiles(new Map(artefacts.map(({ path, bytes }) => [path, bytes])));
  return { name: plan.name, artefacts: [...artefacts, { path: SUMS, bytes: sums }], source };
}

/** Where the clone cannot know the commit, and where none was named, what is told stands. */
async function sourceNamed(inputs: readonly Input[], told: SourceCommit | undefined): Promise<SourceCommit> {
  if (told && 'missing' in told) return told;
  const found = await sourceCommit(inputs);
  return 'missing' in found ? (told ?? found) : found;
}

async function provenanceOf(
  { stream, name, from, inputs }: Plan,
  subjects: Artefact[],
  source: SourceCommit,
): Promise<Uint8Array> {
  return provenance({
    ...{ subjects, stream, version: name, from, source },
    base: (await readFile(under('schema', 'base-uri.txt'), 'utf8')).trim(),
    tools: packageFacts(),
    node: await nodeRange(),
    dependencies: await dependenciesOf(inputs),
  });
}
