/** What routes take and give: validation, types and OpenAPI from one place. Texts are in both languages under `x-texts`; the description served has one of them. */
import { type TSchema, Type } from 'typebox';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import { type Filters, SORTS } from '../search/filters.ts';

export type TextName = keyof (typeof FEDERATION_API)['fr'] extends infer K ? (K extends `said.${infer N}` ? N : never) : never;

/** What a schema means, in both languages. */
export const said = (of: TextName): { 'x-texts': { fr: string; en: string } } => ({
  'x-texts': textsOf(FEDERATION_API, (say) => say[`said.${of}`]()),
});

/** One of some texts. */
export const oneOf = <const T extends readonly string[]>(values: T, options: Record<string, unknown> = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });

/** A value or null. */
export const orNull = <S extends TSchema>(schema: S, options: Record<string, unknown> = {}) =>
  Type.Union([schema, Type.Null()], options);

/** The name that the description gives a schema: it is there once, whichever routes use it. */
export const named = (name: string): { 'x-name': string } => ({ 'x-name': name });

/** Several values of a parameter, one is enough: `?cpv=45&cpv=71`. */
const several = <S extends TSchema>(schema: S, of: Extract<TextName, keyof Filters>, example: string) =>
  Type.Optional(
    Type.Array(schema, {
      ...{ minItems: 1, maxItems: SEVERAL, uniqueItems: true, examples: [[example]] },
      'x-texts': textsOf(FEDERATION_API, (say) => say.several({ meaning: say[`said.${of}`](), name: of, most: SEVERAL })),
    }),
  );

/** Values of one parameter, at most. */
const SEVERAL = 20;

/** A member by what it is, with what it means. Counts are whole numbers, times ISO 8601, hashes as PostgreSQL writes a uuid. */
export const Text = (of: TextName) => Type.String(said(of));
export const Count = (of: TextName) => Type.Integer({ ...Whole, ...said(of) });
export const Flag = (of: TextName) => Type.Boolean(said(of));
export const Time = (of: TextName) => Type.String({ ...Instant, ...said(of) });
export const Hash = (of: TextName) => Type.String({ ...Uuid, ...said(of) });

export const Whole = Type.Integer({ minimum: 0 });
export const Instant = Type.String({ format: 'date-time' });
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
/** A day that PostgreSQL knows as well. */
const Day = Type.String({ format: 'date', pattern: '^(?!0000)\\d{4}-\\d\\d-\\d\\d$' });
const Amount = Type.Number({ minimum: 0, maximum: 1e15 });
const Word = Type.String({ minLength: 1, maxLength: 200 });
export const Siren = Type.String({ pattern: '^\\d{9}$', ...said('siren') });

/** The language of texts, instead of that of Accept-Language. */
const LANGUAGE = { lang: Type.Optional(oneOf(['fr', 'en'], said('lang'))) };

export const FILTERS = {
  acheteur: several(Type.String({ pattern: '^\\d{9}(\\d{5})?$' }), 'acheteur', '21350238800019'),
  titulaire: several(Type.String({ minLength: 1, maxLength: 100 }), 'titulaire', '38012986648625'),
  cpv: several(Type.String({ pattern: '^\\d{2,8}(-\\d)?$' }), 'cpv', '45'),
  dateMin: Type.Optional(Type.String({ ...Day, examples: ['2024-01-01'], ...said('dateMin') })),
  dateMax: Type.Optional(Type.String({ ...Day, examples: ['2024-12-31'], ...said('dateMax') })),
  montantMin: Type.Optional(Type.Number({ ...Amount, examples: [90000], ...said('montantMin') })),
  montantMax: Type.Optional(Type.Number({ ...Amount, examples: [5000000], ...said('montantMax') })),
  nature: several(Word, 'nature', 'Marché'),
  procedure: several(Word, 'procedure', 'Procédure adaptée'),
  lieu: several(Type.String({ minLength: 1, maxLength: 20 }), 'lieu', '35238'),
  departement: several(Type.String({ pattern: '^(\\d{2,3}|2[AB])$' }), 'departement', '35'),
  source: several(Type.String({ pattern: '^[a-z0-9-]{1,60}$' }), 'source', 'aife'),
  version: several(Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }), 'version', '2.0.3'),
  numero: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ['202400012'], ...said('numero') })),
  type: Type.Optional(oneOf(RECORD_KINDS, said('type'))),
  verdict: Type.Optional(oneOf(['sans-avertissement', 'avertissements', 'avec-reserves'], said('verdict'))),
  etat: Type.Optional(oneOf(['publie', 'retire', 'tous'], said('etat'))),
};

export const SORT = { sort: Type.Optional(oneOf(SORTS, { default: '-date', ...said('sort') })) };

