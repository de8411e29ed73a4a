/** One contract as the releases of OCDS 1.1 that it makes: one for its record, one for each event that was published after it. */
import { isBlank } from '../../packages/base/src/blank.ts';
import { isDay } from '../../packages/base/src/days.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { Lost } from '../write/lost.ts';
import {
  categoryOf,
  codesOfTechniques,
  considerationsOf,
  cpvCategory,
  hasFramework,
  INNOVATION,
  methodOf,
  natureOf,
  placeOf,
  sameList,
  sustainabilityOf,
  techniquesOf,
} from './codes.ts';
import type { Act, ActChange, Amendment, Contract, Fields, Organisation, Statement } from './contract.ts';
import { caseOf, factsOf } from './framework.ts';
import { awardId, fingerprint, identifiersOf, type Identifiers, timeOf } from './identifiers.ts';
import type { EventName, Mapping, Role } from './mapping.ts';
import { namesOf, Parties, type Ref } from './parties.ts';
import { builtItems, contractOf, itemsOf, keepIn, type Level, recordOf, type Shapes } from './shape.ts';
import { Total } from './total.ts';

/** `prefix`: that of the publisher's ocids. `extension`: whether what OCDS has no place for goes to the extension `decp`. */
type ReleaseOptions = { prefix: string; extension: boolean };

/** `version`: of DECP, by whose schema the record is read; `declared`: the one that the file declares, where it does. */
export type Context = {
  mapping: Mapping;
  countries: ReadonlySet<string>;
  shapes: Shapes;
  version: string;
  declared?: string | undefined;
  options: ReleaseOptions;
};

/** A release and its JSON text. `date`: a date-time, by which the releases of a process are merged. */
export type Release = { ocid: string; id: string; date: string; text: string };

/** A release of a contract. `role`: of the list whose item it is of; undefined for that of the contract itself. */
export type ContractRelease = Release & { role?: ListRole };

/**
 * A contract that is exported. `idsAt`: its identifiers at a rank among the contracts that nothing else tells apart; `record`: what its record is with the
 * fields that its version knows.
 */
type Identified = { ids: Identifiers; idsAt: (rank: number) => Identifiers; record: () => Fields };

/** `contract` is undefined where there are no releases; `undated` is then what it would be called, at a rank, where it lacks a publication date alone. */
export type Exported = { releases: ContractRelease[]; lost: Lost[]; contract?: Identified; undated?: Identified['idsAt'] };

export const CURRENCY = 'EUR';

/**
 * How many subcontracts the awards of one contract repeat in all, as its contractors change. Each change repeats all of them: without a limit, the releases
 * would grow with the square of the record.
 */
export const MOST_REPEATED = 1_000;

/** Days of a month, as OCDS for eForms counts them: the only factor that can be turned back. */
export const DAYS_OF_MONTH = 30;

/** The releases of a record, by date, and what of it they lack. None where it has no identifier or no publication date. `rank`: see `identifiersOf`. */
export function releasesOf(kind: RecordKind, record: unknown, context: Context, rank = 1): Exported {
  const { contract, lost } = contractOf(kind, record, context.shapes);
  const { id, buyer, published } = contract;
  if (id === undefined || buyer === undefined || isBlank(id) || isBlank(buyer))
    return { releases: [], lost: [...lost, { code: 'ocds.no-identifier', path: '', params: {} }] };
  const idsAt = (at: number): Identifiers => identifiersOf({ ...contract, id, buyer }, context.options.prefix, at);
  if (published === undefined || !isDay(published))
    return { releases: [], lost: [...lost, noDate('', published)], undated: idsAt };
  const ids = idsAt(rank);
  const identified = { ...contract, id, buyer, published };
  const releases = new ReleaseMaker(identified, context, lost, ids).make();
  const exported: Identified = {
    ids,
    idsAt: (at) => (at === rank ? ids : idsAt(at)),
    record: () => recordOf(identified, context.shapes),
  };
  return { releases, lost, contract: exported };
}

