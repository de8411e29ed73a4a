/** Ten invented proposals, made of a frozen version: no draft, and no text that was corrected since, changes what is said of them. */
import type { Erratum } from '../../src/model/errata.ts';
import { diffModels } from '../../src/diff/diff-models.ts';
import { decide } from '../../src/governance/errata/decide.ts';
import { sourceFiles } from '../../src/governance/pull-request/source-changes.ts';
import type { JudgedExample, Proposition, PullRequest } from '../../src/governance/pull-request/types.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { modelOf } from '../../src/model/read-version.node.ts';
import type { Model } from '../../src/model/types.ts';
import { versionPlaces } from '../../src/report/diff/places.ts';
import { GOLDEN, readJsonFile, ROOT } from '../support/engine.ts';
import { legal } from './diff-fixture.ts';

type Files = ReadonlyMap<string, string>;
type Edit = (files: Map<string, string>) => void;

/** `expected`: the number that the draft declares; `descriptions`: those of codes in English; `changed`: an example that is judged otherwise. */
type Proposal = {
  edits: readonly Edit[];
  expected?: string;
  errata?: readonly Erratum[];
  refusals?: PullRequest['refusals'];
  propositions?: readonly Proposition[];
  changed?: readonly JudgedExample[];
  descriptions?: { before: string; after: string };
};

