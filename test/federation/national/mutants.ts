/** The rules of the national consolidation, each planted wrong: cases must fail under the fault that they name. */
import { type Facts, factsOf } from '../../../federation/src/national/facts.ts';
import { replay, type FileRecord, type Replay, type World } from '../../../federation/src/national/replay.ts';
import { type Judged, lastOf, RULES, type Rules } from '../../../federation/src/national/rules.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';

type Judge = (kind: RecordKind, value: unknown) => Judged;
type Value = Record<string, unknown>;
type Replayer = (world: World, judge: Judge) => Replay;

/** A replay with some rules changed. */
const rules =
  (changed: Partial<Rules>): Replayer =>
  (world, judge) =>
    replay(world, judge, { ...RULES, ...changed });

/** A replay of other facts of records. */
const facts = (change: (facts: Facts, value: Value, kind: RecordKind) => Partial<Facts>): Replayer =>
  rules({
    facts(kind, value) {
      const right = factsOf(kind, value);
      return { ...right, ...change(right, value as Value, kind) };
    },
  });

/** A replay with another key: of its parts, the kind, the number, the buyer, the smallest party, the day and the amount. */
const key = (change: (parts: unknown[], value: Value, kind: RecordKind) => unknown[]): Replayer =>
  facts((right, value, kind) =>
    right.key === null ? {} : { key: JSON.stringify(change(JSON.parse(right.key) as unknown[], value, kind)) },
  );

const without = (place: number) => key((parts) => parts.toSpliced(place, 1));

/** A replay of faults that are none, with a key so that the record is stored. */
const forgiven = (fault: Facts['fault']): Replayer =>
  facts((right, value) => (right.fault === fault ? { fault: null, key: String(value['id']) } : {}));

/** A replay of a world seen otherwise. */
const world =
  (change: (world: World) => World): Replayer =>
  (given, judge) =>
    replay(change(given), judge);

/** A replay whose result is changed. */
const result =
  (change: (result: Replay, world: World) => Replay): Replayer =>
  (given, judge) =>
    change(replay(given, judge), given);

const last = (text: string): Pick<Facts, 'last'> => ({ last: { text } });
const ids = (value: Value): (string | null)[] =>
  ((value['titulaires'] ?? value['concessionnaires']) as Record<string, { id: string | null }>[]).map(
    (item) => Object.values(item)[0]?.id ?? null,
  );
const sorted = (texts: readonly (string | null)[]): string[] => texts.map(String).toSorted(compare);
const published = (value: Value): string => String(value['datePublicationDonnees']);
const recordsOf = ({ files }: World): FileRecord[] => files.flatMap(({ records }) => records);
const modificationsOf = (record: FileRecord | undefined): unknown[] =>
  ((record?.value as Value | undefined)?.['modifications'] ?? []) as unknown[];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const withModifications = (change: (own: unknown[], all: unknown[]) => unknown[]): Replayer =>
  result(({ outcomes, contracts }, given) => ({
    outcomes,
    contracts: contracts.map((contract) => {
      const { record } = contract;
      const modifications = change(modificationsOf(record), recordsOf(given).flatMap(modificationsOf));
      return { ...contract, record: { ...record, value: { ...(record.value as Value), modifications } } };
    }),
  }));

