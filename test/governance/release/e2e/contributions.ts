/** Six proposals as people make them. Each edits a working tree; all is invented. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse, parseDocument, stringify } from 'yaml';
import type { ReleasePlan } from '../../../../src/diff/decision.ts';
import type { Table } from '../../../../src/governance/examples/cases.ts';
import { isExample } from '../../../../src/governance/examples/check.ts';
import { MIGRATION, NOTHING_CHANGES } from '../../../../src/governance/empty-step.ts';
import { type ExampleSources, unfold } from '../../../../src/governance/examples/unfold.ts';
import type { Release } from '../../../../src/model/releases.ts';
import { labelOf } from '../../../../src/model/shell.ts';
import { ROOT, VERSIONS } from '../../../support/engine.ts';
import { names, read, write } from './world.ts';

type Edit = (tree: string) => void;

function edit(tree: string, path: string, from: string | RegExp, to: string): void {
  const text = read(tree, path);
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${path}: nothing to edit`);
  write(tree, path, edited);
}

/** Adds a table of cases of the draft, which start from an example, to the file of a field. */
function addCases(tree: string, field: string, base: string, ...cases: object[]): void {
  const path = `examples/cases/${field}.yaml`;
  const before = names(tree, 'examples/cases').includes(path) ? read(tree, path) : '';
  write(tree, path, `${before}\n${stringify([{ base, since: 'next', cases }])}`);
}

const LEFT_OUT = ['rules.left-out'];

export const CODE = 'Paiement à la tâche';

export const addCode: Edit = (tree) => {
  const path = 'schema/next/codelists/type-prix.csv';
  write(
    tree,
    path,
    `${read(tree, path)}${CODE},${CODE},Paid by the task,Le prix est convenu tâche par tâche.,"arrete-2022-12-22-marches, annexe I",next,,\n`,
  );
  edit(
    tree,
    'schema/codelist-descriptions.yaml',
    /^type-prix:\n/m,
    `type-prix:\n  ${CODE}: The price is agreed upon task by task.\n`,
  );
  addCases(tree, 'marche-types-prix', 'marche-minimal', {
    name: 'prix-a-la-tache',
    set: { 'typesPrix.typePrix[0]': CODE },
    expect: 'valid',
    also: LEFT_OUT,
  });
};

export const fixText: Edit = (tree) => {
  edit(tree, 'schema/fields/marche-objet.yaml', /(description:\s+fr: \|-\n\s+)/, "$1Dit ce que l'acheteur achète. ");
  edit(tree, 'schema/fields/marche-objet.yaml', /(\n  en: \|-\n\s+)/, '$1Says what the buyer buys. ');
};

const BOOLEAN = `title: { fr: 'Visite obligatoire', en: 'Mandatory visit' }
description:
  fr: |-
    Dit si les candidats devaient visiter les lieux : \`true\` si la visite était obligatoire, \`false\` sinon.
  en: |-
    Tells whether candidates had to visit the place: \`true\` if the visit was mandatory, \`false\` otherwise.
source: { fr: 'referentiel', en: 'referentiel' }
examples: [true]
x-ocds:
  aucun: { fr: "OCDS n'a pas de champ pour les visites.", en: 'OCDS has no field for visits.' }
  source: 'OCDS 1.1.5, release schema'
x-eforms:
  aucun: { fr: "Les avis n'en parlent qu'en texte libre.", en: 'Notices tell it in free text only.' }
  source: 'eForms SDK 1.x, fields/fields.json'
`;

