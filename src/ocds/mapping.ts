/** The mapping between DECP and OCDS, `schema/ocds/mapping.yaml`, as the build writes it to `dist/ocds.json`. */
import type { RecordKind } from '../model/kinds.ts';
import type { Texts } from '../../packages/base/src/language.ts';

/**
 * How the value of a field is read again: from the paths of OCDS (`exact`), from them but for what `lost` says (`partly`), only from our own extension
 * (`extension`); a field of `structure` has no value of its own.
 */
type Back = 'exact' | 'partly' | 'extension' | 'structure';

/** Where a field goes. `ocds`: paths of the release schema, without the ranks of lists. `role`: the part that it plays in a contract (`ROLES`). */
export type FieldMapping = { ocds: string[]; role?: string; back: Back; lost?: Texts };

/** What a release is about: a record, one item of one of its lists, or what an earlier export said otherwise. */
export type EventName =
  | 'record'
  | 'act'
  | 'act-change'
  | 'amendment'
  | 'supplier-change'
  | 'statement'
  | 'correction'
  | 'withdrawal';

/** What makes a contract a framework agreement, or a call-off. `fillers`: texts that name none, bare, besides filler words. The first case that fits decides. */
export type Framework = {
  performed: { orders: string; 'call-offs': string };
  fillers: string[];
  cases: {
    reference: ('none' | 'own' | 'part' | 'other')[];
    technique?: boolean;
    performed?: 'orders' | 'call-offs' | 'neither';
    is: 'framework' | 'call-off' | 'neither';
    why: Texts;
  }[];
};

/** A code of our own in an open codelist. */
export type OwnCode = { code: string; title: Texts; description: Texts };

/** The code tables: a code of DECP to what OCDS has for it. */
export type Codes = {
  scheme: Record<string, string>;
  'vat-country': Record<string, string>;
  method: Record<string, string>;
  'concession-procedures': string[];
  technique: Record<string, string>;
  'framework-method': { codes: string[]; method: string }[];
  /** Social considerations by kind of record, environmental ones of both. */
  strategy: Record<RecordKind | 'environmental', Record<string, string>>;
  category: Record<string, string>;
  'cpv-category': { works: string[]; goods: string[] };
  gazetteer: Record<string, string>;
  place: { 'postal-code': string; country: string };
};

export type Mapping = {
  /** The version of OCDS, as packages say it. */
  standard: string;
  extensions: Record<string, { url: string; commit: string }>;
  /** `parts`: tags by the member of a release that calls for them. */
  events: Record<EventName, { list?: string; tag: string[]; parts?: Record<string, string> }>;
  framework: Framework;
  /** By the name of the list. */
  codelists: Record<string, OwnCode[]>;
  codes: Codes;
  /** By `x-field`. */
  fields: Record<string, FieldMapping>;
  /** The codes of countries (ISO 3166-1 alpha-2) and the address of the documents of our own extension, which the build adds. */
  countries: string[];
  extensionUrl: string;
};

/**
 * The parts that a field may play in a contract, and what its values are. A part is played once at each level: in the record, in an item of a list.
 * A field of another type plays none: it goes to the extension.
 */
export const ROLES = {
  id: 'any',
  buyer: 'string',
  subject: 'string',
  cpv: 'string',
  techniques: 'codes',
  methods: 'codes',
  framework: 'string',
  innovative: 'boolean',
  tenders: 'number',
  subcontracting: 'boolean',
  procedure: 'string',
  placeCode: 'string',
  placeType: 'string',
  months: 'number',
  signed: 'string',
  published: 'string',
  starts: 'string',
  value: 'number',
  subsidy: 'number',
  nature: 'string',
  social: 'codes',
  environmental: 'codes',
  suppliers: 'list',
  scheme: 'string',
  party: 'string',
  acts: 'list',
  actChanges: 'list',
  amendments: 'list',
  statements: 'list',
  amount: 'number',
  investment: 'number',
  tariffs: 'list',
  title: 'string',
} as const;

export type Role = keyof typeof ROLES;