/** What is planted, by the name that cases use. */
export const MUTANTS: Readonly<Record<string, Replayer>> = {
  // 1
  'reads-every-source': world((given) => ({
    ...given,
    processes: given.processes.map((process) => ({ ...process, datasets: [...process.datasets, 'elsewhere'] })),
  })),
  'reads-no-source': rules({ unread: () => 'source' }),
  'reads-json-only': rules({ unread: (process, { url }) => (!process ? 'source' : url.endsWith('json') ? null : 'form') }),
  'reads-every-form': rules({ unread: (process) => (process ? null : 'source') }),
  'reads-once': rules({ isNew: (_, before) => before === undefined }),
  'reads-always': rules({ isNew: () => true }),
  'reads-later-only': (() => {
    let newest = '';
    const isLater = (date: string): boolean => {
      const later = date > newest;
      if (later) newest = date;
      return later;
    };
    return (given, judge) => {
      newest = '';
      return replay(given, judge, { ...RULES, isNew: ({ date }) => isLater(date) });
    };
  })(),
  'files-as-listed': rules({ order: (a, b) => a.process - b.process }),
  'passes-mixed': world((given) => ({ ...given, files: given.files.map((file) => ({ ...file, run: '2026-06-30' })) })),
  // 2
  'accepts-all': rules({ admits: () => 'read' }),
  'refuses-files': (given, judge) => {
    const isGood = ({ kind, value }: FileRecord): boolean => judge(kind, value).refusal === null;
    return replay({ ...given, files: given.files.filter(({ records }) => records.every(isGood)) }, judge);
  },
  'platform-refused': (given, judge) =>
    replay(given, (kind, value) =>
      Object.hasOwn(value as Value, 'source') ? { refusal: 'source', exclusions: [] } : judge(kind, value),
    ),
  'forgets-unique-items': (given, judge) =>
    replay(given, (kind, value) => {
      const judged = judge(kind, value);
      return judged.refusal?.startsWith('schema.uniqueItems') === true ? { ...judged, refusal: null } : judged;
    }),
  'pes-validated': world((given) => ({
    ...given,
    processes: given.processes.map((process) => ({ ...process, validates: true })),
  })),
  'takes-tests': facts(() => ({ platform: null })),
  'refuses-platforms': facts(({ platform }) => (platform === null ? {} : { platform: 'AIFE_test' })),
  'refuses-all-tests': rules({
    admits: (found, judged, process) => (found.platform === 'AIFE_test' ? 'test' : RULES.admits(found, judged, process)),
  }),
  'tests-stop': rules({
    admits: (found, judged, process) => (found.platform === 'AIFE_test' ? 'fault' : RULES.admits(found, judged, process)),
  }),
  // 3 and 6
  'key-without-id': without(1),
  'key-without-buyer': without(2),
  'key-without-party': without(3),
  'key-of-all-parties': key((parts, value) => parts.with(3, sorted(ids(value)).join())),
  'key-of-first-party': key((parts, value) => parts.with(3, ids(value)[0])),
  'key-uncut': key((parts, value) => parts.with(3, sorted(ids(value))[0])),
  'key-cut-shorter': key((parts) => parts.with(3, String(parts[3]).slice(0, 63))),
  'key-without-date': without(4),
  'key-without-amount': without(5),
  'key-with-cents': key((parts, value) => parts.with(5, value['montant'])),
  'key-rounded': key((parts, value) => parts.with(5, Math.round(Number(value['montant'])))),
  'key-truncated': key((parts) => parts.with(5, Math.trunc(Number(parts[5])))),
  'key-of-signature': key((parts, value) => parts.with(4, value['dateSignature'])),
  'key-with-object': key((parts, value) => [...parts, value['objet']]),
  // 4
  'first-stays': rules({ setsAside: () => 'older-file' }),
  'newcomer-wins': rules({ setsAside: () => null }),
  'last-dates-compared': rules({
    setsAside: (newcomer, stored) => ((lastOf(newcomer) ?? '') < (lastOf(stored) ?? '') ? 'older-file' : null),
  }),
  'same-day-set-aside': rules({
    setsAside: (newcomer, stored) =>
      newcomer.time.slice(0, 10) <= (lastOf(stored) ?? '') ? 'older-file' : RULES.setsAside(newcomer, stored),
  }),
  'last-without-modifications': facts((right, value) => ('modifications' in value ? last(published(value)) : right)),
  'last-without-acts': facts((right, value) => ('actesSousTraitance' in value ? last(published(value)) : right)),
  'last-of-modifications': facts((right, value) => {
    const [modification] = (value['modifications'] ?? []) as { modification: { datePublicationDonneesModification: string } }[];
    return modification ? last(modification.modification.datePublicationDonneesModification) : right;
  }),
  'longer-wins': facts(() => ({ compared: 0 })),
  'shorter-set-aside': facts(({ compared }) => ({ compared: 1000 - compared, parties: 1000 - compared })),
  'other-parties-set-aside': rules({
    setsAside: (newcomer, stored) =>
      stored.facts.parties <= newcomer.facts.compared ? 'longer-titulaires' : RULES.setsAside(newcomer, stored),
  }),
  'parties-counted': facts((_, value) => ({ parties: ids(value).length, compared: ids(value).length })),
  'concessions-as-marches': facts(({ parties }) => ({ compared: parties })),
  'undated-stays': facts(({ last: right }) => (right === null ? last('2026-12-31') : {})),
  'unreadable-dates-kept': facts(({ last: right }, value) => (right === 'file' ? last(published(value)) : {})),
  // 5
  'files-by-arrival': rules({ prevails: () => true }),
  'first-of-ties': rules({ prevails: (later, earlier) => (lastOf(later) ?? '') > (lastOf(earlier) ?? '') }),
  'files-of-stored': result((right) => ({
    ...right,
    contracts: right.contracts.map((contract) => ({
      ...contract,
      months: Object.fromEntries(Object.keys(contract.months).map((month) => [month, contract.record.name])),
    })),
  })),
  'undated-first': rules({ prevails: (later, earlier) => (lastOf(later) ?? '') >= (lastOf(earlier) ?? '') }),
  'one-month-a-contract': world((given) => ({ ...given, files: given.files.map((file) => ({ ...file, run: '2026-06-30' })) })),
  'every-month': world((given) => ({
    ...given,
    files: given.files.map((file) => ({ ...file, run: file.date.slice(0, 10) })),
  })),
  // 6
  'source-order-reversed': rules({ order: (a, b) => b.process - a.process || compare(a.date, b.date) }),
  'sources-by-date': rules({ order: (a, b) => compare(a.date, b.date) }),
  // 7
  'modifications-merged': withModifications((_, all) => all),
  'modifications-dropped': withModifications((own) => own.slice(0, 1)),
  // 8
  'month-of-notification': rules({
    month: (arrival) => (JSON.parse(arrival.facts.key ?? '[]') as string[])[4]?.slice(0, 7) ?? null,
  }),
  'never-spread': rules({ month: (arrival) => RULES.month({ ...arrival, spreadOverTime: false }) }),
  'always-spread': rules({ month: (arrival) => RULES.month({ ...arrival, spreadOverTime: true }) }),
  'months-before-2024': rules({ month: (arrival) => lastOf(arrival)?.slice(0, 7) ?? null }),
  'months-to-come': rules({ month: (arrival) => RULES.month({ ...arrival, run: '9999-12-31' }) }),
  // 9
  withdrawn: (given, judge) => {
    const lastOfUrl = new Map(given.files.map((file) => [file.url, file]));
    return replay({ ...given, files: given.files.filter((file) => lastOfUrl.get(file.url) === file) }, judge);
  },
  // 10
  'excludes-nothing': rules({ exclusions: () => [] }),
  'excludes-large-amounts': rules({
    exclusions: (judged, arrival) => {
      const [, , , , , amount] = JSON.parse(arrival.facts.key ?? '[]') as number[];
      return (amount ?? 0) >= 3_000_000_000 ? ['montant-hors-bornes'] : RULES.exclusions(judged, arrival);
    },
  }),
  'excluded-from-files': result((right) => ({
    ...right,
    contracts: right.contracts.map((contract) =>
      contract.exclusions.length > 0 ? { ...contract, months: {}, years: {} } : contract,
    ),
  })),
  'excludes-before-storing': (given, judge) =>
    replay(given, (kind, value) => {
      const judged = judge(kind, value);
      return { ...judged, refusal: judged.exclusions[0] ?? judged.refusal };
    }),
  'future-of-today': rules({ exclusions: (judged, arrival) => RULES.exclusions(judged, { ...arrival, time: '2026-06-30' }) }),
  'day-of-file-is-future': rules({
    exclusions: (judged, arrival) =>
      arrival.facts.declared === arrival.time.slice(0, 10) ? ['date-future'] : RULES.exclusions(judged, arrival),
  }),
  'future-modifications': facts((right) => (right.last !== null && right.last !== 'file' ? { declared: right.last.text } : {})),
  'starts-at-any-day': facts((right, value, kind) =>
    kind === 'contrat-concession' ? { declared: String(value['datePublicationDonnees']) } : right,
  ),
  // 11
  'faults-skip-one': rules({
    admits: (found, judged, process) => {
      const admission = RULES.admits(found, judged, process);
      return admission === 'fault' ? 'refused' : admission;
    },
  }),
  'faults-drop-files': (given, judge) => {
    const isBad = ({ kind, value }: FileRecord): boolean => factsOf(kind, value).fault !== null;
    return replay({ ...given, files: given.files.filter(({ records }) => !records.some(isBad)) }, judge);
  },
  'faults-stop-sources': (given, judge) => {
    const stopped = given.files.findIndex(({ records }) =>
      records.some(({ kind, value }) => factsOf(kind, value).fault !== null),
    );
    return replay({ ...given, files: given.files.slice(0, stopped + 1) }, judge);
  },
  'concessions-first': world((given) => ({
    ...given,
    files: given.files.flatMap((file) => {
      const records = file.records.toSorted((a, b) => compare(b.kind === 'marche' ? '1' : '2', a.kind === 'marche' ? '1' : '2'));
      return records.map((record, number) => ({ ...file, url: `${file.url}#${number}.json`, records: [record] }));
    }),
  })),
  'refusals-stop': rules({ admits: (found) => (found.fault === null ? 'read' : 'fault') }),
  'no-limits': forgiven('too-long'),
  'tighter-limits': facts(({ parties }) => (parties > 1024 ? { fault: 'too-long' } : {})),
  'undated-read': forgiven('undated'),
  'any-date': forgiven('not-a-date'),
  'any-amount': forgiven('not-a-number'),
  'null-lists': forgiven('unlike'),
};
