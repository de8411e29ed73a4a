/** Small random worlds, and what is published of them here by the order of preference, in the simplest words. */
import fc from 'fast-check';
import type { Compared, Ours, Seen } from '../../../federation/src/national/difference.ts';
import { type ArchivedFile, filesBefore, listedOf, noteReadings, passesOf } from '../../../federation/src/national/passes.ts';
import { compareObservations, keptOf, type Observation } from '../../../federation/src/national/state.ts';
import type { JournalEntry } from '../../../federation/src/archive/archive.ts';
import { keyText } from '../../../federation/src/judge/key.ts';
import { contentOf } from '../../../src/consolidation/parse.ts';
import type { Process } from '../../../src/consolidation/processes.ts';
import { Consolidation, type Seen as Told } from '../../../src/consolidation/replay.ts';
import { judgeOf } from '../../../src/consolidation/schema.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { recordOf, type Short } from '../../consolidation/short.ts';

const { validators } = await loadVersion('2.0.3');
const judge = judgeOf(validators);

/** Records that differ in what the two consolidations look at. */
const VARIANTS: readonly (Short & { standard?: string })[] = [
  {},
  { objet: 'Réfection du préau' },
  { datePublicationDonnees: '2026-02-15' },
  { parties: ['FR1'] },
  { parties: ['FR1', 'FR2'] },
  { parties: ['FR1', 'FR3'], modified: { 1: '2026-02-20' } },
  { modified: { 1: '2026-02-02' } },
  { modified: { 2: '2026-03-03' } },
  { acts: { 1: '2026-02-18' } },
  { montant: 50000.2 },
  { montant: '50000', objet: 'Montant en texte' },
  { id: 'OTHER' },
  { dateNotification: '2026-02-01', datePublicationDonnees: '2026-02-03' },
  { nature: 'Bricolage' },
  { dureeMois: 200 },
  { objet: OTHER_ERROR() },
  { source: 'AIFE_test' },
  { parties: [null] },
  { without: ['datePublicationDonnees'] },
  { kind: 'contrat-concession' },
  { kind: 'contrat-concession', parties: ['FR1', 'FR2'], modified: { 1: '2026-02-20' } },
  { kind: 'contrat-concession', parties: ['FR1'] },
  { manyParties: 205 },
  // The key of the State is cut at 64 characters, ours at 64 units of UTF-16, of which these have two each.
  { parties: [`${'𝒳'.repeat(40)}1`] },
  { parties: [`${'𝒳'.repeat(40)}2`] },
  { standard: '2.1.0', nature: 'Nature du 2.1' },
  // The process of PES is lost by the first, and all passes by the second.
  { dureeMois: 'NC' },
  { datePublicationDonnees: '2026-02-30' },
  { standard: '1.5.0', uid: 'ancien' },
];

/** The object of a record in which the check finds an error that the State does not look for. */
function OTHER_ERROR(): string {
  return 'Erreur ici seulement';
}

export type WorldVersion = { fetchedAt: string; lastModified: string; held: boolean; variants: number[] };
export type WorldResource = { dataset: string; url: string; updates: 'added' | 'replaced'; versions: WorldVersion[] };
export type SmallWorld = WorldResource[];

const processOf = (name: string, rest: Partial<Process> = {}): Process => ({
  ...{ name, source: name, datasets: [name], format: 'json', encoding: 'utf-8', titles: 'plain' },
  ...{ validates: true, convertsNc: false, spreadOverTime: false },
  ...rest,
});

/** Two of them read nothing of what is there: another form, another address. */
export const PROCESSES: readonly Process[] = [
  processOf('alpha'),
  processOf('pes', { validates: false }),
  processOf('xml', { format: 'xml' }),
  processOf('beta', { spreadOverTime: true }),
  processOf('chosen', { address: '/chosen-' }),
];

const time = (hour: number, days: number) =>
  fc.integer({ min: 1, max: days }).map((day) => `2026-02-${String(day).padStart(2, '0')}T${hour}:00:00.000Z`);

const [LOSES_PROCESS, LOSES_PASS] = [VARIANTS.length - 3, VARIANTS.length - 2];

/** The last variant, of 1.x, is in no file of PES. What harms more than its own file is rare. */
const version = (dataset: string): fc.Arbitrary<WorldVersion> =>
  fc.record({
    fetchedAt: time(10, 4),
    lastModified: time(11, 3),
    held: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    variants: fc.array(
      fc.oneof(
        { weight: 60, arbitrary: fc.nat(LOSES_PROCESS - 1) },
        { weight: dataset === 'pes' ? 0 : 3, arbitrary: fc.constant(VARIANTS.length - 1) },
        { weight: 1, arbitrary: fc.constantFrom(LOSES_PROCESS, LOSES_PASS) },
      ),
      { maxLength: 6 },
    ),
  });

