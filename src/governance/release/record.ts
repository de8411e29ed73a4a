/** The record of a release (`releases/<version>.yaml`), and what GOVERNANCE.md asks of it: periods for opinions, approvers, a candidate, a sample. */
import { isDay } from '../../../packages/base/src/days.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Messages } from '../../messages/compiled/checks.types.ts';
import type { Erratum } from '../../model/errata.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { type Rule, SCOPES } from '../../model/rules.ts';
import type { Texts } from '../../model/types.ts';
import type { Fault } from '../checks/faults.ts';
import { dayAfter, daysBetween } from '../days.ts';
import { type ApprovalKind, APPROVALS } from '../pull-request/approval.ts';

/** What a release can go without, where the record says why. */
type Waived = 'delay' | 'candidate' | 'approver' | 'sample';

type Proposal = {
  title: Texts;
  /** The row of the table « Décider » of GOVERNANCE.md. */
  kind: ApprovalKind;
  author: string;
  opened?: string;
  until?: string;
  approved: readonly { who: string; when: string }[];
};

type Producer = { name: string } & Record<RecordKind, number>;

export type ReleaseRecord = {
  proposals: readonly Proposal[];
  candidate?: { number: string; opened: string };
  sample?: { measured: string; command: string; producers: readonly Producer[] };
  waivers?: readonly { of: Waived; reason: Texts }[];
};

/** The form of a record, in `schema/dialect/`. */
export const RECORD_SCHEMA = 'release.schema.json';

export const recordPath = (version: string): string => `releases/${version}.yaml`;

/**
 * Records of each kind that the errata touch, and producers of them, below which « au plus 1 % » says nothing: of 300 records of which none is hit, the share is
 * 1 % at most with a probability of 95 % (rule of three), and what one program writes says nothing of another one.
 */
export const SAMPLE = { records: 300, producers: 3 } as const;

/** The days that a candidate is open. */
const CANDIDATE_DAYS = 30;

/** What a record is judged by. `day`: when the version was published, or is to be; undefined where nobody asks for it yet. */
type Circumstances = { isPublished: boolean; day?: string; errata: readonly Erratum[]; rules: readonly Rule[] };

/** Returns what is missing in a record that follows its meta-schema. */
export function recordFaults(record: ReleaseRecord, { isPublished, day, errata, rules }: Circumstances): Fault[] {
  const days = dayFaults(record);
  if (days.length > 0) return days;
  const { waivers = [] } = record;
  const isWaived = (what: Waived): boolean => waivers.some(({ of }) => of === what);
  return [
    ...record.proposals.flatMap((proposal, i) => [
      ...(isWaived('delay') ? [] : delayFaults(proposal, `/proposals/${i}`)),
      ...(isWaived('approver') ? [] : approverFaults(proposal, `/proposals/${i}`)),
    ]),
    ...(isWaived('candidate') ? [] : candidateFaults(record, day)),
    ...(isWaived('sample') ? [] : sampleFaults(record, errata, rules)),
    // What nobody can wait for any more is only said afterwards.
    ...(isPublished ? [] : waivers.flatMap(({ of }, i) => (OF_FUTURE.includes(of) ? [] : [notWaived(of, `/waivers/${i}/of`)]))),
  ];
}

const OF_FUTURE: readonly Waived[] = ['delay', 'candidate'];

/** The rows of the table, from the one that asks for least. */
const ROWS = Object.keys(APPROVALS) as ApprovalKind[];

/** Whether a proposal of the record is of a row that asks for at least what this one does. */
export const covers = ({ proposals }: ReleaseRecord, row: ApprovalKind): boolean =>
  proposals.some(({ kind }) => ROWS.indexOf(kind) >= ROWS.indexOf(row));

const fault = (at: string, say: (say: Messages) => string): Fault => ({ at, texts: textsOf(CHECKS, say) });

/** The days that do not exist. */
function dayFaults({ proposals, candidate, sample }: ReleaseRecord): Fault[] {
  const days: [at: string, day: string | undefined][] = [
    ...proposals.flatMap(({ opened, until, approved }, i): [string, string | undefined][] => [
      [`/proposals/${i}/opened`, opened],
      [`/proposals/${i}/until`, until],
      ...approved.map(({ when }, j): [string, string] => [`/proposals/${i}/approved/${j}/when`, when]),
    ]),
    ['/candidate/opened', candidate?.opened],
    ['/sample/measured', sample?.measured],
  ];
  return days.flatMap(([at, day]) => (day === undefined || isDay(day) ? [] : [fault(at, (say) => say['erratum.day']({ day }))]));
}

