/** Proposals that the gate lets through, done in a copy of the référentiel: that of the guide which breaks, and a field of a structure that the format does not have yet. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apply, inOurStyle } from '../../../src/governance/propose/apply.node.ts';
import { Draft } from '../../../src/governance/propose/draft.ts';
import { proposeRemoval } from '../../../src/governance/propose/remove.ts';
import { wordsOf } from '../../docs/walkthrough/call.ts';
import { doEdit } from '../../docs/walkthrough/edit.ts';
import { WALKTHROUGHS } from '../../docs/walkthrough/guide.ts';
import { numbers } from '../../docs/walkthrough/printed.ts';
import { NEWEST } from '../../support/engine.ts';
import { filesUnder, TODAY } from '../propose/tree.ts';

const REMOVE = 'npm run propose -- remove ';

/** Does to the files of `folder` what the guide has its reader do to them where it takes a code away: what the command writes, then what is edited. */
export async function breakAsInGuide(folder: string): Promise<void> {
  const { toClone } = numbers(NEWEST);
  for (const step of WALKTHROUGHS.fr.at(-1)!.steps) {
    if (step.kind === 'call') for (const line of step.commands) await removeAsTyped(line, folder);
    else doEdit({ ...step, text: toClone(step.text) }, folder);
  }
}

/** What a line of the guide writes where it takes a code away. */
async function removeAsTyped(line: string, folder: string): Promise<void> {
  if (!line.startsWith(REMOVE)) return;
  const [list = '', code = ''] = wordsOf(line.slice(REMOVE.length));
  const draft = new Draft(await filesUnder(folder));
  proposeRemoval(draft, { list, code }, TODAY);
  await inOurStyle(draft);
  await apply(draft, folder);
}

type Json = Record<string, unknown>;