/** What our extension says of how a record was read. */
export const readBy = (kind: RecordKind, { version, declared }: Context): Fields => ({
  schema: version,
  kind,
  ...(declared !== undefined && { version: declared }),
});

const noDate = (path: string, day: string | undefined): Lost => ({
  code: 'ocds.no-publication-date',
  path,
  params: { given: day !== undefined, day: day ?? '' },
});

const hasText = (text: string | undefined): text is string => text !== undefined && !isBlank(text);
const isCount = (value: number | undefined): value is number => value !== undefined && Number.isSafeInteger(value) && value >= 0;
const start = (day: string): string => `${day}T00:00:00Z`;
const money = (amount: number): Fields => ({ amount, currency: CURRENCY });

/** Some months as days; undefined where they could not be turned back. */
const daysOf = (months: number | undefined): number | undefined =>
  isCount(months) && Number.isSafeInteger(months * DAYS_OF_MONTH) ? months * DAYS_OF_MONTH : undefined;

/** The lists whose items are releases, by the part that they play, in the order of the releases of one day. */
export const LIST_ROLES = ['acts', 'actChanges', 'amendments', 'statements'] as const;

export type ListRole = (typeof LIST_ROLES)[number];

/** An item of a list: `rank` from 1 in the list, `order` of the list among the others. */
type Event = { day: string; order: number; rank: number; role: ListRole; path: string };

/** Gives the rank of the only act that has an identifier, from 1. */
function ranksOf(acts: readonly Act[] = []): (id: Act['id']) => number | undefined {
  const ranks = new Map<string, number | undefined>();
  for (const [i, { id }] of acts.entries()) ranks.set(String(id), ranks.has(String(id)) ? undefined : i + 1);
  return (id) => (id === undefined ? undefined : ranks.get(String(id)));
}

class ReleaseMaker {
  readonly #contract: Contract & { id: string; buyer: string; published: string };
  readonly #context: Context;
  readonly #lost: Lost[];
  readonly #level: Level;
  readonly #ids: Identifiers;
  readonly #parties: Parties;
  /** The day of the last release, and which one of this day it is. */
  #day: string;
  #number = 0;
  /** The time of this release. */
  #date: string;
  /** What the last release says of the contract: its award, contractors, value and subcontracts. */
  #award = '';
  #suppliers: Ref[] = [];
  #value: number | undefined;
  #items: Fields[] | undefined;
  #hasSubcontracting: boolean | undefined;
  readonly #subcontracts: Fields[] = [];
  /** How many of them each award has that was left: contractors may come back. */
  readonly #had = new Map<string, number>();
  #repeated = 0;
  /** Whether the award lacks some that it should repeat. */
  #isBehind = false;
  /** The amounts of acts by their ranks; undefined where a change does not say which act it is of. */
  readonly #amounts: Total | undefined;
  readonly #rankOf: (id: Act['id']) => number | undefined;
  /** The identifiers that amendments and statements have in OCDS, which are texts, each once. */
  readonly #taken = new Set<string>();
  readonly #stage: 'framework' | 'call-off' | 'neither';