const replaced =
  (path: string, from: string | RegExp, to: string): Edit =>
  (files) => {
    const text = files.get(path) ?? '';
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${path}: nothing to edit`);
    files.set(path, edited);
  };

const added =
  (path: string, text: string): Edit =>
  (files) =>
    void files.set(path, text);

const MARCHE = 'next/marche.schema.json';
const CONCESSION = 'next/contrat-concession.schema.json';
const PRICES = 'next/codelists/type-prix.csv';

/** A property before another one, which is in the objects of both kinds or of one. */
const property = (name: string, id: string, keywords: object): Edit =>
  replaced(
    MARCHE,
    /(?="ccag": \{)/,
    `${JSON.stringify(name)}: ${JSON.stringify({ 'x-field': id, 'x-source': 'proposition', ...keywords })},\n    `,
  );

const texts = (id: string, fr: string, en: string): Edit =>
  added(
    `fields/${id}.yaml`,
    [
      `title: { fr: ${JSON.stringify(fr)}, en: ${JSON.stringify(en)} }`,
      `description: { fr: ${JSON.stringify(`${fr}, en quelques mots.`)}, en: ${JSON.stringify(`${en}, in a few words.`)} }`,
      `source: { fr: 'proposition, besoin d''acheteurs de travaux', en: 'proposition, a need of buyers of works' }`,
      'examples: []\n',
    ].join('\n'),
  );

const CLAUSE = [
  property('clauseReexamen', 'marche-clause-reexamen', { type: 'boolean' }),
  texts('marche-clause-reexamen', 'Clause de réexamen', 'Review clause'),
];

const RULE = `id: subvention-superieure-a-la-valeur
severity: warning
family: qualite
consolidation: none
title: { fr: subvention supérieure à la valeur du contrat, en: subsidy above the value of the contract }
description: { fr: Elle est possible mais rare., en: It is possible but rare. }
remedy: { fr: Vérifiez les deux montants., en: Check both amounts. }
source:
  text: referentiel
  note: { fr: Choix de qualité., en: A choice of quality. }
since: 2.0.0
on:
  - scope: concession
    assert: concession.montantSubventionPublique <= concession.valeurGlobale
    at: /montantSubventionPublique
message: { fr: La subvention dépasse la valeur., en: The subsidy is above the value. }
`;

/** The change of `limit` as an erratum that was approved. */
export const LIMIT_ERRATUM: Erratum = {
  fingerprint: '378036a7ff9fa5eb',
  kind: 'narrowing',
  change: { kind: 'maximum-added', path: 'marches.marche[].offresRecues', direction: 'narrowed' },
  title: { fr: "plus de 9 999 offres reçues, ce que nul marché n'a connu", en: 'more than 9,999 offers received' },
  reason: 'own-documentation',
  source: { text: 'documentation-format-2' },
  witness: 10_000,
  share: { hit: 0, of: 416, measured: '2026-11-24', command: 'npx decp impact --from 2.0.3 --to next essai.json' },
  approved: { who: 'équipe du référentiel', when: '2026-11-24' },
};

const LIMIT = replaced(MARCHE, /("x-field": "marche-offres-recues",[^}]*"minimum": 1)/, '$1,\n      "maximum": 9999');

export const PROPOSALS = {
  text: {
    edits: [
      replaced('fields/marche-objet.yaml', "fr: 'Objet du marché'", "fr: 'Objet'"),
      replaced('fields/marche-objet.yaml', "quelqu'un d'extérieur comprend", 'chacun comprend'),
      replaced('fields/marche-objet.yaml', 'that an outsider understands', 'that everyone understands'),
      replaced('next/codelists/forme-prix.csv', 'Un prix global est payé', "Un prix global et fixé d'avance est payé"),
    ],
  },
  code: {
    edits: [
      replaced(
        PRICES,
        /$/,
        `Mixte,Mixte,Mixed,Une part du prix est ferme et l'autre révisable.,"proposition, besoin d'acheteurs de travaux",next,,\n`,
      ),
    ],
    descriptions: {
      before: 'type-prix:\n  Provisoire: Not settled yet.\n',
      after: 'type-prix:\n  Provisoire: Not settled yet.\n  Mixte: A part of the price is firm and the other can be revised.\n',
    },
    changed: [{ file: 'examples/next/valid/prix-mixte.json', before: 'refused', after: 'accepted' }],
  },
  deprecation: {
    edits: [
      replaced(
        PRICES,
        /sera pendant l'exécution\.,(.*),,\n/,
        "sera pendant l'exécution. Accepté jusqu'au 31 décembre 2028.,$1,next,Définitif révisable\n",
      ),
      replaced(
        MARCHE,
        '"x-field": "marche-ccag",',
        '"x-field": "marche-ccag",\n      "x-deprecated": { "since": "next", "reason": "obsoleted" },',
      ),
    ],
  },
  field: { edits: CLAUSE },
  'five-fields': {
    edits: [
      ...CLAUSE,
      property('intituleLot', 'marche-intitule-lot', { type: 'string', minLength: 1, maxLength: 500 }),
      texts('marche-intitule-lot', 'Intitulé du lot', 'Title of the lot'),
      property('dateLimiteRemise', 'marche-date-limite-remise', { $ref: 'common.schema.json#/$defs/date' }),
      texts('marche-date-limite-remise', 'Date limite de remise des offres', 'Deadline for tenders'),
      property('penaliteJour', 'marche-penalite-jour', { type: 'number', minimum: 0 }),
      texts('marche-penalite-jour', 'Pénalité par jour de retard', 'Penalty for each day of delay'),
      property('modeRemise', 'marche-mode-remise', { 'x-codelist': 'mode-remise' }),
      texts('marche-mode-remise', 'Mode de remise des offres', 'How tenders are submitted'),
      added(
        'next/codelists/mode-remise.csv',
        [
          'code,libelle,label_en,description,source,since,deprecated,replaced_by',
          "Dématérialisée,Dématérialisée,Electronic,Par un profil d'acheteur.,referentiel,next,,",
          'Papier,Papier,Paper,Par la poste ou sur place.,referentiel,next,,\n',
        ].join('\n'),
      ),
    ],
  },
  'nested-list': {
    edits: [
      property('visites', 'marche-visites', {
        ...{ type: 'array', minItems: 1 },
        items: {
          ...{ type: 'object', required: ['visite'], additionalProperties: false },
          properties: { visite: { 'x-field': 'visite', 'x-source': 'proposition', $ref: '#/$defs/visite' } },
        },
      }),
      replaced(
        MARCHE,
        '"$defs": {',
        `"$defs": { "visite": ${JSON.stringify({
          ...{ type: 'object', required: ['date'], additionalProperties: false },
          properties: {
            date: { 'x-field': 'visite-date', 'x-source': 'proposition', $ref: 'common.schema.json#/$defs/date' },
            obligatoire: { 'x-field': 'visite-obligatoire', 'x-source': 'proposition', type: 'boolean' },
          },
        })},`,
      ),
      texts('marche-visites', 'Visites des lieux', 'Visits of the place'),
      texts('visite', 'Visite', 'Visit'),
      texts('visite-date', 'Date de la visite', 'Date of the visit'),
      texts('visite-obligatoire', 'Visite obligatoire', 'Mandatory visit'),
    ],
  },
  rule: {
    edits: [
      added('next/rules/subvention-superieure-a-la-valeur.yaml', RULE),
      replaced('next/rules/offres-recues-invraisemblables.yaml', /(?<=offresRecues <= )200/, '100'),
      replaced('next/rules/offres-recues-invraisemblables.yaml', 'attend 200 au plus', 'attend 100 au plus'),
      replaced('next/rules/offres-recues-invraisemblables.yaml', 'at most 200 are', 'at most 100 are'),
    ],
  },
  rename: {
    edits: [(files) => files.set(CONCESSION, (files.get(CONCESSION) ?? '').replaceAll('intituleTarif', 'libelleTarif'))],
    expected: '3.0.0',
    propositions: [{ file: 'propositions/0002-libelle-du-tarif.md', state: 'ouverte' }],
  },
  limit: {
    edits: [LIMIT],
    refusals: [
      {
        where: 'schema/next/marche.schema.json:112:5',
        fr: 'marches.marche[].offresRecues : le numéro annoncé, 2.2.0, ne promet pas ce changement ; annoncez 3.0.0.',
        en: 'marches.marche[].offresRecues: the declared number, 2.2.0, does not promise this change; declare 3.0.0.',
      },
    ],
  },
  removal: {
    edits: [replaced(PRICES, /Provisoire,.*\n/, '')],
    expected: '3.0.0',
    propositions: [{ file: 'propositions/0003-prix-provisoire.md', state: 'acceptée' }],
    changed: [{ file: 'examples/next/valid/marche-de-defense.json', before: 'accepted', after: 'refused' }],
  },
} as const satisfies Record<string, Proposal>;

