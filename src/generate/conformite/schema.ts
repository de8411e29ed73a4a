/** `conformite.schema.json`: the format of the files of the conformance kit. */
import { RULE_FAMILIES } from '../../model/rules.ts';

type Node = Record<string, unknown>;

const object = (properties: Node, optional: readonly string[] = []): Node => ({
  type: 'object',
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
  properties,
});
const list = (items: Node, more: Node = {}): Node => ({ type: 'array', items, ...more });
const ref = (name: string): Node => ({ $ref: `#/$defs/${name}` });

const text = { type: 'string', minLength: 1 };
const index = { type: 'integer', minimum: 0 };
const pointer = { type: 'string', pattern: '^(/([^~/]|~[01])*)*$', description: 'A JSON Pointer from the record.' };
const version = { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' };
const severity = { enum: ['error', 'warning', 'info'] };
const scope = { enum: ['marche', 'concession'] };
const $schema = { type: 'string' };
const day = {
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'The reference day that aujourdhui() gives.',
};

const read = object({
  path: { ...text, description: 'From the record, with [] for the items of a list.' },
  type: { enum: ['bool', 'int', 'double', 'string', 'date', 'list', 'object'], description: 'What to decode the value to.' },
  required: {
    type: 'boolean',
    description:
      'true: where the field lacks in an object that is there, the entry is not evaluated. false: it may lack, the expression guards it.',
  },
});

const deviation = object({ assert: text, first: { type: 'integer', minimum: 1 }, note: ref('texts') }, ['assert', 'first']);

const recordEntry = object(
  {
    scope,
    each: text,
    when: text,
    assert: text,
    at: pointer,
    message: ref('texts'),
    deviation,
    reads: list(ref('read')),
    quadratic: {
      type: 'boolean',
      description: 'true: not evaluated where a list that it reads has more than longestList items.',
    },
  },
  ['each', 'when', 'at', 'message', 'deviation'],
);

const fileEntry = object(
  {
    scope: { const: 'fichier' },
    kind: scope,
    unique: { anyOf: [{ const: 'record' }, list(text, { minItems: 1 })] },
    message: ref('texts'),
    reads: list(ref('read')),
    quadratic: { const: false },
  },
  ['message'],
);

const rule = object(
  {
    id: text,
    severity,
    family: { enum: [...RULE_FAMILIES] },
    consolidation: { enum: ['drop', 'mark', 'none'] },
    review: { const: true, description: 'A person must look at what it finds before the file is published.' },
    halts: { const: true },
    loss: object({ scope: { enum: ['record', 'element'] }, reason: ref('texts') }),
    covers: list(text, { minItems: 1 }),
    fix: { enum: ['remove-value', 'remove-invisible'] },
    title: ref('texts'),
    description: ref('texts'),
    remedy: ref('texts'),
    'in-table': object({ remedy: ref('texts') }),
    source: object({ text, note: ref('texts') }, ['note']),
    since: { anyOf: [version, { const: 'next', description: 'A rule that no version has yet.' }] },
    until: version,
    on: list({ anyOf: [recordEntry, fileEntry] }, { minItems: 1 }),
    message: ref('texts'),
  },
  ['review', 'halts', 'loss', 'covers', 'fix', 'in-table', 'until'],
);

const functionData = object(
  {
    name: text,
    arguments: list({ enum: ['string', 'double', 'list(string)'] }),
    result: { enum: ['bool', 'int', 'double', 'string'] },
    description: ref('texts'),
    source: text,
    forms: { type: 'object', additionalProperties: text },
  },
  ['forms'],
);

const expected = object(
  {
    entry: { ...index, description: 'Place in the `on` of the rule.' },
    record: { ...index, description: 'Place in `records`.' },
    path: pointer,
    severity,
    first: { ...index, description: 'Place in `records` of the first one with the same key.' },
  },
  ['record', 'first'],
);

const input = { description: 'A record of the format, as its publisher writes it: an object, where the schema accepts it.' };
const common = {
  name: text,
  kind: { enum: ['marche', 'contrat-concession'] },
  expected: list(expected, { description: 'All findings of this rule, in any order.' }),
  notEvaluated: list(object({ entry: index, record: index }, ['record']), {
    minItems: 1,
    description: 'The entries that are not judged. All others are.',
  }),
};
const faults = (more: Node, optional: string[]): Node =>
  list(object({ ...more, path: pointer }, optional), {
    minItems: 1,
    description: 'What the schema refuses. The records of other cases are accepted.',
  });

const recordCase = object({ ...common, record: input, schemaFaults: faults({}, []) }, ['schemaFaults', 'notEvaluated']);
const fileCase = object({ ...common, records: list(input, { minItems: 1 }), schemaFaults: faults({ record: index }, []) }, [
  'schemaFaults',
  'notEvaluated',
]);

export const CONFORMITE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Kit de conformité des règles : rules.json, cases/<rule>.json, cases/functions.json',
  anyOf: [ref('rules'), ref('cases'), ref('functionCases')],
  $defs: {
    rules: object({
      $schema,
      version: { ...text, description: 'Tells the content of the rules and of the lists.' },
      schemaVersion: text,
      longestList: { type: 'integer', minimum: 1 },
      functions: list(functionData),
      rules: list(rule),
    }),
    cases: object({ $schema, rule: text, rulesVersion: text, day, cases: list({ anyOf: [recordCase, fileCase] }) }),
    functionCases: object({
      $schema,
      rulesVersion: text,
      day,
      cases: list(
        object({
          function: text,
          arguments: { type: 'array' },
          result: { anyOf: [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }] },
        }),
      ),
    }),
    read,
    texts: object({ fr: text, en: text }),
  },
};