/** Members, each as a value of its own or with commas between: `?fields=key&fields=sources`, `?fields=key,sources`. */
export const FIELDS = {
  fields: Type.Optional(
    Type.Array(Type.String({ maxLength: 2000, pattern: '^[A-Za-z]+(\\.[A-Za-z]+)?(,[A-Za-z]+(\\.[A-Za-z]+)?)*$' }), {
      ...{ minItems: 1, maxItems: 60, examples: [['key', 'body.montant']] },
      ...said('fields'),
    }),
  ),
};

/** A list that is given whole. */
export const listOf = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item, said('items')) }, { additionalProperties: false });

/** A page of a list. */
export const PAGE = {
  cursor: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,400}$', ...said('cursor') })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, ...said('limit') })),
};

/** How many news, the last ones. */
export const NEWS = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50, ...said('newsLimit') })),
};

/** The parameters of a query: nothing but these. */
export const query = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object({ ...properties, ...LANGUAGE }, { additionalProperties: false });

const ShapeSchema = Type.Object(
  {
    version: Text('shapeVersion'),
    absent: Type.Array(Type.String(), said('shapeAbsent')),
    changes: Type.Array(
      Type.Object({ code: Text('shapeCode'), path: Text('shapePath') }, { additionalProperties: false }),
      said('shapeChanges'),
    ),
  },
  { additionalProperties: false, ...said('shape') },
);

/** The version whose shape contracts are asked in. */
export const SHAPE = {
  forme: Type.Optional(Type.String({ pattern: '^[0-9a-z.]{1,10}$', examples: ['2.0.3'], ...said('forme') })),
};

/** A contract as the lines of snapshots give it, with where it stands among the changes. With `fields`, only the members asked for. */
export const Contract = Type.Object(
  {
    key: Type.Optional(Hash('key')),
    kind: Type.Optional(oneOf(RECORD_KINDS, said('type'))),
    standard: Type.Optional(Text('version')),
    year: Type.Optional(Type.Integer(said('year'))),
    record: Type.Optional(Hash('preferred')),
    sources: Type.Optional(Type.Array(Type.String(), said('contractSources'))),
    firstPublished: Type.Optional(orNull(Type.String(), said('firstPublished'))),
    lastPublished: Type.Optional(orNull(Type.String(), said('lastPublished'))),
    united: Type.Optional(Type.Array(Uuid, said('unitedRecords'))),
    conflicts: Type.Optional(
      Type.Array(
        Type.Object({
          list: Text('conflictList'),
          id: Type.Unknown(said('conflictId')),
          record: Hash('conflictRecord'),
        }),
        said('conflicts'),
      ),
    ),
    refused: Type.Optional(orNull(Type.Array(Type.String()), said('notUnited'))),
    reserves: Type.Optional(
      Type.Array(
        Type.Object({ code: Text('reserveCode'), path: Text('reservePath') }, { additionalProperties: false }),
        said('reserves'),
      ),
    ),
    sequence: Type.Optional(Count('sequence')),
    withdrawn: Type.Optional(Flag('withdrawn')),
    warned: Type.Optional(Flag('warnedContract')),
    shape: Type.Optional(ShapeSchema),
    body: Type.Optional(Type.Object({}, { additionalProperties: true, ...said('body') })),
  },
  { additionalProperties: false, ...named('Contract'), ...said('contract') },
);

/** A page: `next` is the cursor of the one after it, null at the end; `partial` where it ended early, since what is asked for is rare. */
export const pageOf = <S extends TSchema>(item: S) =>
  Type.Object(
    {
      items: Type.Array(item, said('items')),
      next: orNull(Type.String(), said('next')),
      partial: Type.Optional(Flag('partial')),
      count: Type.Optional(Type.Object({ value: Count('countValue'), exact: Flag('countExact') }, said('count'))),
    },
    { additionalProperties: false },
  );

export const ProblemSchema = Type.Object(
  {
    type: Text('problemType'),
    title: Text('problemTitle'),
    status: Type.Integer(said('problemStatus')),
    detail: Text('problemDetail'),
    code: Text('problemCode'),
    parameter: Type.Optional(Text('problemParameter')),
  },
  { additionalProperties: false, ...named('Problem'), ...said('problem') },
);

export const Body = Type.Object({}, { additionalProperties: true, ...said('body') });

/** See `Published`. */
export const COUNTS = {
  contracts: Count('contracts'),
  amount: Type.Number(said('amount')),
  dated: Count('dated'),
  timely: Count('timely'),
  days: Count('days'),
  warned: Count('warned'),
  rejected: Count('rejectedCount'),
};

export const MonthSchema = Type.Object(
  { month: orNull(Type.String(), said('month')), ...COUNTS },
  { additionalProperties: false },
);
