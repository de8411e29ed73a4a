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
import { DAYS_OF_MONTH, INVESTMENT } from './releases.ts';

export const textAt = (value: unknown, pointer: string): string | undefined => {
  const found = valueAt(value, pointer);
  return typeof found === 'string' ? found : undefined;
};

const numberAt = (value: unknown, pointer: string): number | undefined => {
  const found = valueAt(value, pointer);
  return typeof found === 'number' ? found : undefined;
};

const listAt = (value: unknown, pointer: string): Fields[] => {
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

/** The identifier that a release names: of its contract, or else of its first award, which has a rank after that of the contract where it replaces another. */
export const nameOf = (release: unknown): string | undefined =>
  textAt(release, '/contracts/0/id') ?? textAt(release, '/awards/0/id');

/**
 * Which of these contracts a release is about. A rank is only cut where what is left is one of them: the identifier of a contract may itself end in a hyphen
 * and digits.
 */
export function contractAmong(contracts: ReadonlySet<string>, release: unknown): string | undefined {
  const name = nameOf(release);
  if (name === undefined || contracts.has(name)) return name;
  const withoutRank = textAt(release, '/contracts/0/id') === undefined ? name.replace(/-\d+$/, '') : name;
  return contracts.has(withoutRank) ? withoutRank : undefined;
}

/** Whether a release is the first of a record. */
export const isFirst = (release: unknown): boolean => {
  const tags = valueAt(release, '/tag');
  return Array.isArray(tags) && tags.includes('contract');
};

/** The version of DECP by which the record of a release was read, and the one that its file declared; only the extension says them. */
export const versionOf = (release: unknown): { schema: string | undefined; declared: string | undefined } => ({
  schema: textAt(release, '/contracts/0/decp/schema'),
  declared: textAt(release, '/contracts/0/decp/version'),
});

/** The contract of its releases, the first of which is that of its record. */
export function contractOfReleases([first, ...later]: readonly unknown[], mapping: Mapping): Contract {
  const { codes } = mapping;
  const contract = recordPart(first, codes);
  const lists = { acts: [], actChanges: [], amendments: [], statements: [] } as {
    [K in 'acts' | 'actChanges' | 'amendments' | 'statements']: Ranked[];
  };
  for (const release of later) {
    const { role, read } = eventOf(release);
    const { rank, values } = ownEvent(release);
    lists[role].push({ rank: rank ?? lists[role].length + 1, item: { ...read(release, codes), rest: values } });
  }
  for (const [role, ranked] of Object.entries(lists))
    if (ranked.length > 0)
      Object.assign(contract, { [role]: ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item) });
  return contract;
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

function eventOf(release: unknown): { role: 'acts' | 'actChanges' | 'amendments' | 'statements'; read: Read } {
  const tags = valueAt(release, '/tag');
  const has = (tag: string): boolean => Array.isArray(tags) && tags.includes(tag);
  if (has('contractAmendment')) return { role: 'amendments', read: amendmentOf };
  if (has('implementation')) return { role: 'statements', read: statementOf };
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
