/** What the library says to programs in plain JavaScript that give it what the types would refuse: a sentence, before any work. */
import { describe, expect, test } from 'vitest';
import { type CheckWorker, openChecker } from '../../../src/library/page/client.ts';
import { diffModels, diffSchemas } from '../../../src/library/diff.ts';
import { loadModel, migrateRecord, migrateStream, validateRecord, validateStream } from '../../../src/library/index.node.ts';

type Loose = (...given: unknown[]) => unknown;

const fake: CheckWorker = { postMessage: () => undefined, addEventListener: () => undefined, terminate: () => undefined };
const checker = openChecker({ worker: () => fake });
const check: Loose = (...given) => checker.check(...(given as Parameters<typeof checker.check>));
const blob = new Blob(['{}']);

const CALLS = {
  diffSchemas,
  diffModels,
  loadModel,
  validateRecord,
  validateStream,
  migrateRecord,
  migrateStream,
  openChecker,
  check,
} as unknown as Record<string, Loose>;

const DIALECTS = '"draft-04", "draft-06", "draft-07", "2019-09"';
const DIFF = 'lang, dialect, formatAssertion, budget, resources';
const CHECK = 'version, rules, date, lang, maxFindings, inForm, onFindings, onProgress, signal';
const RULES =
  'true, false ou une liste non vide de familles parmi droit, documentation, agregateur, qualite ; « -identifiant » laisse une règle';
const RULES_EN =
  'true, false or an array, not empty, of families among droit, documentation, agregateur, qualite; “-id” leaves a rule out';

