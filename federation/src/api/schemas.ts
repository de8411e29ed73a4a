/** What routes take and give: validation, types and OpenAPI from one place. Texts are in both languages under `x-texts`; the description served has one of them. */
import { type TSchema, Type } from 'typebox';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import { SORTS } from '../search/filters.ts';

export type TextName = keyof (typeof FEDERATION_API)['fr'] extends infer K ? (K extends `said.${infer N}` ? N : never) : never;

/** What a schema means, in both languages. */
export const said = (of: TextName): { 'x-texts': { fr: string; en: string } } => ({
  'x-texts': textsOf(FEDERATION_API, (say) => say[`said.${of}`]()),
});

/** One of some texts. */
export const oneOf = <const T extends readonly string[]>(values: T, options: Record<string, unknown> = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });

/** A value or null. */
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Several values of a parameter, one is enough: `?cpv=45&cpv=71`. */
const several = <S extends TSchema>(schema: S, of: TextName) =>
  Type.Optional(Type.Array(schema, { minItems: 1, maxItems: 20, uniqueItems: true, ...said(of) }));

export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
/** A day that PostgreSQL knows as well. */
const Day = Type.String({ format: 'date', pattern: '^(?!0000)\\d{4}-\\d\\d-\\d\\d$' });
export const Time = Type.String({ format: 'date-time' });
export const Count = Type.Integer({ minimum: 0 });
const Amount = Type.Number({ minimum: 0, maximum: 1e15 });
const Word = Type.String({ minLength: 1, maxLength: 200 });
export const Siren = Type.String({ pattern: '^\\d{9}$' });

/** The language of texts, instead of that of Accept-Language. */
const LANGUAGE = { lang: Type.Optional(oneOf(['fr', 'en'], said('lang'))) };

export const FILTERS = {
  acheteur: several(Type.String({ pattern: '^\\d{9}(\\d{5})?$' }), 'acheteur'),
  titulaire: several(Type.String({ minLength: 1, maxLength: 100 }), 'titulaire'),
  cpv: several(Type.String({ pattern: '^\\d{2,8}(-\\d)?$' }), 'cpv'),
  dateMin: Type.Optional(Type.String({ ...Day, ...said('dateMin') })),
  dateMax: Type.Optional(Type.String({ ...Day, ...said('dateMax') })),
  montantMin: Type.Optional(Type.Number({ ...Amount, ...said('montantMin') })),
  montantMax: Type.Optional(Type.Number({ ...Amount, ...said('montantMax') })),
  nature: several(Word, 'nature'),
  procedure: several(Word, 'procedure'),
  lieu: several(Type.String({ minLength: 1, maxLength: 20 }), 'lieu'),
  departement: several(Type.String({ pattern: '^(\\d{2,3}|2[AB])$' }), 'departement'),
  source: several(Type.String({ pattern: '^[a-z0-9-]{1,60}$' }), 'source'),
  version: several(Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }), 'version'),
  numero: Type.Optional(Type.String({ minLength: 1, maxLength: 100, ...said('numero') })),
  type: Type.Optional(oneOf(RECORD_KINDS, said('type'))),
  verdict: Type.Optional(oneOf(['sans-avertissement', 'avertissements'], said('verdict'))),
  etat: Type.Optional(oneOf(['publie', 'retire', 'tous'], said('etat'))),
};

export const SORT = { sort: Type.Optional(oneOf(SORTS, { default: '-date', ...said('sort') })) };

export const FIELDS = {
  fields: Type.Optional(
    Type.Array(Type.String({ pattern: '^[A-Za-z]{1,60}(\\.[A-Za-z]{1,60})?$' }), {
      minItems: 1,
      maxItems: 60,
      ...said('fields'),
    }),
  ),
};

/** A page of a list. */
export const PAGE = {
  cursor: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,400}$', ...said('cursor') })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, ...said('limit') })),
};

/** The parameters of a query: nothing but these. */
export const query = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object({ ...properties, ...LANGUAGE }, { additionalProperties: false });

/** A contract as the lines of snapshots give it, with where it stands among the changes. With `fields`, only the members asked for. */
export const Contract = Type.Object(
  {
    key: Type.Optional(Uuid),
    kind: Type.Optional(oneOf(RECORD_KINDS)),
    standard: Type.Optional(Type.String()),
    year: Type.Optional(Type.Integer()),
    record: Type.Optional(Uuid),
    sources: Type.Optional(Type.Array(Type.String())),
    firstPublished: Type.Optional(orNull(Type.String())),
    lastPublished: Type.Optional(orNull(Type.String())),
    united: Type.Optional(Type.Array(Uuid)),
    conflicts: Type.Optional(Type.Array(Type.Object({ list: Type.String(), id: Type.Unknown(), record: Uuid }))),
    refused: Type.Optional(orNull(Type.Array(Type.String()))),
    sequence: Type.Optional(Count),
    withdrawn: Type.Optional(Type.Boolean()),
    warned: Type.Optional(Type.Boolean()),
    body: Type.Optional(Type.Object({}, { additionalProperties: true, ...said('body') })),
  },
  { additionalProperties: false, ...said('contract') },
);

/** A page: `next` is the cursor of the one after it, null at the end; `partial` where it ended early, since what is asked for is rare. */
export const pageOf = <S extends TSchema>(item: S) =>
  Type.Object(
    {
      items: Type.Array(item),
      next: orNull(Type.String()),
      partial: Type.Optional(Type.Boolean(said('partial'))),
      count: Type.Optional(Type.Object({ value: Count, exact: Type.Boolean() }, said('count'))),
    },
    { additionalProperties: false },
  );

export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    parameter: Type.Optional(Type.String()),
  },
  { additionalProperties: false, ...said('problem') },
);

const SEVERITY = ['error', 'warning', 'info'] as const;

/** A finding: how many there are of its code about its field. */
export const FindingCount = Type.Object(
  { code: Type.String(), severity: oneOf(SEVERITY), field: Type.String(), count: Type.Optional(Count) },
  { additionalProperties: false, ...said('findingCount') },
);

export const Body = Type.Object({}, { additionalProperties: true, ...said('body') });

/** See `Published`. */
export const COUNTS = {
  contracts: Type.Integer({ minimum: 0, ...said('contracts') }),
  amount: Type.Number(said('amount')),
  dated: Type.Integer({ minimum: 0, ...said('dated') }),
  timely: Type.Integer({ minimum: 0, ...said('timely') }),
  days: Type.Integer({ minimum: 0, ...said('days') }),
  warned: Type.Integer({ minimum: 0, ...said('warned') }),
  rejected: Type.Integer({ minimum: 0, ...said('rejectedCount') }),
};

export const MonthSchema = Type.Object({ month: orNull(Type.String(said('month'))), ...COUNTS }, { additionalProperties: false });