  constructor(
    contract: Contract & { id: string; buyer: string; published: string },
    context: Context,
    lost: Lost[],
    ids: Identifiers,
  ) {
    this.#contract = contract;
    this.#context = context;
    this.#lost = lost;
    this.#level = context.shapes[contract.kind];
    this.#ids = ids;
    this.#parties = new Parties(context.mapping.codes);
    this.#day = contract.published;
    this.#date = this.#time();
    this.#value = contract.value;
    this.#rankOf = ranksOf(contract.acts);
    const isClear = contract.actChanges?.every(({ id, amount }) => amount === undefined || this.#rankOf(id) !== undefined);
    this.#amounts = isClear === false ? undefined : new Total(contract.acts?.length ?? 0);
    const { id, framework, techniques = [], methods = [] } = contract;
    const { codes, framework: cases } = context.mapping;
    this.#stage = caseOf(cases, factsOf(cases, { id, framework, technique: hasFramework(codes, techniques), methods })).is;
  }

  make(): ContractRelease[] {
    const first = this.#first();
    return [first, ...this.#events().map((event) => this.#later(event))];
  }

  #first(): ContractRelease {
    const contract = this.#contract;
    const { rest } = contract;
    const { lot, contract: id } = this.#ids;
    const buyer = this.#parties.name({ scheme: 'SIRET', party: contract.buyer }, 'buyer');
    const suppliers = this.#suppliersOf(contract.suppliers, rest, this.#level);
    this.#suppliers = suppliers ?? [];
    this.#award = this.#awardTo(this.#suppliers);
    const tender = this.#tender();
    const months = daysOf(contract.months);
    if (months === undefined) this.#keep('months');
    const signed = this.#dayOf('signed');
    const starts = this.#dayOf('starts');
    const { subject, value, tenders, subsidy, framework } = contract;
    this.#hasSubcontracting = contract.subcontracting;
    const bids = isCount(tenders) ? [{ id: `${lot}-bids`, measure: 'bids', value: tenders, relatedLot: lot }] : undefined;
    if (!bids) this.#keep('tenders');
    const related =
      this.#stage === 'call-off'
        ? [{ id: lot, relationship: ['framework'], scheme: 'FR-DECP', identifier: framework }]
        : undefined;
    if (!related) this.#keep('framework');
    const period = {
      ...(starts !== undefined && { startDate: start(starts) }),
      ...(months !== undefined && { durationInDays: months }),
    };
    const award = this.#awardOf(this.#award, suppliers, contract.subcontracting);
    const signedContract = {
      id,
      awardID: this.#award,
      // A title of the tender would be that of the last lot published, where contracts are lots of one procedure.
      ...(hasText(subject) && { title: subject }),
      status: 'active',
      ...(signed !== undefined && { dateSigned: start(signed) }),
      ...(value !== undefined && { value: money(value) }),
      ...(Object.keys(period).length > 0 && { period }),
      ...(this.#items && { items: this.#items }),
      ...(subsidy !== undefined && {
        implementation: { charges: [{ id: 'government', paidBy: 'government', estimatedValue: money(subsidy) }] },
      }),
    };
    return this.#release('record', {
      buyer: buyer?.ref,
      tender,
      ...(bids && { bids: { statistics: bids } }),
      awards: [award],
      contracts: [{ ...signedContract, ...this.#ownPart() }],
      ...(related && { relatedProcesses: related }),
    });
  }

  #awardTo(suppliers: readonly Ref[]): string {
    return awardId(
      this.#ids.contract,
      suppliers.map(({ id }) => id),
    );
  }

  #awardOf(id: string, suppliers: Ref[] | undefined, hasSubcontracting: boolean | undefined): Fields {
    return {
      id,
      status: 'active',
      relatedLots: [this.#ids.lot],
      ...(suppliers && { suppliers }),
      ...(this.#value !== undefined && { value: money(this.#value) }),
      ...(this.#items && { items: this.#items }),
      ...(hasSubcontracting !== undefined && { hasSubcontracting }),
    };
  }

  /** What the extension has of the record; what is lost without it. */
  #ownPart(): Fields {
    const { kind, rest } = this.#contract;
    if (!this.#context.options.extension) {
      this.#leftOut(rest, '');
      return {};
    }
    return { decp: { ...readBy(kind, this.#context), ...(Object.keys(rest).length > 0 && { values: rest }) } };
  }

  #tender(): Fields {
    const { codes } = this.#context.mapping;
    const contract = this.#contract;
    const { kind, subject, procedure, tenders, cpv, nature } = contract;
    const item = this.#item();
    this.#items = item && [item];
    const isSaid = hasText(subject);
    if (!isSaid) this.#keep('subject');
    const hasProcedure = hasText(procedure);
    if (!hasProcedure) this.#keep('procedure');
    const method = hasProcedure ? methodOf(codes, procedure, tenders) : undefined;
    const digits = /^\d{8}/.exec(cpv ?? '')?.[0];
    const category =
      kind === 'marche' ? (digits === undefined ? undefined : cpvCategory(codes, digits)) : categoryOf(codes, nature);
    if (nature !== undefined && natureOf(codes, category) !== nature) this.#keep('nature');
    return {
      id: this.#ids.tender,
      status: 'complete',
      ...(method !== undefined && { procurementMethod: method }),
      ...(hasProcedure && { procurementMethodDetails: procedure }),
      ...(category !== undefined && { mainProcurementCategory: category }),
      ...(this.#items && { items: this.#items }),
      lots: [this.#lot(isSaid ? subject : undefined)],
    };
  }

  #lot(description: string | undefined): Fields {
    const { codes } = this.#context.mapping;
    const { kind, techniques = [], methods = [], innovative, social = [], environmental = [], months } = this.#contract;
    const days = daysOf(months);
    const technical = techniquesOf(codes, techniques, methods, this.#stage === 'framework');
    const back = codesOfTechniques(codes, technical);
    if (!sameList(back.techniques, techniques)) this.#keep('techniques');
    if (!sameList(back.methods, methods)) this.#keep('methods');
    const aims = [];
    for (const [goal, list] of [
      ['social', social],
      ['environmental', environmental],
    ] as const) {
      const aim = sustainabilityOf(codes, goal, kind, list);
      if (aim) aims.push(aim);
      if (!sameList(considerationsOf(codes, goal, kind, aim?.strategies ?? []), list)) this.#keep(goal);
    }
    if (innovative === true) aims.push({ goal: INNOVATION });
    else this.#keep('innovative');
    return {
      id: this.#ids.lot,
      ...(description !== undefined && { description }),
      status: 'complete',
      ...(days !== undefined && { contractPeriod: { durationInDays: days } }),
      ...technical,
      ...(aims.length > 0 && { hasSustainability: true, sustainability: aims }),
    };
  }

  /** What is bought and where, which has no place for the key of a CPV code. */
  #item(): Fields | undefined {
    const { mapping, countries } = this.#context;
    const { cpv, placeCode, placeType } = this.#contract;
    const digits = /^\d{8}/.exec(cpv ?? '')?.[0];
    if (cpv !== digits) this.#keep('cpv');
    const place = hasText(placeCode) && placeType !== undefined ? placeOf(mapping, countries, placeType, placeCode) : undefined;
    if (!place) {
      this.#keep('placeCode');
      this.#keep('placeType');
    }
    if (digits === undefined && !place) return undefined;
    const { lot } = this.#ids;
    return {
      id: lot,
      ...(digits !== undefined && { classification: { scheme: 'CPV', id: digits } }),
      relatedLot: lot,
      ...place,
    };
  }

  /** Leaves a field of the record to the extension. */
  #keep(role: Role): void {
    const value = this.#contract[role as keyof Contract];
    if (value !== undefined) keepIn(this.#contract.rest, this.#level, role, value);
  }

  #dayOf(role: 'signed' | 'starts'): string | undefined {
    const day = this.#contract[role];
    if (day !== undefined && isDay(day)) return day;
    this.#keep(role);
    return undefined;
  }

  /** The references to a list of contractors, which goes to the extension where they do not say all of it. */
  #suppliersOf(list: readonly Organisation[] | undefined, rest: Fields, level: Level): Ref[] | undefined {
    if (list === undefined) return undefined;
    const { refs, exact } = namesOf(this.#parties, list, 'supplier');
    if (!exact) keepIn(rest, level, 'suppliers', builtItems(itemsOf(level, 'suppliers'), list));
    return refs.length > 0 ? refs : undefined;
  }

  /** The events of the record by their day of publication; those of one day in the order of the lists, then of their ranks. */
  #events(): Event[] {
    const events = LIST_ROLES.flatMap((role, order) => this.#eventsOf(role, order));
    if (!this.#context.options.extension) this.#reportOrder(events);
    return events.sort((one, other) =>
      one.day !== other.day ? (one.day < other.day ? -1 : 1) : one.order - other.order || one.rank - other.rank,
    );
  }

  #eventsOf(role: ListRole, order: number): Event[] {
    const list: readonly { published?: string; rest: Fields }[] = this.#contract[role] ?? [];
    if (list.length === 0) return [];
    const { envelope } = itemsOf(this.#level, role);
    const { published: recordDay } = this.#contract;
    const at = this.#pathOf(role);
    return list.flatMap(({ published }, i) => {
      const path = child(at, i) + (envelope === undefined ? '' : child('', envelope));
      if (published === undefined || !isDay(published)) {
        this.#lost.push(noDate(path, published));
        return [];
      }
      const day = published < recordDay ? recordDay : published;
      if (day !== published)
        this.#lost.push({ code: 'ocds.date-moved', path, severity: 'warning', params: { day: published, to: day } });
      return [{ day, order, rank: i + 1, role, path }];
    });
  }

  /** Without the extension, a list comes back in the order of the dates of its items. */
  #reportOrder(events: readonly Event[]): void {
    for (const role of LIST_ROLES) {
      const days = events.filter((event) => event.role === role).map(({ day }) => day);
      if (days.some((day, i) => i > 0 && day < (days[i - 1] ?? '')))
        this.#lost.push(notInStandard(this.#pathOf(role), this.#level.paths.get(role)?.at(-1) ?? ''));
    }
  }

  #pathOf(role: Role): string {
    return (this.#level.paths.get(role) ?? []).reduce<string>(child, '');
  }

  #later(event: Event): ContractRelease {
    const { role, rank, day } = event;
    this.#tick(day);
    const { level } = itemsOf(this.#level, role);
    const item = this.#contract[role]?.[rank - 1] as Act & Amendment & Statement;
    if (this.#date.slice(0, 10) !== item.published) keepIn(item.rest, level, 'published', item.published);
    if (role === 'acts') return this.#act(item, level, event);
    if (role === 'actChanges') return this.#actChange(item, level, event);
    return role === 'amendments' ? this.#amendment(item, level, event) : this.#statement(item, level, event);
  }

  /** The time of the next release of the contract: after that of the last one, as releases are merged by date. */
  #tick(day: string): void {
    if (day > this.#date.slice(0, 10)) {
      this.#day = day;
      this.#number = 0;
    } else this.#number += 1;
    this.#date = this.#time();
  }

  #act(act: Act, level: Level, event: Event): ContractRelease {
    const named = this.#parties.name(act, 'subcontractor');
    if (named?.exact !== true)
      for (const role of ['scheme', 'party'] as const) if (act[role] !== undefined) keepIn(act.rest, level, role, act[role]);
    // An act whose number is corrected is the same one: no release takes a subcontract out of an award.
    const id = this.#idOf(act, act.id === undefined ? `n-${event.rank}` : String(event.rank), level);
    this.#hasSubcontracting = true;
    if (act.amount !== undefined) {
      keepIn(act.rest, level, 'amount', act.amount);
      // A change that was published before its act has the amount that replaces that of the act.
      if (this.#amounts?.has(event.rank) === false) this.#amounts.set(event.rank, act.amount);
    }
    const subcontract = { id, ...(named && { subcontractor: named.ref }) };
    this.#subcontracts.push(subcontract);
    return this.#awardUpdate(
      'act',
      { hasSubcontracting: true, subcontracting: { ...this.#total(), subcontracts: [subcontract] } },
      act,
      event,
    );
  }

  #actChange(change: ActChange, level: Level, event: Event): ContractRelease {
    const { id, amount } = change;
    if (id !== undefined) keepIn(change.rest, level, 'id', id);
    if (amount !== undefined) {
      keepIn(change.rest, level, 'amount', amount);
      this.#amounts?.set(this.#rankOf(id) as number, amount);
    }
    const total = this.#total();
    return this.#awardUpdate('act-change', Object.keys(total).length > 0 ? { subcontracting: total } : {}, change, event);
  }

  #awardUpdate(name: EventName, award: Fields, { rest }: { rest: Fields }, event: Event): ContractRelease {
    return this.#release(name, { awards: [{ id: this.#award, ...award, ...this.#ownEvent(rest, event) }] }, event);
  }

  /** The value of all subcontracts so far, where it is known. */
  #total(): Fields {
    const value = this.#amounts?.value;
    return value === undefined ? {} : { value: money(value) };
  }

  #amendment(amendment: Amendment, level: Level, event: Event): ContractRelease {
    const { rest, value, signed } = amendment;
    const days = daysOf(amendment.months);
    if (days === undefined && amendment.months !== undefined) keepIn(rest, level, 'months', amendment.months);
    const isSigned = signed !== undefined && isDay(signed);
    if (!isSigned && signed !== undefined) keepIn(rest, level, 'signed', signed);
    const { id: number } = amendment;
    const text = typeof number === 'number' && /^\d+$/.test(String(number)) ? String(number) : `n-${event.rank}`;
    const id = this.#idOf(amendment, this.#unique(text, event), level);
    if (value !== undefined) this.#value = value;
    const suppliers = this.#suppliersOf(amendment.suppliers, rest, level);
    const awards = suppliers && this.#changed(suppliers, event);
    const contract = {
      id: this.#ids.contract,
      awardID: this.#award,
      ...(value !== undefined && { value: money(value) }),
      ...(days !== undefined && { period: { durationInDays: days } }),
      amendments: [{ id, ...(isSigned && { date: start(signed) }) }],
      ...this.#ownEvent(rest, event),
    };
    const name = awards !== undefined && awards.length > 1 ? 'supplier-change' : 'amendment';
    return this.#release(name, { ...(awards && { awards }), contracts: [contract] }, event);
  }

  /**
   * The awards after a new list of contractors. Contractors of one award are merged by their identifiers: the old ones would remain, so that other
   * contractors make another award. It repeats the subcontracts of the contract, which would else be in the cancelled award only.
   */
  #changed(suppliers: Ref[], { path }: Event): Fields[] {
    const ids = new Set(this.#suppliers.map(({ id }) => id));
    if (suppliers.length === ids.size && suppliers.every(({ id }) => ids.has(id))) return [{ id: this.#award, suppliers }];
    const before = this.#award;
    this.#had.set(before, this.#isBehind ? (this.#had.get(before) ?? 0) : this.#subcontracts.length);
    this.#award = this.#awardTo(suppliers);
    this.#suppliers = suppliers;
    const subcontracts = this.#toRepeat(path);
    this.#parties.again(subcontracts.flatMap(({ subcontractor }) => (subcontractor as Ref | undefined) ?? []));
    const award = this.#awardOf(this.#award, suppliers, this.#hasSubcontracting);
    const subcontracting = { ...this.#total(), ...(subcontracts.length > 0 && { subcontracts }) };
    return [
      { id: before, status: 'cancelled' },
      { ...award, ...(Object.keys(subcontracting).length > 0 && { subcontracting }) },
    ];
  }

  /** The subcontracts so far that the award has not; none, which is reported, once too many would have been repeated. */
  #toRepeat(path: string): readonly Fields[] {
    const missing = this.#subcontracts.slice(this.#had.get(this.#award) ?? 0);
    const count = missing.length;
    this.#isBehind = this.#repeated + count > MOST_REPEATED;
    if (this.#isBehind) {
      this.#lost.push({
        code: 'ocds.subcontracts-not-repeated',
        path,
        severity: 'warning',
        params: { count, most: MOST_REPEATED },
      });
      return [];
    }
    this.#repeated += count;
    return missing;
  }

  #statement(statement: Statement, level: Level, event: Event): ContractRelease {
    const { rest, investment, tariffs = [] } = statement;
    const id = this.#unique(event.day, event);
    const isSaid = tariffs.every((tariff) => Object.keys(tariff.rest).length === 0 && (tariff.title ?? 'x').length > 0);
    if (!isSaid) keepIn(rest, level, 'tariffs', builtItems(itemsOf(level, 'tariffs'), tariffs));
    const listed = tariffs.map(({ title = '', amount }, i) => ({
      id: `${id}-${i + 1}`,
      ...(title !== '' && { title }),
      paidBy: 'user',
      ...(amount !== undefined && { value: money(amount) }),
    }));
    const implementation = {
      ...(investment !== undefined && {
        metrics: [{ id: INVESTMENT, title: INVESTMENT_TITLE, observations: [{ id, value: money(investment) }] }],
      }),
      ...(listed.length > 0 && { tariffs: listed }),
    };
    const contract = {
      id: this.#ids.contract,
      awardID: this.#award,
      ...(Object.keys(implementation).length > 0 && { implementation }),
      ...this.#ownEvent(rest, event),
    };
    return this.#release('statement', { contracts: [contract] }, event);
  }

