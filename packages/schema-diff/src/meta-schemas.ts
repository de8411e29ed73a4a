/** The official meta-schemas, as Ajv ships them: a reference to one is resolved without a network. */
import draft04 from 'ajv-draft-04/dist/refs/json-schema-draft-04.json' with { type: 'json' };
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import applicator2019 from 'ajv/dist/refs/json-schema-2019-09/meta/applicator.json' with { type: 'json' };
import content2019 from 'ajv/dist/refs/json-schema-2019-09/meta/content.json' with { type: 'json' };
import core2019 from 'ajv/dist/refs/json-schema-2019-09/meta/core.json' with { type: 'json' };
import format2019 from 'ajv/dist/refs/json-schema-2019-09/meta/format.json' with { type: 'json' };
import metaData2019 from 'ajv/dist/refs/json-schema-2019-09/meta/meta-data.json' with { type: 'json' };
import validation2019 from 'ajv/dist/refs/json-schema-2019-09/meta/validation.json' with { type: 'json' };
import schema2019 from 'ajv/dist/refs/json-schema-2019-09/schema.json' with { type: 'json' };
import applicator2020 from 'ajv/dist/refs/json-schema-2020-12/meta/applicator.json' with { type: 'json' };
import content2020 from 'ajv/dist/refs/json-schema-2020-12/meta/content.json' with { type: 'json' };
import core2020 from 'ajv/dist/refs/json-schema-2020-12/meta/core.json' with { type: 'json' };
import format2020 from 'ajv/dist/refs/json-schema-2020-12/meta/format-annotation.json' with { type: 'json' };
import metaData2020 from 'ajv/dist/refs/json-schema-2020-12/meta/meta-data.json' with { type: 'json' };
import unevaluated2020 from 'ajv/dist/refs/json-schema-2020-12/meta/unevaluated.json' with { type: 'json' };
import validation2020 from 'ajv/dist/refs/json-schema-2020-12/meta/validation.json' with { type: 'json' };
import schema2020 from 'ajv/dist/refs/json-schema-2020-12/schema.json' with { type: 'json' };
import type { Dialect, JsonSchema } from './types.ts';

type Shipped = { id?: string; $id?: string };

const SHIPPED: Readonly<Record<Dialect, readonly Shipped[]>> = {
  'draft-04': [draft04],
  'draft-06': [draft06],
  'draft-07': [draft07],
  '2019-09': [schema2019, core2019, applicator2019, validation2019, metaData2019, format2019, content2019],
  '2020-12': [
    schema2020,
    core2020,
    applicator2020,
    unevaluated2020,
    validation2020,
    metaData2020,
    format2020,
    content2020,
    // Ajv ships the vocabulary of formats as annotations alone; that of formats as assertions says the same of `format`.
    {
      ...format2020,
      $id: 'https://json-schema.org/draft/2020-12/meta/format-assertion',
      $vocabulary: { 'https://json-schema.org/draft/2020-12/vocab/format-assertion': true },
    } as Shipped,
  ],
};

const addressOf = ({ id, $id }: Shipped): string => (id ?? $id ?? '').replace(/#$/, '');

/** The meta-schemas of a dialect by their address, without a fragment; the one of whole schemas first. */
export const metaSchemas = (dialect: Dialect): ReadonlyMap<string, JsonSchema> =>
  new Map(SHIPPED[dialect].map((shipped) => [addressOf(shipped), shipped as JsonSchema]));

/** Every official meta-schema that is known here, by its address. */
export const OFFICIAL: ReadonlyMap<string, JsonSchema> = new Map(
  (Object.keys(SHIPPED) as Dialect[]).flatMap((dialect) => [...metaSchemas(dialect)]),
);