/** A call, the sort of its error, and the sentence in the language asked for. */
const WRONG: [call: keyof typeof CALLS, given: unknown[], sort: typeof TypeError | typeof RangeError, sentence: string][] = [
  [
    'diffSchemas',
    [{}, null],
    TypeError,
    "diffSchemas : l'argument « next » vaut null ; il faut un schéma JSON : un objet ou un booléen.",
  ],
  [
    'diffSchemas',
    [[], {}],
    TypeError,
    "diffSchemas : l'argument « previous » vaut [] ; il faut un schéma JSON : un objet ou un booléen.",
  ],
  [
    'diffSchemas',
    [],
    TypeError,
    "diffSchemas : l'argument « previous » vaut undefined ; il faut un schéma JSON : un objet ou un booléen.",
  ],
  [
    'diffSchemas',
    ['{}', {}, { lang: 'en' }],
    TypeError,
    'diffSchemas: the argument “previous” is "{}"; it must be a JSON Schema: an object or a boolean.',
  ],
  ['diffSchemas', [{}, {}, null], TypeError, 'diffSchemas : les options valent null ; il faut un objet.'],
  ['diffSchemas', [{}, {}, 'en'], TypeError, 'diffSchemas : les options valent "en" ; il faut un objet.'],
  ['diffSchemas', [{}, {}, { lang: 'de' }], RangeError, `diffSchemas : l'option « lang » vaut "de" ; il faut "fr" ou "en".`],
  ['diffSchemas', [{}, {}, { lang: null }], TypeError, `diffSchemas : l'option « lang » vaut null ; il faut "fr" ou "en".`],
  [
    'diffSchemas',
    [{}, {}, { dialect: 'draft-03' }],
    RangeError,
    `diffSchemas : l'option « dialect » vaut "draft-03" ; il faut ${DIALECTS} ou "2020-12".`,
  ],
  [
    'diffSchemas',
    [{}, {}, { dialect: 'constructor', lang: 'en' }],
    RangeError,
    `diffSchemas: the option “dialect” is "constructor"; it must be ${DIALECTS} or "2020-12".`,
  ],
  [
    'diffSchemas',
    [{}, {}, { formatAssertion: 'yes' }],
    TypeError,
    `diffSchemas : l'option « formatAssertion » vaut "yes" ; il faut true ou false.`,
  ],
  [
    'diffSchemas',
    [{}, {}, { budget: 0 }],
    RangeError,
    "diffSchemas : l'option « budget » vaut 0 ; il faut un nombre plus grand que zéro.",
  ],
  [
    'diffSchemas',
    [{}, {}, { budget: NaN }],
    RangeError,
    "diffSchemas : l'option « budget » vaut NaN ; il faut un nombre plus grand que zéro.",
  ],
  [
    'diffSchemas',
    [{}, {}, { resources: {} }],
    TypeError,
    "diffSchemas : l'option « resources » vaut {} ; il faut une Map de schémas JSON par adresse.",
  ],
  [
    'diffSchemas',
    [{}, {}, { resources: new Map([['a', null]]) }],
    TypeError,
    "diffSchemas : l'option « resources » vaut {} ; il faut une Map de schémas JSON par adresse.",
  ],
  [
    'diffSchemas',
    [{}, {}, { dialecte: '2020-12' }],
    TypeError,
    `diffSchemas : l'option « dialecte » n'existe pas ; les options sont ${DIFF}.`,
  ],
  [
    'diffSchemas',
    [{}, {}, { constructor: 1, lang: 'en' }],
    TypeError,
    `diffSchemas: there is no option “constructor”; the options are ${DIFF}.`,
  ],
  [
    'diffModels',
    [{}, {}],
    TypeError,
    "diffModels : l'argument « previous » vaut {} ; il faut une version, telle que loadModel la donne.",
  ],
  [
    'diffModels',
    ['2.0.3', '2.1.0'],
    TypeError,
    `diffModels : l'argument « previous » vaut "2.0.3" ; il faut une version, telle que loadModel la donne.`,
  ],
  ['diffModels', [{}, {}, { examples: {} }], TypeError, "diffModels : l'option « examples » vaut {} ; il faut une liste."],
  [
    'loadModel',
    [2],
    TypeError,
    `loadModel : l'argument « version » vaut 2 ; il faut le numéro d'une version, comme "2.0.3", ou "latest" ou "next".`,
  ],
  [
    'validateRecord',
    ['marché', {}],
    RangeError,
    `validateRecord : l'argument « kind » vaut "marché" ; il faut "marche" ou "contrat-concession".`,
  ],
  [
    'validateRecord',
    ['toString', {}, { lang: 'en' }],
    RangeError,
    `validateRecord: the argument “kind” is "toString"; it must be "marche" or "contrat-concession".`,
  ],
  ...['none', [], ['none'], ['reglementaire', 'siret'], ['-'], ['-Siret'], [['qualite']], [null], {}, null, 0].map(
    (rules): (typeof WRONG)[number] => [
      'validateRecord',
      ['marche', {}, { rules }],
      TypeError,
      `validateRecord : l'option « rules » vaut ${JSON.stringify(rules)} ; il faut ${RULES}.`,
    ],
  ),
  [
    'validateRecord',
    ['marche', {}, { lang: 'de' }],
    RangeError,
    `validateRecord : l'option « lang » vaut "de" ; il faut "fr" ou "en".`,
  ],
  [
    'validateRecord',
    ['marche', {}, { version: 2 }],
    TypeError,
    `validateRecord : l'option « version » vaut 2 ; il faut le numéro d'une version, comme "2.0.3", ou "latest" ou "next".`,
  ],
  [
    'validateRecord',
    ['marche', {}, { date: '2026-02-30' }],
    RangeError,
    `validateRecord : l'option « date » vaut "2026-02-30" ; il faut un jour du calendrier, AAAA-MM-JJ.`,
  ],
  [
    'validateRecord',
    ['marche', {}, { date: new Date(0), lang: 'en' }],
    TypeError,
    'validateRecord: the option “date” is "1970-01-01T00:00:00.000Z"; it must be a day of the calendar, YYYY-MM-DD.',
  ],
  [
    'validateRecord',
    ['marche', {}, { rule: false }],
    TypeError,
    "validateRecord : l'option « rule » n'existe pas ; les options sont version, lang, rules, date.",
  ],
  ['validateRecord', ['marche', {}, null], TypeError, 'validateRecord : les options valent null ; il faut un objet.'],
  [
    'validateRecord',
    ['marche', () => 1, { lang: 'en' }],
    TypeError,
    'validateRecord: the argument “value” cannot be written in JSON (function).',
  ],
  [
    'validateStream',
    ['{}'],
    TypeError,
    `validateStream : l'argument « chunks » vaut "{}" ; il faut un flux ou une suite de Uint8Array.`,
  ],
  [
    'validateStream',
    [undefined],
    TypeError,
    "validateStream : l'argument « chunks » vaut undefined ; il faut un flux ou une suite de Uint8Array.",
  ],
  [
    'validateStream',
    [[], { rules: ['none'], lang: 'en' }],
    TypeError,
    `validateStream: the option “rules” is ["none"]; it must be ${RULES_EN}.`,
  ],
  ['openChecker', [null], TypeError, 'openChecker : les options valent null ; il faut un objet.'],
  ['openChecker', [{ assets: 1 }], TypeError, "openChecker : l'option « assets » vaut 1 ; il faut un texte."],
  [
    'openChecker',
    [{ worker: 'worker.js' }],
    TypeError,
    `openChecker : l'option « worker » vaut "worker.js" ; il faut une fonction.`,
  ],
  [
    'check',
    ['marches.json'],
    TypeError,
    `check : l'argument « file » vaut "marches.json" ; il faut un fichier (File, Blob) ou un flux (ReadableStream).`,
  ],
  ['check', [blob, { lang: 'de' }], RangeError, `check : l'option « lang » vaut "de" ; il faut "fr" ou "en".`],
  ['check', [blob, { rules: ['none'], lang: 'en' }], TypeError, `check: the option “rules” is ["none"]; it must be ${RULES_EN}.`],
  [
    'check',
    [blob, { rules: { families: [] } }],
    TypeError,
    `check : l'option « rules » vaut {"families":[]} ; il faut ${RULES}.`,
  ],
  [
    'check',
    [blob, { date: '2026-02-30' }],
    RangeError,
    `check : l'option « date » vaut "2026-02-30" ; il faut un jour du calendrier, AAAA-MM-JJ.`,
  ],
  [
    'check',
    [blob, { maxFindings: -1 }],
    RangeError,
    "check : l'option « maxFindings » vaut -1 ; il faut un nombre entier, zéro ou plus.",
  ],
  ['check', [blob, { onFindings: [] }], TypeError, "check : l'option « onFindings » vaut [] ; il faut une fonction."],
  ['check', [blob, { signal: {} }], TypeError, "check : l'option « signal » vaut {} ; il faut un AbortSignal."],
  ['check', [blob, { max: 1 }], TypeError, `check : l'option « max » n'existe pas ; les options sont ${CHECK}.`],
];