/** A list of objects, without envelopes, beside the other fields of a marché; each of its constraints has its example. */
export function addNestedList(folder: string): void {
  const schema = join(folder, 'schema/next/marche.schema.json');
  const before = '    "ccag": {\n';
  const field = JSON.stringify({ criteresAttribution: CRITERIA }, null, 2).split('\n').slice(1, -1).join('\n');
  const indented = field.replaceAll(/^/gm, '  ').replaceAll(/\[\s+"libelle",\s+"poids"\s+\]/g, '["libelle", "poids"]');
  writeFileSync(
    schema,
    readFileSync(schema, 'utf8').replace(before, () => `${indented},\n${before}`),
  );
  for (const [id, texts] of Object.entries(TEXTS)) writeFileSync(join(folder, 'schema/fields', `${id}.yaml`), textsOf(texts));
  const minimal = JSON.parse(readFileSync(join(folder, 'examples', NEWEST, 'valid/marche-minimal.json'), 'utf8')) as {
    marches: { marche: Json[] };
  };
  for (const [path, value, finding] of EXAMPLES) {
    const file = structuredClone(minimal);
    Object.assign(file.marches.marche[0] ?? {}, { criteresAttribution: value });
    const at = join(folder, 'examples/next', path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(`${at}.json`, `${JSON.stringify(file, null, 2)}\n`);
    const { code, path: place = '/criteresAttribution', ...more } = finding;
    const findings = [{ code, path: `/marches/marche/0${place}`, ...more }];
    writeFileSync(`${at}.findings.json`, `${JSON.stringify({ findings })}\n`);
  }
}

const sourced = (field: string, schema: Json): Json => ({ 'x-field': field, 'x-source': 'referentiel', ...schema });

const CRITERIA = sourced('marche-criteres-attribution', {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: {
    type: 'object',
    required: ['libelle', 'poids'],
    additionalProperties: false,
    properties: {
      libelle: sourced('marche-critere-libelle', { $ref: 'common.schema.json#/$defs/texteNonVide' }),
      poids: sourced('marche-critere-poids', { $ref: 'common.schema.json#/$defs/proportion' }),
    },
  },
});

/** The title in both languages and the examples of each field: a column of a spreadsheet is found by its title. */
const TEXTS: Record<string, [fr: string, en: string, examples: string]> = {
  'marche-criteres-attribution': ['Pondération annoncée', 'Announced weighting', "[[{ libelle: 'Prix', poids: 0.6 }]]"],
  'marche-critere-libelle': ['Critère pondéré', 'Weighted criterion', "['Prix']"],
  'marche-critere-poids': ['Poids annoncé', 'Announced weight', '[0.6]'],
};

const textsOf = ([fr, en, examples]: [fr: string, en: string, examples: string]): string => `title: { fr: '${fr}', en: '${en}' }
description:
  fr: |-
    Ce que le règlement de la consultation annonce.
  en: |-
    What the rules of the consultation announce.
source: { fr: 'referentiel', en: 'referentiel' }
examples: ${examples}
x-ocds:
  aucun: { fr: "OCDS n'a pas ce champ.", en: 'OCDS has no such field.' }
  source: 'OCDS 1.1.5, release schema'
x-eforms:
  aucun: { fr: "Les avis ne le disent qu'en texte libre.", en: 'Notices tell it in free text only.' }
  source: 'eForms SDK 1.x, fields/fields.json'
`;

const PRICE = { libelle: 'Prix', poids: 0.6 };
const ITEM = '/criteresAttribution/0';

const EXAMPLES: [path: string, value: unknown, finding: { code: string; path?: string; property?: string }][] = [
  [
    'valid/criteres-d-attribution',
    [
      PRICE,
      { libelle: 'Délai', poids: 0 },
      { libelle: 'Qualité', poids: 1 },
      { libelle: 'Qualité', poids: 0.4 },
      { libelle: 'Coût', poids: 0.4 },
    ],
    { code: 'rules.left-out', path: '' },
  ],
  ['invalid/schema.type--criteres-en-texte', 'Prix', { code: 'schema.type' }],
  ['invalid/schema.minItems--criteres-sans-critere', [], { code: 'schema.minItems' }],
  [
    'invalid/schema.uniqueItems--critere-en-double',
    [PRICE, PRICE],
    { code: 'schema.uniqueItems', path: '/criteresAttribution/1' },
  ],
  ['invalid/schema.type--critere-en-texte', ['Prix'], { code: 'schema.type', path: ITEM }],
  [
    'invalid/schema.required--critere-sans-libelle',
    [{ poids: 0.6 }],
    { code: 'schema.required', path: ITEM, property: 'libelle' },
  ],
  [
    'invalid/schema.required--critere-sans-poids',
    [{ libelle: 'Prix' }],
    { code: 'schema.required', path: ITEM, property: 'poids' },
  ],
  [
    'invalid/schema.additionalProperties--critere-avec-une-note',
    [{ ...PRICE, note: 'x' }],
    { code: 'schema.additionalProperties', path: `${ITEM}/note` },
  ],
  [
    'invalid/schema.type--libelle-de-critere-en-nombre',
    [{ ...PRICE, libelle: 3 }],
    { code: 'schema.type', path: `${ITEM}/libelle` },
  ],
  [
    'invalid/schema.pattern--libelle-de-critere-vide',
    [{ ...PRICE, libelle: ' ' }],
    { code: 'schema.pattern', path: `${ITEM}/libelle` },
  ],
  [
    'invalid/schema.type--poids-de-critere-en-texte',
    [{ ...PRICE, poids: '0.6' }],
    { code: 'schema.type', path: `${ITEM}/poids` },
  ],
  [
    'invalid/schema.minimum--poids-de-critere-negatif',
    [{ ...PRICE, poids: -0.01 }],
    { code: 'schema.minimum', path: `${ITEM}/poids` },
  ],
  [
    'invalid/schema.maximum--poids-de-critere-au-dela-de-un',
    [{ ...PRICE, poids: 1.01 }],
    { code: 'schema.maximum', path: `${ITEM}/poids` },
  ],
];