function delayFaults({ title, kind, opened, until, approved }: Proposal, at: string): Fault[] {
  const { days } = APPROVALS[kind];
  if (days === 0) return [];
  if (opened === undefined || until === undefined) return [fault(at, (say) => say['release.no-delay']({ title, kind, days }))];
  const open = daysBetween(opened, until);
  if (open < days) {
    const least = dayAfter(opened, days);
    return [fault(`${at}/until`, (say) => say['release.short-delay']({ title, kind, days, opened, until, open, least }))];
  }
  return approved.flatMap(({ who, when }, i) =>
    when <= until ? [fault(`${at}/approved/${i}/when`, (say) => say['release.early-approval']({ title, who, when, until }))] : [],
  );
}

/** How many people accept, the author apart. */
const APPROVERS: Readonly<Record<(typeof APPROVALS)[ApprovalKind]['who'], number>> = {
  maintainer: 1,
  reviewer: 2,
  other: 1,
  two: 2,
  'two-after-proposition': 2,
};

function approverFaults({ title, kind, author, approved }: Proposal, at: string): Fault[] {
  const own = approved.flatMap(({ who }, i) =>
    isSame(who, author) ? [fault(`${at}/approved/${i}/who`, (say) => say['release.own-approval']({ title, author }))] : [],
  );
  if (own.length > 0) return own;
  const least = APPROVERS[APPROVALS[kind].who];
  const count = new Set(approved.map(({ who }) => named(who))).size;
  if (count >= least) return [];
  return [fault(`${at}/approved`, (say) => say['release.approvers']({ title, kind, author, count, least }))];
}

/** A name as it is compared: in any capitals and with any blanks. */
const named = (who: string): string => who.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
const isSame = (one: string, other: string): boolean => named(one) === named(other);

function candidateFaults({ proposals, candidate }: ReleaseRecord, day: string | undefined): Fault[] {
  const i = proposals.findIndex(({ kind }) => APPROVALS[kind].candidate !== 'none');
  const asking = proposals[i];
  if (!asking) return [];
  const { title, kind } = asking;
  const days = CANDIDATE_DAYS;
  if (!candidate) return [fault(`/proposals/${i}/kind`, (say) => say['release.no-candidate']({ title, kind, days }))];
  const { number, opened } = candidate;
  const last = proposals
    .flatMap((one) => (APPROVALS[one.kind].candidate === 'after' ? (one.until ?? []) : []))
    .toSorted()
    .at(-1);
  if (last !== undefined && opened <= last)
    return [fault('/candidate/opened', (say) => say['release.early-candidate']({ number, opened, until: last }))];
  if (day === undefined || daysBetween(opened, day) >= days) return [];
  const least = dayAfter(opened, days);
  return [fault('/candidate/opened', (say) => say['release.short-candidate']({ number, opened, days, least }))];
}

function sampleFaults({ sample }: ReleaseRecord, errata: readonly Erratum[], rules: readonly Rule[]): Fault[] {
  const narrowings = errata.filter((erratum) => erratum.kind === 'narrowing');
  if (narrowings.length === 0) return [];
  if (!sample) return [fault('/proposals', (say) => say['release.no-sample']({ count: narrowings.length, ...SAMPLE }))];
  const { producers } = sample;
  const kinds = RECORD_KINDS.filter((kind) => narrowings.some((erratum) => touched(erratum, rules).includes(kind)));
  const totals = RECORD_KINDS.map((kind) => total(producers, kind));
  const other = narrowings.find(({ share }) => ![...totals, sum(totals)].includes(share.of));
  return [
    ...kinds.flatMap((kind): Fault[] => {
      const isConcession = kind === 'contrat-concession';
      const records = total(producers, kind);
      const from = new Set(producers.filter((one) => one[kind] > 0).map(({ name }) => named(name))).size;
      if (records >= SAMPLE.records && from >= SAMPLE.producers) return [];
      const counts = { isConcession, records, from, least: SAMPLE.records, leastFrom: SAMPLE.producers };
      return [fault('/sample/producers', (say) => say['release.small-sample'](counts))];
    }),
    ...(other
      ? [
          fault('/sample/producers', (say) =>
            say['release.other-sample']({ fingerprint: other.fingerprint, of: other.share.of, sum: sum(totals) }),
          ),
        ]
      : []),
  ];
}

const total = (producers: readonly Producer[], kind: RecordKind): number => sum(producers.map((one) => one[kind]));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The kinds of record that an erratum touches: both, where its places are above the records. */
function touched({ change }: Erratum, rules: readonly Rule[]): readonly RecordKind[] {
  const rule = change.kind.startsWith('rule-') ? rules.find(({ id }) => id === change.path) : undefined;
  const places = [change.path, ...(change.places ?? [])];
  const found = RECORD_KINDS.filter((kind) =>
    rule
      ? rule.on.some((entry) => (entry.scope === 'fichier' ? entry.kind : entry.scope) === SCOPES[kind])
      : places.some((place) => place.startsWith(`marches.${kind}`)),
  );
  return found.length > 0 ? found : RECORD_KINDS;
}

const notWaived = (of: Waived, at: string): Fault => fault(at, (say) => say['release.no-waiver']({ of }));