test.each(WRONG)('%s %j is a %O that says what to give', async (call, given, sort, sentence) => {
  const error = await Promise.resolve()
    .then(() => CALLS[call]?.(...given))
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  expect(error).toBeInstanceOf(sort);
  expect((error as Error).message).toBe(sentence);
});

describe('what is given as undefined is not given:', () => {
  test('a comparison', () => {
    const options = { lang: undefined, dialect: undefined, budget: undefined, resources: undefined } as object;
    expect(diffSchemas({ type: 'string' }, { type: 'string' }, options).relation).toBe('equivalent');
  });

  test('a record', async () => {
    const options = { version: undefined, lang: undefined, rules: undefined, date: undefined } as object;
    expect((await validateRecord('marche', {}, options)).length).toBeGreaterThan(0);
  });
});

test('a stream of texts is no stream of bytes', async () => {
  const texts = ['{}'] as unknown as Uint8Array[];
  await expect(validateStream(texts).next()).rejects.toThrow(
    `validateStream : l'argument « chunks » vaut "{}" ; il faut un Uint8Array (un flux auquel un encodage a été donné rend des textes).`,
  );
});

describe('a document that asserts nothing is no schema', () => {
  const definitions = { $defs: { marche: { type: 'object' }, titulaire: { $ref: '#/$defs/marche' } } };
  const odd = { $defs: { 'part / total, en %': { type: 'number' } } };

  test('diffSchemas names the schemas within it', () => {
    expect(() => diffSchemas({ marches: { marche: [{ id: '2024-01' }] } }, true)).toThrow(
      expect.objectContaining({
        code: 'input.schema-no-assertion',
        message: expect.stringContaining('pas un fichier de données') as string,
      }) as Error,
    );
    expect(() => diffSchemas(true, definitions, { lang: 'en' })).toThrow(
      /The second document.*“#\/\$defs\/marche”, “#\/\$defs\/titulaire”.*“"\$ref": "#\/\$defs\/marche"”/s,
    );
  });

  test('it becomes one by the reference that the message gives; true and {} are schemas that accept everything', () => {
    expect(diffSchemas(true, { $ref: '#/$defs/marche', ...definitions }).relation).toBe('narrowed');
    const $ref = '#/$defs/part ~1 total, en %25';
    expect(() => diffSchemas(true, odd)).toThrow(`"$ref": "${$ref}"`);
    expect(diffSchemas(true, { $ref, ...odd }).relation).toBe('narrowed');
    expect(diffSchemas(true, {}).relation).toBe('equivalent');
  });
});