  /** The identifier of an act or of an amendment; one that could not be read again from it goes to the extension too. */
  #idOf(item: { id?: string | number; rest: Fields }, id: string, level: Level): string {
    if (item.id !== undefined && (typeof item.id !== 'number' || id !== String(item.id))) keepIn(item.rest, level, 'id', item.id);
    return id;
  }

  /** A text that no other item of the list has as its identifier. */
  #unique(text: string, { role, rank }: Event): string {
    let unique = text;
    while (this.#taken.has(`${role} ${unique}`)) unique = `${unique}-${rank}`;
    this.#taken.add(`${role} ${unique}`);
    return unique;
  }

  /** What the extension has of an event: which item it is, and its rest; what is lost without it. */
  #ownEvent(rest: Fields, { role, rank, path }: Event): Fields {
    if (!this.#context.options.extension) {
      this.#leftOut(rest, path);
      return {};
    }
    const list = this.#level.paths.get(role)?.at(-1) ?? role;
    return { decp: { events: [{ id: `${list}-${rank}`, ...(Object.keys(rest).length > 0 && { values: rest }) }] } };
  }

  /** Reports the values that only the extension would have. */
  #leftOut(value: unknown, path: string, name = ''): void {
    if (isObject(value) && Object.keys(value).length > 0)
      for (const [key, inner] of Object.entries(value)) this.#leftOut(inner, child(path, key), key);
    else if (name !== '') this.#lost.push(notInStandard(path, name));
  }

  #release(name: EventName, content: Fields, event?: Event): ContractRelease {
    const parties = this.#parties.listed();
    const { tag } = this.#context.mapping.events[name];
    const release = releaseOf(this.#ids.ocid, this.#date, { tag, ...(parties.length > 0 && { parties }), ...content });
    return event ? { ...release, role: event.role } : release;
  }

  #time(): string {
    return timeOf(this.#day, this.#number, this.#ids.lot);
  }
}

/** A release at a time. Its identifier has its day and a hash of what it says: another content makes another release. */
export function releaseOf(ocid: string, date: string, { tag, ...content }: Fields & { tag: string[] }): Release {
  const body = JSON.stringify({ date, tag, initiationType: 'tender', language: 'fr', ...content });
  const id = `${ocid}-${date.slice(0, 10)}-${fingerprint(body)}`;
  return { ocid, id, date, text: `{"ocid":${JSON.stringify(ocid)},"id":${JSON.stringify(id)},${body.slice(1)}` };
}

export const INVESTMENT = 'depensesInvestissement';
const INVESTMENT_TITLE = "Dépenses d'investissement";

const notInStandard = (path: string, field: string): Lost => ({
  code: 'ocds.not-in-standard',
  path,
  severity: 'warning',
  params: { field },
});
