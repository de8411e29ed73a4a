import { en as say } from '../../../packages/base/src/language.ts';
import type { Words } from './words.ts';

export const EN: Words = {
  title: 'Dictionary of the essential data of French public procurement',
  generated: '*Generated. DO NOT EDIT.*',
  intro: (version) => [
    version === 'next' ? 'The version of the standard to come (`next`).' : `Version ${version} of the standard.`,
    '',
    'Each field is described in its place, in the order of the format. The JSON path starts at the root of the file, `[]` is each item of a list; the XML path is an XPath expression.',
  ],
  contents: 'Contents',
  file: 'File',
  kinds: { marche: 'Public contract (`marche`)', 'contrat-concession': 'Concession contract (`contrat-concession`)' },
  codelists: 'Codelists',
  codelist: 'Codelist',
  codelistLink: 'codelist',
  wholeRecord: 'Rules that compare whole records of the file:',
  labels: {
    json: 'JSON path',
    xml: 'XML path',
    type: 'Type',
    presence: 'Presence',
    unit: 'Unit',
    constraints: 'Constraints',
    codes: 'Codes',
    source: 'Source',
    examples: 'Examples',
    ocds: 'OCDS',
    eforms: 'eForms',
    rules: 'Rules that read this field',
  },
  colon: ': ',
  types: {
    text: 'text',
    date: 'date (YYYY-MM-DD)',
    number: 'number',
    integer: 'whole number',
    boolean: 'boolean (`true` or `false`)',
    code: 'code of a codelist',
    object: 'object',
  },
  listOf: (item) => `list; each item: ${item}`,
  envelope: (name) => `object in an envelope ${name}`,
  presence: (required, parent) => {
    if (required === undefined) return `one for each item of ${parent}`;
    const where = parent === '' ? '' : ` in ${parent}`;
    return required ? `required${where}` : `optional${where}`;
  },
  constraints: {
    minLength: (n) => `at least ${say.count(n, 'character', 'characters')}`,
    maxLength: (n) => `at most ${say.count(n, 'character', 'characters')}`,
    minimum: (n) => `at least ${say.number(n)}`,
    maximum: (n) => `at most ${say.number(n)}`,
    minItems: (n) => `at least ${say.count(n, 'item', 'items')}`,
    uniqueItems: 'all items different',
    nullable: '`null` accepted',
  },
  none: 'no counterpart',
  severities: { error: 'error', warning: 'warning', info: 'information' },
  codeColumns: ['Code', 'Label', 'Description (French)', 'Since'],
  deprecated: (version, replacement) => `Deprecated since ${version}${replacement === '' ? '' : `, replaced by ${replacement}`}.`,
};