const resource = fc.constantFrom('alpha', 'alpha', 'pes', 'pes', 'beta', 'xml', 'chosen', 'elsewhere').chain((dataset) =>
  fc.record({
    dataset: fc.constant(dataset),
    url: fc
      .constantFrom('json', 'json', 'json', 'xml', 'csv')
      .chain((form) => fc.constantFrom('', '', '-bis').map((suffix) => `https://exemple.test/${dataset}${suffix}.${form}`)),
    updates: fc.constantFrom('added' as const, 'replaced' as const),
    versions: fc.uniqueArray(version(dataset), { minLength: 1, maxLength: 3, selector: ({ fetchedAt }) => fetchedAt }),
  }),
);

export const worldArbitrary: fc.Arbitrary<SmallWorld> = fc
  .uniqueArray(resource, { minLength: 1, maxLength: 5, selector: ({ url }) => url })
  .map((resources) =>
    resources.map((one) => ({ ...one, versions: one.versions.toSorted((a, b) => (a.fetchedAt < b.fetchedAt ? -1 : 1)) })),
  );

export type Known = {
  kind: RecordKind;
  standard: string;
  value: Record<string, unknown>;
  /** Two records with the same text are one. */
  text: string;
  key: string;
  valid: boolean;
};

const known = new Map<number, Known>();

/** The record of a variant, which is judged once. */
function knownOf(variant: number): Known {
  const before = known.get(variant);
  if (before) return before;
  const made = madeOf(variant);
  known.set(variant, made);
  return made;
}

function madeOf(variant: number): Known {
  const { standard = '2.0.3', ...short } = VARIANTS[variant] ?? {};
  const { kind, value } = recordOf(short);
  // Of another version than the State's, whatever its schema says.
  const isOther = standard !== '2.0.3';
  const isGood =
    judge(kind, withoutPlatform(value)) === undefined && value['objet'] !== OTHER_ERROR() && value['dureeMois'] !== 200;
  const text = JSON.stringify(value);
  return { kind, standard, value, text, key: keyText(kind, standard, value) ?? '', valid: isOther || isGood };
}

const withoutPlatform = ({ source: _, ...value }: Record<string, unknown>): Record<string, unknown> => value;

export type Read = { name: string; resource: WorldResource; version: WorldVersion; state: Seen['version']; known: Known };

/** All observations in the order of fetching. */
export function readIn(world: SmallWorld): Read[] {
  return filesOf(world).flatMap(({ resource: from, version: read, name }) => {
    const accepted = from.versions.filter(({ held }) => !held);
    const counts = from.updates === 'added' || accepted.at(-1) === read;
    const state = read.held ? 'held' : counts ? 'current' : 'older';
    return read.variants.map((variant, position): Read => ({
      ...{ name: `${name}/${position}`, resource: from, version: read, state },
      known: knownOf(variant),
    }));
  });
}

export const filesOf = (world: SmallWorld): { resource: WorldResource; version: WorldVersion; name: string }[] =>
  world
    .flatMap((from) => from.versions.map((read, number) => ({ resource: from, version: read, name: `${from.url}/${number}` })))
    .toSorted((a, b) => (a.version.fetchedAt < b.version.fetchedAt ? -1 : a.version.fetchedAt > b.version.fetchedAt ? 1 : 0));

const listOf = ({ value }: Known, name: string): unknown[] => (value[name] ?? []) as unknown[];
const publishedOf = ({ text }: Known): string =>
  [...text.matchAll(/"datePublicationDonnees\w*":"([^"]*)/g)]
    .map(([, day]) => day ?? '')
    .toSorted()
    .at(-1) ?? '';
const changesOf = (known: Known): number => listOf(known, 'modifications').length + listOf(known, 'actesSousTraitance').length;