/** The frozen version as a draft, by path from `schema`. */
async function draft(): Promise<Map<string, string>> {
  const folder = await readTree(`${ROOT}schema/${GOLDEN}`, (path) => /^[^/]+\.schema\.json$|^(codelists|rules)\//.test(path));
  const fields = await readTree(`${ROOT}test/golden/fields`);
  return new Map([
    ['base-uri.txt', 'https://essai.invalid/schema\n'],
    ...[...folder].map(([path, text]): [string, string] => [`next/${path}`, text]),
    ...[...fields].map(([path, text]): [string, string] => [`fields/${path}`, text]),
  ]);
}

const modelIn = (files: Files): Promise<Model> => modelOf(files, `${ROOT}schema`, 'next');

const before = await draft();
const from = await modelIn(before);
const examples = ['marche', 'concession'].map((kind) => readJsonFile(`examples/2.0.3/valid/base-${kind}.json`));

/** What the report is made of, as the program computes it, but for what it measures on examples. */
export async function pullRequestOf(proposal: Proposal): Promise<PullRequest> {
  const { edits, expected = '2.2.0', errata = [], refusals = [], propositions = [], changed = [], descriptions } = proposal;
  const after = new Map(before);
  for (const edit of edits) edit(after);
  const to = await modelIn(after);
  const diff = diffModels(from, to, { examples });
  const folder = new Map(
    [...after].flatMap(([path, text]) => (path.startsWith('next/') ? [[path.slice('next/'.length), text] as const] : [])),
  );
  const sides = { tool: { name: 'decp-referentiel', version: '0.1.0' }, next: { name: 'next', version: 'next' } };
  const places = versionPlaces(diff.changes, folder, 'schema/next');
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
  const none = { judged: 380, acceptedByBoth: 380, refusedByBoth: 0, newlyRefused: 0, newlyAccepted: 0 };
  return {
    base: 'main',
    refusals,
    change: { ...sides, previous: { name: 'main' }, diff, decision: decide(diff, errata, {}), places, legal },
    gate: {
      ...sides,
      previous: { name: GOLDEN, version: GOLDEN },
      diff,
      decision: decide(diff, errata, { previous: GOLDEN, next: expected }),
      places,
      legal,
    },
    sides: { before: from, after: to },
    sources: sourceFiles([
      ...paths.map((path) => ({ path: `schema/${path}`, before: before.get(path), after: after.get(path) })),
      ...(descriptions ? [{ path: 'schema/codelist-descriptions.yaml', ...descriptions }] : []),
    ]),
    judging: [],
    propositions,
    examples: { count: 638, changed: [...changed] },
    sample: { files: 195, records: none, wholeFiles: none, causes: [] },
    score: { percent: 100 },
  };
}