export const addField: Edit = (tree) => {
  const property =
    '"visiteObligatoire": {\n      "x-field": "marche-visite-obligatoire",\n      "x-source": "referentiel",\n      "type": "boolean"\n    },\n    ';
  edit(tree, 'schema/next/marche.schema.json', /(?="ccag": \{)/, property);
  write(tree, 'schema/fields/marche-visite-obligatoire.yaml', BOOLEAN);
  addCases(
    tree,
    'marche-visite-obligatoire',
    'marche-minimal',
    { name: 'visite-obligatoire', set: { visiteObligatoire: true }, expect: 'valid', also: LEFT_OUT },
    { name: 'visite-obligatoire-en-oui', set: { visiteObligatoire: 'oui' }, expect: 'schema.type' },
  );
};

const [OLD, NEW] = ['intituleTarif', 'libelleTarif'];

export const renameField: Edit = (tree) => {
  for (const path of [...names(tree, 'schema/next'), ...names(tree, 'schema/fields')]) {
    if (/schema\/next\/impact/.test(path)) continue;
    const text = read(tree, path);
    if (!text.includes(OLD)) continue;
    write(tree, path, renamed(path, text));
    if (path.endsWith('.yaml')) formatted(tree, path);
  }
  const sources = sourcesIn(tree);
  const { examples } = unfold(sources, 'next');
  const newest = sources.versions.at(-2) ?? '';
  for (const [path, text] of examples) {
    if (!isExample(path) || !`${text}${examples.get(beside(path)) ?? ''}`.includes(OLD)) continue;
    const origin = examples.origins.get(path);
    if (origin) endCase(tree, origin.file, origin.name, newest);
    write(tree, `examples/next/${path}`, text.replaceAll(OLD, NEW));
    expectLeftOut(tree, path, examples.get(beside(path)));
  }
};

/** A source with the new name. What a field shows of published versions keeps the old one. */
function renamed(path: string, text: string): string {
  const after = text.replaceAll(OLD, NEW);
  if (!path.startsWith('schema/fields/')) return after;
  const examples = (parse(text) as { examples?: unknown }).examples;
  if (!JSON.stringify(examples ?? null).includes(OLD)) return after;
  const document = parseDocument(after);
  document.setIn(['versions', VERSIONS.slice(VERSIONS.indexOf('2.0.1')).join(' ')], { examples });
  return document.toString();
}

const beside = (path: string): string => path.replace(/\.(?:json|xml)$/, '.findings.json');

function sourcesIn(tree: string): ExampleSources {
  const files = new Map(names(tree, 'examples').map((path) => [path.slice('examples/'.length), read(tree, path)]));
  const { releases } = JSON.parse(read(tree, 'schema/releases.json')) as { releases: Release[] };
  const label = (version: string) =>
    labelOf(releases.find((release) => release.version === version) ?? { version, status: 'brouillon' });
  return { files, meta: read(tree, 'schema/dialect/cases.schema.json'), versions: releases.map(({ version }) => version), label };
}

/** The case holds for published versions only. */
function endCase(tree: string, file: string, name: string, newest: string): void {
  const tables = (parse(read(tree, file)) as Table[]).map((table) => ({
    ...table,
    cases: table.cases.map((one) => (one.name === name && one.until === undefined ? { ...one, until: newest } : one)),
  }));
  write(tree, file, stringify(tables));
}

/** The national consolidation does not know the new name: an example that has it, and that it would take otherwise, says so. */
function expectLeftOut(tree: string, path: string, announced: string | undefined): void {
  const text = read(tree, `examples/next/${path}`);
  if (!path.endsWith('.json')) return;
  const { marches } = JSON.parse(text) as { marches: { 'contrat-concession'?: object[] } };
  const before = (announced === undefined ? { findings: [] } : JSON.parse(announced.replaceAll(OLD, NEW))) as {
    findings: { code: string; path?: string }[];
  };
  // What is refused anyway is not said to be left out.
  const isRefused = before.findings.some(({ code }) => code.startsWith('schema.'));
  const left = (isRefused ? [] : (marches['contrat-concession'] ?? []))
    .flatMap((concession, i) => (JSON.stringify(concession).includes(NEW) ? [`/marches/contrat-concession/${i}`] : []))
    // It may be left out already for another reason, which is said once.
    .filter((place) => !before.findings.some(({ code, path }) => code === LEFT_OUT[0] && path === place))
    .map((path) => ({ code: 'rules.left-out', path }));
  const reported = {
    ...before,
    findings: [...before.findings, ...left],
    ...(before.findings.length > 0 && { note: 'Le nom est nouveau.' }),
  };
  write(tree, `examples/next/${beside(path)}`, `${JSON.stringify(reported, null, 2)}\n`);
}

/** Takes away the errata of what a break did away with; says whether there were any. */
export function withoutStale(tree: string, { refusals }: ReleasePlan): boolean {
  const errata = 'schema/next/errata.yaml';
  const stale = refusals.flatMap(({ texts }) => /^L'erratum ([0-9a-f]+) /.exec(texts.fr)?.[1] ?? []);
  const entries = read(tree, errata).split(/(?=^- )/m);
  const kept = entries.filter((entry) => !stale.some((fingerprint) => entry.includes(fingerprint)));
  write(tree, errata, kept.join(''));
  return stale.length > 0;
}

/** What a major number asks for: a summary of the step that says what changes, and the written proposition, in which each question of the model is answered. */
function propose(tree: string, version: string): void {
  const file = `0009-version-${version.charAt(0)}.md`;
  const [title, date] = [`Version ${version}`, '2026-12-01'];
  const headings = read(tree, 'propositions/0000-modele.md').match(/^#{2,3} .*$/gm) ?? [];
  const answers = headings.map((heading) => `${heading}\n\nSans objet : un essai.\n`);
  const head = `# 0009 — ${title}\n\n- **État** : ouverte\n- **Date** : ${date}\n- **Version** : ${version}\n`;
  write(tree, `propositions/${file}`, [head, ...answers].join('\n'));
  const index = 'propositions/README.md';
  write(tree, index, `${read(tree, index)}| 0009 | [${title}](${file}) | ouverte | ${date} |\n`);
  for (const path of [`propositions/${file}`, index]) formatted(tree, path);
  const step = read(tree, MIGRATION);
  write(tree, MIGRATION, step.replace(NOTHING_CHANGES.fr, 'Un nom change.').replace(NOTHING_CHANGES.en, 'A name changes.'));
}

const formatted = (tree: string, path: string): void => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/oxfmt/bin/oxfmt'), path], { cwd: tree });
};

/** The number in `schema/releases.json`. */
export const declare =
  (expected: string): Edit =>
  (tree) => {
    edit(tree, 'schema/releases.json', /(?<="expectedVersion": )"[^"]*"/, JSON.stringify(expected));
    if (expected.endsWith('.0.0')) propose(tree, expected);
  };

/**
 * A greatest value that a number did not have, its cases, and what the entry that approves it says. The fingerprint is the same as long as this very change is made,
 * whatever else changes.
 */
export type Limit = {
  schema: string;
  field: string;
  minimum: number;
  maximum: number;
  base: string;
  cases: object[];
  fingerprint: string;
  path: string;
  witness: number;
  title: { fr: string; en: string };
};

export const OFFERS: Limit = {
  schema: 'marche',
  field: 'marche-offres-recues',
  minimum: 1,
  maximum: 9999,
  base: 'marche-minimal',
  cases: [
    { name: 'neuf-mille-offres-recues', set: { offresRecues: 9999 }, expect: 'valid', also: ['offres-recues-invraisemblables'] },
    { name: 'dix-mille-offres-recues', set: { offresRecues: 10_000 }, expect: 'schema.maximum' },
  ],
  fingerprint: '378036a7ff9fa5eb',
  path: 'marches.marche[].offresRecues',
  witness: 10_000,
  title: {
    fr: "plus de 9 999 offres reçues, ce que nul marché n'a connu",
    en: 'more than 9,999 offers received, which no contract has seen',
  },
};

export const narrow =
  ({ schema, field, minimum, maximum, base, cases }: Limit): Edit =>
  (tree) => {
    const without = new RegExp(`("x-field": "${field}",[^}]*"minimum": ${minimum})`);
    edit(tree, `schema/next/${schema}.schema.json`, without, `$1,\n      "maximum": ${maximum}`);
    addCases(tree, field, base, ...cases);
  };

export const approve =
  ({ fingerprint, path, witness, title }: Limit): Edit =>
  (tree) => {
    const errata = 'schema/next/errata.yaml';
    const erratum = {
      fingerprint,
      kind: 'narrowing',
      change: { kind: 'maximum-added', path, direction: 'narrowed' },
      title,
      reason: 'own-documentation',
      source: { text: 'documentation-format-2' },
      witness,
      share: { hit: 0, of: 416, measured: '2026-11-24', command: 'npx decp impact --from 2.0.3 --to next essai.json' },
      approved: { who: 'essai', when: '2026-11-24' },
    };
    write(tree, errata, `${read(tree, errata).replace(/(^|\n)\[\]\n$/, '$1')}\n- ${JSON.stringify(erratum)}\n`);
    formatted(tree, errata);
  };

export const touchFrozen: Edit = (tree) => {
  edit(tree, 'schema/2.0.3/marche.schema.json', '"maxLength": 1000', '"maxLength": 1001');
};
