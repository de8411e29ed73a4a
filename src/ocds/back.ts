/** Releases of ours as the records that they were made of. */
import { isObject } from '../../packages/base/src/json.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { isRecordKind, type RecordKind } from '../model/kinds.ts';
import {
  codeOfPlace,
  codesOfTechniques,
  considerationsOf,
  INNOVATION,
  natureOf,
  type Sustainability,
  typeOfScheme,
} from './codes.ts';
import type { Act, ActChange, Amendment, Contract, Fields, Organisation, Statement, Tariff } from './contract.ts';
import { LOT_LENGTH } from './identifiers.ts';
import type { Codes, Mapping } from './mapping.ts';
import { DAYS_OF_MONTH, INVESTMENT, LIST_ROLES, type ListRole } from './releases.ts';
import { contractOf, type Shapes } from './shape.ts';

export const textAt = (value: unknown, pointer: string): string | undefined => {
  const found = valueAt(value, pointer);
  return typeof found === 'string' ? found : undefined;
};

const numberAt = (value: unknown, pointer: string): number | undefined => {
  const found = valueAt(value, pointer);
  return typeof found === 'number' ? found : undefined;
};

export const listAt = (value: unknown, pointer: string): Fields[] => {
  const found = valueAt(value, pointer);
  return Array.isArray(found) ? found.filter(isObject) : [];
};

const objectAt = (value: unknown, pointer: string): Fields => {
  const found = valueAt(value, pointer);
  return isObject(found) ? found : {};
};

/** The day of a date-time of ours. */
const dayAt = (value: unknown, pointer: string): string | undefined => textAt(value, pointer)?.slice(0, 10);

const monthsAt = (value: unknown, pointer: string): number | undefined => {
  const days = numberAt(value, pointer);
  return days === undefined || days % DAYS_OF_MONTH !== 0 ? undefined : days / DAYS_OF_MONTH;
};

/** The members that have a value. */
const given = <T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** The contract that a release is about: the one that it names, or the one that its first award is named after. */
export const contractNamed = (release: unknown): string | undefined =>
  textAt(release, '/contracts/0/id') ?? textAt(release, '/awards/0/id')?.slice(0, -LOT_LENGTH);

const hasTag = (release: unknown, tag: string): boolean => {
  const tags = valueAt(release, '/tag');
  return Array.isArray(tags) && tags.includes(tag);
};

/** Whether a release is the first of a record. */
export const isFirst = (release: unknown): boolean => hasTag(release, 'contract');

/** Whether a release says what earlier ones said otherwise: a correction, or a withdrawal. */
export const isCorrection = (release: unknown): boolean => hasTag(release, 'contractUpdate');

/** The record that a correction has, in our extension. */
const correctedRecord = (release: unknown): unknown => valueAt(release, '/decp/record');

/** Whether a correction or a withdrawal can be read again. */
export const isReadable = (release: unknown): boolean => isWithdrawal(release) || isObject(correctedRecord(release));

/** Whether a release says that its contract is no longer published. */
export const isWithdrawal = (release: unknown): boolean =>
  isCorrection(release) && textAt(release, '/contracts/0/status') === 'cancelled';

/** The version of DECP by which the record of its releases was read, and the one that its file declared; only the extension says them. */
export function versionOf(releases: readonly unknown[]): { schema: string | undefined; declared: string | undefined } {
  const last = releases.findLast((release) => isFirst(release) || isObject(correctedRecord(release)));
  const own = isFirst(last) ? '/contracts/0/decp' : '/decp';
  return { schema: textAt(last, `${own}/schema`), declared: textAt(last, `${own}/version`) };
}

/**
 * The contract of its releases, the first of which is that of its record. The last correction has the whole record as it was then: what follows adds to it.
 */
export function contractOfReleases(releases: readonly unknown[], mapping: Mapping, shapes: Shapes): Contract {
  const { codes } = mapping;
  const from = releases.findLastIndex((release) => isObject(correctedRecord(release)));
  const contract = from === -1 ? recordPart(releases[0], codes) : correctedPart(releases[from], releases[0], codes, shapes);
  const lists = Object.fromEntries(
    LIST_ROLES.map((role) => [role, (contract[role] ?? []).map((item, i): Ranked => ({ rank: i + 1, item }))]),
  ) as Record<ListRole, Ranked[]>;
  for (const release of releases.slice(Math.max(from, 0) + 1)) {
    if (isCorrection(release)) continue;
    const { role, read } = eventOf(release);
    const { rank, values } = ownEvent(release);
    lists[role].push({ rank: rank ?? lists[role].length + 1, item: { ...read(release, codes), rest: values } });
  }
  for (const [role, ranked] of Object.entries(lists))
    if (ranked.length > 0)
      Object.assign(contract, { [role]: ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item) });
  return contract;
}

function correctedPart(correction: unknown, first: unknown, codes: Codes, shapes: Shapes): Contract {
  const said = textAt(correction, '/decp/kind');
  const { kind } = said !== undefined && isRecordKind(said) ? { kind: said } : recordPart(first, codes);
  return contractOf(kind, correctedRecord(correction), shapes).contract;
}

type Ranked = { rank: number; item: { rest: Fields } };