/** The record that is preferred for each key of ours, and whether others give it a modification or an act. */
export function oursOf(observations: readonly Read[]): Map<string, Ours> {
  const ours = new Map<string, Ours>();
  const good = observations.filter(({ state, known }) => state === 'current' && known.valid).map(({ known }) => known);
  for (const { key } of good) {
    const those = good.filter((one) => one.key === key);
    const [best] = those.toSorted(
      (a, b) =>
        compare(publishedOf(b), publishedOf(a)) ||
        changesOf(b) - changesOf(a) ||
        b.text.length - a.text.length ||
        compare(a.text, b.text),
    );
    if (!best) continue;
    const united = ['modifications', 'actesSousTraitance'].some((list) =>
      those.some((other) => listOf(other, list).some((item) => !listOf(best, list).some((own) => idIn(own) === idIn(item)))),
    );
    const day = String(best.value[best.kind === 'marche' ? 'dateNotification' : 'dateSignature']);
    ours.set(key, { record: best.text, year: Number(day.slice(0, 4)), united });
  }
  return ours;
}

const idIn = (item: unknown): unknown => Object.values(item as Record<string, { id: unknown }>)[0]?.id;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The journal of a world, by resource, then by time; the hash of a file is its place among all. */
export const journalOf = (world: SmallWorld): JournalEntry[] =>
  filesOf(world)
    .map(({ resource: { dataset, url }, version: { fetchedAt, lastModified } }, number) => ({
      ...{ source: '', dataset, resource: url, title: url, format: 'json', sha256: String(number), size: 1 },
      ...{ url, fetchedAt, lastModified },
    }))
    .toSorted((a, b) => compare(a.resource, b.resource));

/** The bytes of each file, by its hash. */
export function bytesOf(world: SmallWorld): Map<string, Uint8Array> {
  const read = readIn(world);
  return new Map(
    filesOf(world).map(({ name }, number) => {
      const own = read.filter((one) => one.name.startsWith(`${name}/`)).map(({ known: one }) => one);
      const listOf = (kind: RecordKind): unknown[] => own.filter((one) => one.kind === kind).map(({ value }) => value);
      const marches = { marche: listOf('marche'), 'contrat-concession': listOf('contrat-concession') };
      return [String(number), Buffer.from(JSON.stringify({ marches }))];
    }),
  );
}

/** What the State's program makes of it, and both compared, key by key of ours; records are named by their texts. */
export async function comparedOf(world: SmallWorld): Promise<{ key: string; ours: Ours | null; all: Compared[] }[]> {
  const read = readIn(world);
  const bytes = bytesOf(world);
  const listed = listedOf(journalOf(world));
  const files = filesBefore(listed, PROCESSES);
  const told = new Map<string, Told<ArchivedFile>>();
  const placeOf = ({ file: { sha256 }, kind, index }: Told<ArchivedFile>['place']): string => `${sha256} ${kind} ${index}`;
  const consolidation = new Consolidation<ArchivedFile>(PROCESSES, {
    judge,
    content: ({ sha256 }, process) => contentOf(bytes.get(sha256) ?? Buffer.of(), process),
    see: (one) => void told.set(placeOf(one.place), one),
  });
  let launch = 0;
  for (const pass of passesOf(listed, PROCESSES)) {
    const report = await consolidation.pass(pass);
    noteReadings(files, PROCESSES, { report, launch, pass: pass.listings });
    launch++;
  }
  const kept = new Map(keptOf(consolidation).map(({ place, kept: one }) => [placeOf(place), one]));
  const numbers = new Map(filesOf(world).map(({ name }, number) => [name, String(number)]));
  const next = new Map<string, number>();
  const observations = read.map(({ name, state: version, known: one }) => {
    const { kind, key, text: record, standard, valid } = one;
    const list = `${numbers.get(name.split('/').slice(0, -1).join('/'))} ${kind}`;
    const index = next.get(list) ?? 0;
    next.set(list, index + 1);
    const seen = told.get(`${list} ${index}`);
    const file = [...files.values()].find(({ sha256 }) => sha256 === list.split(' ')[0]);
    if (!file) throw new Error(`${name} is in no file`);
    const observation: Observation = {
      ...{ record, sameness: record, standard, valid, version, file },
      ...{ nationalKey: seen?.key ?? null, fate: seen?.fate ?? null, isUnsure: seen?.isUnsure ?? false },
      refused: seen?.isInvalid ?? false,
      kept: kept.get(`${list} ${index}`),
    };
    return { key, observation };
  });
  const ours = oursOf(read);
  return [...new Set(read.map(({ known: { key } }) => key))].map((key) => {
    const own = ours.get(key) ?? null;
    const those = observations
      .filter((one) => one.key === key)
      .map(({ observation }) => observation)
      .toSorted((a, b) => a.file.number - b.file.number);
    return { key, ours: own, all: compareObservations(own, those) };
  });
}
