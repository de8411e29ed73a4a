/** Small random worlds, and what is published of them here by the order of preference, in the simplest words. */
import fc from 'fast-check';
import { compareKey, type Compared, type National, type Ours, type Seen } from '../../../federation/src/national/difference.ts';
import { factsOf } from '../../../federation/src/national/facts.ts';
import { replay, type Outcome } from '../../../federation/src/national/replay.ts';
import type { Judged, Process } from '../../../federation/src/national/rules.ts';
import { keyText } from '../../../federation/src/judge/key.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { recordOf, type Short } from './short.ts';

export type Judge = (kind: RecordKind, value: unknown) => Judged;

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
  { standard: '1.5.0', uid: 'ancien' },
];

/** The object of a record in which the check finds an error that the State does not look for. */
function OTHER_ERROR(): string {
  return 'Erreur ici seulement';
}

export type WorldVersion = { fetchedAt: string; lastModified: string; held: boolean; variants: number[] };
export type WorldResource = { dataset: string; url: string; updates: 'added' | 'replaced'; versions: WorldVersion[] };
export type SmallWorld = WorldResource[];

export const PROCESSES: readonly Process[] = [
  { name: 'alpha', datasets: ['alpha'], validates: true, spreadOverTime: false },
  { name: 'pes', datasets: ['pes'], validates: false, spreadOverTime: false },
  { name: 'beta', datasets: ['beta'], validates: true, spreadOverTime: true },
];

const time = (hour: number) =>
  fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}T${hour}:00:00.000Z`);

/** The last variant, of 1.x, is in no file of PES. */
const version = (dataset: string): fc.Arbitrary<WorldVersion> =>
  fc.record({
    fetchedAt: time(10),
    lastModified: time(11),
    held: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    variants: fc.array(fc.nat(VARIANTS.length - (dataset === 'pes' ? 2 : 1)), { maxLength: 6 }),
  });

const resource = fc.constantFrom('alpha', 'pes', 'beta', 'elsewhere').chain((dataset) =>
  fc.record({
    dataset: fc.constant(dataset),
    url: fc.constantFrom('json', 'json', 'json', 'xml', 'csv').map((form) => `https://exemple.test/${dataset}.${form}`),
    updates: fc.constantFrom('added' as const, 'replaced' as const),
    versions: fc.uniqueArray(version(dataset), { minLength: 1, maxLength: 3, selector: ({ fetchedAt }) => fetchedAt }),
  }),
);

export const worldArbitrary: fc.Arbitrary<SmallWorld> = fc
  .uniqueArray(resource, { minLength: 1, maxLength: 5, selector: ({ dataset }) => dataset })
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

/** The record of a variant, judged once: `judge` is always the same. */
function knownOf(variant: number, judge: Judge): Known {
  const before = known.get(variant);
  if (before) return before;
  const made = madeOf(variant, judge);
  known.set(variant, made);
  return made;
}

function madeOf(variant: number, judge: Judge): Known {
  const { standard = '2.0.3', ...short } = VARIANTS[variant] ?? {};
  const { kind, value } = recordOf(short);
  const isOld = standard.startsWith('1.');
  const judged = isOld ? { refusal: '1.x', exclusions: [] } : judge(kind, value);
  verdicts.set(value, judged);
  const { refusal, exclusions } = judged;
  // Of another version than the State's, whatever its schema says.
  const isOther = standard !== '2.0.3';
  const valid = isOther || (refusal === null && exclusions.length === 0 && value['objet'] !== OTHER_ERROR());
  const text = JSON.stringify(value);
  return { kind, standard, value, text, key: keyText(kind, standard, value) ?? '', valid };
}

export type Observation = { name: string; resource: WorldResource; version: WorldVersion; state: Seen['version']; known: Known };

/** All observations in the order of fetching. */
export function observationsOf(world: SmallWorld, judge: Judge): Observation[] {
  return filesOf(world).flatMap(({ resource: from, version: read, name }) => {
    const accepted = from.versions.filter(({ held }) => !held);
    const counts = from.updates === 'added' || accepted.at(-1) === read;
    const state = read.held ? 'held' : counts ? 'current' : 'older';
    return read.variants.map((variant, position): Observation => ({
      ...{ name: `${name}/${position}`, resource: from, version: read, state },
      known: knownOf(variant, judge),
    }));
  });
}

export const filesOf = (world: SmallWorld): { resource: WorldResource; version: WorldVersion; name: string }[] =>
  world
    .flatMap((from) =>
      from.versions.map((read, number) => ({ resource: from, version: read, name: `${from.dataset}/${number}` })),
    )
    .toSorted((a, b) => (a.version.fetchedAt < b.version.fetchedAt ? -1 : a.version.fetchedAt > b.version.fetchedAt ? 1 : 0));

const listOf = ({ value }: Known, name: string): unknown[] => (value[name] ?? []) as unknown[];
const publishedOf = ({ text }: Known): string =>
  [...text.matchAll(/"datePublicationDonnees\w*":"([^"]*)/g)]
    .map(([, day]) => day ?? '')
    .toSorted()
    .at(-1) ?? '';
const changesOf = (known: Known): number => listOf(known, 'modifications').length + listOf(known, 'actesSousTraitance').length;

/** The record that is preferred for each key of ours, and whether others give it a modification or an act. */
export function oursOf(observations: readonly Observation[]): Map<string, Ours> {
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

/** The verdicts on the records of variants; they are the same objects wherever they stand. */
const verdicts = new Map<unknown, Judged>();
const judgedOf = (value: unknown): Judged | undefined => verdicts.get(value);

/** What the State's rules give, and both compared, key by key of ours; records are named by their texts. */
export function comparedOf(world: SmallWorld, judge: Judge): { key: string; ours: Ours | null; all: Compared[]; seen: Seen[] }[] {
  const observations = observationsOf(world, judge);
  const files = filesOf(world).map(({ resource: { dataset, url }, version: { lastModified, fetchedAt }, name }) => ({
    ...{ dataset, url, date: lastModified, run: fetchedAt.slice(0, 10) },
    records: observations
      .filter((one) => one.name.startsWith(`${name}/`))
      .map(({ name: own, known: { kind, value } }) => ({ name: own, kind, value })),
  }));
  const old = (kind: RecordKind, value: unknown): Judged => judgedOf(value) ?? judge(kind, value);
  const { outcomes, contracts } = replay({ processes: PROCESSES, files }, old);
  const ours = oursOf(observations);
  return [...new Set(observations.map(({ known }) => known.key))].map((key) => {
    const those = observations.filter(({ known }) => known.key === key);
    const seen = those.map(({ name, state, known: { kind, text, value, standard, valid } }): Seen => ({
      ...{ record: text, sameness: text, standard, valid, version: state },
      nationalKey: factsOf(kind, value).key,
      outcome: outcomes.get(name) as Outcome,
      refused: old(kind, value).refusal !== null,
    }));
    const nationals = contracts.flatMap(({ record, exclusions, years }): (National & { key: string })[] => {
      const one = those.find(({ name }) => name === record.name);
      if (!one) return [];
      const { kind, value, text } = one.known;
      return [{ key: factsOf(kind, value).key ?? '', record: text, exclusions, years: Object.keys(years) }];
    });
    const own = ours.get(key) ?? null;
    return { key, ours: own, all: compareKey(own, nationals, seen), seen };
  });
}