function recordPart(release: unknown, codes: Codes): Contract {
  const signed = objectAt(release, '/contracts/0');
  const lot = objectAt(release, '/tender/lots/0');
  const item = objectAt(signed, '/items/0');
  const procedure = textAt(release, '/tender/procurementMethodDetails');
  const kind = kindOf(signed, procedure, codes);
  const { techniques, methods } = codesOfTechniques(codes, lot);
  const place = codeOfPlace(codes, item);
  const aims = listAt(lot, '/sustainability') as Sustainability[];
  const considerations = (goal: 'social' | 'environmental'): string[] | undefined =>
    some(considerationsOf(codes, goal, kind, aims.find((aim) => aim.goal === goal)?.strategies ?? []));
  return {
    kind,
    rest: objectAt(signed, '/decp/values'),
    ...given({
      id: textAt(signed, '/id')?.slice(0, -LOT_LENGTH),
      buyer: partyOf(release, textAt(release, '/buyer/id'), codes)?.party,
      subject: textAt(lot, '/description'),
      cpv: textAt(item, '/classification/id'),
      techniques: some(techniques),
      methods: some(methods),
      framework: textAt(release, '/relatedProcesses/0/identifier'),
      innovative: aims.some(({ goal }) => goal === INNOVATION) || undefined,
      tenders: numberAt(release, '/bids/statistics/0/value'),
      subcontracting: valueAt(release, '/awards/0/hasSubcontracting') as boolean | undefined,
      procedure,
      placeCode: place.code,
      placeType: place.type,
      months: monthsAt(signed, '/period/durationInDays'),
      signed: dayAt(signed, '/dateSigned'),
      published: dayAt(release, '/date'),
      starts: dayAt(signed, '/period/startDate'),
      value: numberAt(signed, '/value/amount'),
      subsidy: numberAt(signed, '/implementation/charges/0/estimatedValue/amount'),
      nature: kind === 'marche' ? undefined : natureOf(codes, textAt(release, '/tender/mainProcurementCategory')),
      social: considerations('social'),
      environmental: considerations('environmental'),
      suppliers: some(suppliersOf(release, listAt(release, '/awards/0/suppliers'), codes)),
    }),
  };
}

const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/** The kind of record: the extension says it, else the procedure, whose names those of contracts and of concessions do not share. */
function kindOf(signed: Fields, procedure: string | undefined, codes: Codes): RecordKind {
  const kind = textAt(signed, '/decp/kind');
  if (kind !== undefined && isRecordKind(kind)) return kind;
  return procedure !== undefined && codes['concession-procedures'].includes(procedure) ? 'contrat-concession' : 'marche';
}

const suppliersOf = (release: unknown, refs: readonly Fields[], codes: Codes): Organisation[] =>
  refs.flatMap((ref) => partyOf(release, textAt(ref, '/id'), codes) ?? []);

function partyOf(release: unknown, id: string | undefined, codes: Codes): Organisation | undefined {
  const party = id === undefined ? undefined : listAt(release, '/parties').find((one) => one['id'] === id);
  if (!party) return undefined;
  const scheme = typeOfScheme(codes, textAt(party, '/identifier/scheme'));
  return { ...given({ scheme, party: textAt(party, '/identifier/id') }), rest: {} };
}

/** What the extension says of an event, in the award or in the contract of its release. */
function ownEvent(release: unknown): { rank: number | undefined; values: Fields } {
  const [event] = [
    ...listAt(release, '/awards').flatMap((award) => listAt(award, '/decp/events')),
    ...listAt(release, '/contracts/0/decp/events'),
  ];
  const rank = /-(\d+)$/.exec(textAt(event, '/id') ?? '')?.[1];
  return { rank: rank === undefined ? undefined : Number(rank), values: objectAt(event, '/values') };
}

type Read = (release: unknown, codes: Codes) => Fields;

/** The list whose item a release is of. */
export function eventOf(release: unknown): { role: ListRole; read: Read } {
  if (hasTag(release, 'contractAmendment')) return { role: 'amendments', read: amendmentOf };
  if (hasTag(release, 'implementation')) return { role: 'statements', read: statementOf };
  return listAt(release, '/awards/0/subcontracting/subcontracts').length > 0
    ? { role: 'acts', read: actOf }
    : { role: 'actChanges', read: actChangeOf };
}

/** The number of an act or of an amendment; undefined where it had none that a text says. */
const numbered = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

function actOf(release: unknown, codes: Codes): Omit<Act, 'rest'> {
  const subcontract = objectAt(release, '/awards/0/subcontracting/subcontracts/0');
  const party = partyOf(release, textAt(subcontract, '/subcontractor/id'), codes);
  return given({
    id: numbered(textAt(subcontract, '/id')),
    scheme: party?.scheme,
    party: party?.party,
    published: dayAt(release, '/date'),
  });
}

const actChangeOf = (release: unknown): Omit<ActChange, 'rest'> => given({ published: dayAt(release, '/date') });

function amendmentOf(release: unknown, codes: Codes): Omit<Amendment, 'rest'> {
  const signed = objectAt(release, '/contracts/0');
  // The award that is left when contractors change is cancelled.
  const award = listAt(release, '/awards').find(({ status }) => status !== 'cancelled');
  return given({
    id: numbered(textAt(signed, '/amendments/0/id')),
    signed: dayAt(signed, '/amendments/0/date'),
    published: dayAt(release, '/date'),
    months: monthsAt(signed, '/period/durationInDays'),
    value: numberAt(signed, '/value/amount'),
    suppliers: some(suppliersOf(release, listAt(award, '/suppliers'), codes)),
  });
}

function statementOf(release: unknown): Omit<Statement, 'rest'> {
  const implementation = objectAt(release, '/contracts/0/implementation');
  const metric = listAt(implementation, '/metrics').find(({ id }) => id === INVESTMENT);
  return given({
    published: dayAt(release, '/date'),
    investment: numberAt(metric, '/observations/0/value/amount'),
    tariffs: some(
      listAt(implementation, '/tariffs').map((tariff): Tariff => ({
        ...given({ title: textAt(tariff, '/title'), amount: numberAt(tariff, '/value/amount') }),
        rest: {},
      })),
    ),
  });
}
