/** Records as releases, as tests of the export make them. */
import { readdirSync, readFileSync } from 'node:fs';
import { hasShared, RECOGNISED, readJsonFile, SHARED } from '../support/engine.ts';
import { Ranks } from '../../src/convert/ranks.ts';
import { loadMapping } from '../../src/ocds/mapping.node.ts';
import { type Context, type Exported, releasesOf } from '../../src/ocds/releases.ts';
import { shapesOf } from '../../src/ocds/shape.ts';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import type { Model } from '../../src/model/types.ts';
import { contractOfReleases } from '../../src/ocds/back.ts';
import { Compilation, type Mergeable } from '../../src/ocds/merge.ts';
import { recordOf } from '../../src/ocds/shape.ts';
import { EXAMPLES, UNFOLDED } from '../support/unfolded.ts';

/** The prefix of the examples of OCDS. */
const PREFIX = 'ocds-213czf';

export const mapping = await loadMapping();

export const contextOf = (model: Model, extension = true): Context => ({
  mapping,
  countries: new Set(mapping.countries),
  shapes: shapesOf(model, mapping),
  version: model.version,
  options: { prefix: PREFIX, extension },
});

export const parsed = ({ releases }: Exported): unknown[] => releases.map(({ text }) => JSON.parse(text) as unknown);

/** The releases of several records, as an export of them has them: those that nothing else tells apart have ranks, and a repeated one is left out. */
export function exported(records: readonly Given[], context: Context): Mergeable[] {
  const ranks = new Ranks();
  const known = new Set<string>();
  return records.flatMap(({ kind, record }) => {
    const { releases, contract } = releasesOf(kind, record, context);
    const content = releases.map(({ text }) => text).join('\n');
    if (!contract || known.has(content)) return [];
    known.add(content);
    const rank = ranks.take(contract.ids.ocid, (at) => contract.idsAt(at).contract);
    return parsed(releasesOf(kind, record, context, rank)) as Mergeable[];
  });
}

/** The compiled release of releases, which are merged by date. */
export function compiled(releases: readonly Mergeable[]): Mergeable {
  const compilation = new Compilation();
  for (const release of releases.toSorted((one, other) => (one.date < other.date ? -1 : Number(one.date > other.date))))
    compilation.add(release);
  return compilation.release();
}

export type Way = Exported & { back: unknown; kind: RecordKind | undefined };

/** A record that goes to OCDS and comes back. */
export function thereAndBack(kind: RecordKind, record: unknown, context: Context): Way {
  const exported = releasesOf(kind, record, context);
  const releases = parsed(exported);
  if (releases.length === 0) return { ...exported, back: undefined, kind: undefined };
  const contract = contractOfReleases(releases, mapping, context.shapes);
  return { ...exported, back: recordOf(contract, context.shapes), kind: contract.kind };
}

export type File = { marches?: Partial<Record<RecordKind, unknown[]>> };

type Given = { kind: RecordKind; record: unknown };

/** The records of a file by kind. */
export const recordsOf = ({ marches = {} }: File): Given[] =>
  RECORD_KINDS.flatMap((kind) => (marches[kind] ?? []).map((record) => ({ kind, record })));

/** The real records of format 2; none where they are not beside this clone. */
export const realRecords = (): Given[] =>
  (hasShared ? readdirSync(`${SHARED}realdata`) : [])
    .filter((name) => name.startsWith('v2'))
    .flatMap((name) => recordsOf(JSON.parse(readFileSync(`${SHARED}realdata/${name}`, 'utf8')) as File));

/** A record of a valid example file. */
export type Example = Given & { version: string; name: string };

/** The records of the valid examples of all published versions that are exported. */
export const examples: readonly Example[] = RECOGNISED.flatMap((version) =>
  readdirSync(`${EXAMPLES}${version}/valid`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${UNFOLDED}${version}/valid/${name}`),
).flatMap((path) => {
  const [name = '', , version = ''] = path.split('/').reverse();
  return recordsOf(readJsonFile(path) as File).map((one) => ({ version, name, ...one }));
});
