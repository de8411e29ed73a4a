import type { Texts } from '../../packages/base/src/language.ts';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCodelists, checkCodeFacts } from '../../src/governance/checks/codelists.ts';
import { checkDialect } from '../../src/governance/checks/dialect.ts';
import { checkFields } from '../../src/governance/checks/fields.ts';
import { checkFrozen } from '../../src/governance/build/freeze.node.ts';
import { missingExamples } from '../../src/governance/examples/check.ts';
import { checkRules, checkExpressions } from '../../src/governance/checks/rules.ts';
import { refusalOf } from '../../src/governance/gate/refusal.ts';
import { checkSources } from '../../src/governance/checks/sources.ts';
import { isSourceOfNext, scoreProblems } from '../../src/governance/gate/forgotten.ts';
import { mutantsOf } from '../../src/governance/mutation/enumerate.ts';
import { whereOf, type Problem, type SchemaFiles, restoring, TRUNK } from '../../src/governance/problem.ts';
import { readCodelists } from '../../src/model/codelists.ts';
import { readRules } from '../../src/model/load.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import type { Version } from '../../src/validate/types.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { exampleSources, provedExamples, readExamples, scoreOf } from '../../src/governance/examples/all.node.ts';
import { Examples } from '../../src/governance/examples/origin.ts';
import { unfold } from '../../src/governance/examples/unfold.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { resetDraft } from '../support/draft.ts';
import { GOLDEN, ROOT } from '../support/engine.ts';
import { changed } from './walkthrough/edit.ts';

/** The pieces that the guide has its reader write. `property`: lines to be changed in the schema of a marché. */
type Guide = { property: string; field: string; codeLine: string; rule: string };

const MARCHE = 'next/marche.schema.json';
const FIELD = 'fields/marche-clause-reexamen.yaml';
const CCAG = 'fields/marche-ccag.yaml';
const RULE = 'subvention-superieure-a-la-valeur';
const ASSERT = 'concession.montantSubventionPublique <= concession.valeurGlobale';
const LIST = 'next/codelists/type-prix.csv';
/** The property that the guide adds. */
const NEW_FIELD = 'clauseReexamen';

/** The sources as they stood after the newest release: a proposal may hold the very field or code that the guide shows. */
const sources = await sourcesAfterRelease();
/** A draft in which nothing has changed yet. */
const next = await unchangedDraft();
const examples = await readExamples(GOLDEN);

async function unchangedDraft(): Promise<Version> {
  const version = await loadVersion(GOLDEN);
  return { ...version, model: { ...structuredClone(version.model), version: 'next' } };
}

async function sourcesAfterRelease(): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-guide-'));
  try {
    for (const part of ['schema', 'examples']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    resetDraft(folder);
    return await readTree(join(folder, 'schema'), (path) => !path.startsWith('nomenclatures/'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const edit = (path: string, change: (text: string) => string): SchemaFiles =>
  new Map([...sources, [path, change(sources.get(path) ?? '')]]);

/** The sources with one more property of a marché. */
const withProperty = (property: string) => edit(MARCHE, (text) => changed(text, property, MARCHE));

/** The Model with one more property of a marché, and one more type of price. */
function modelWith(property: string): Model {
  const model = structuredClone(next.model);
  const properties = model.schema.$defs?.['marche']?.properties ?? {};
  const added = (JSON.parse(withProperty(property).get(MARCHE) ?? '') as Schema).properties?.[NEW_FIELD];
  Object.assign(properties, { [NEW_FIELD]: added });
  const prices = properties['typesPrix']?.properties?.['typePrix']?.items?.enum ?? [];
  if (!prices.includes('Mixte')) prices.push('Mixte');
  return model;
}

const codelist = (change: (text: string) => string): Problem[] => {
  const text = change(sources.get(LIST) ?? '');
  return [
    ...checkCodelists({ ...next.model, codelists: readCodelists(new Map([['codelists/type-prix.csv', text]])) }),
    ...checkCodeFacts(new Map(sources).set(LIST, text)),
  ];
};

/** What the checks of the sources say of a rule, alone in `schema/next/rules`. */
function ruleProblems(text: string): Problem[] {
  const others = [...sources].filter(([path]) => !path.startsWith('next/rules/'));
  const files = new Map([...others, [`next/rules/${RULE}.yaml`, text]]);
  const problems = checkRules(files);
  if (problems.length > 0) return problems;
  const rules = readRules(new Map([[`rules/${RULE}.yaml`, text]]));
  return checkExpressions(files, { ...next.model, rules }).problems;
}

/** What no example notices of the field that the guide shows, with the sources that a build has read. */
async function scoreSlips({ property }: Guide): Promise<Problem[]> {
  const model = modelWith(property);
  const read = new Map([...withProperty(property)].filter(([path]) => isSourceOfNext(path)));
  const added = mutantsOf(model.schema).flatMap(({ id }) => (id.includes(NEW_FIELD) || id.endsWith(':Mixte') ? [id] : []));
  const score = await scoreOf({ ...next, model }, examples, { rules: false, only: new Set(added) });
  return scoreProblems(score, read, model.schema);
}

/** What is printed, in both languages, for each slip that the guide speaks of. */
export async function answersTo(guide: Guide): Promise<Texts[]> {
  const problems = [
    ...fieldSlips(guide),
    ...codeSlips(guide),
    ...textSlips(),
    ...(await exampleSlips()),
    ...ruleSlips(guide),
    ...frozenSlips(),
    ...(await scoreSlips(guide)),
  ];
  return problems.map((problem) => {
    const said = restoring(refusalOf(problem), TRUNK);
    return { fr: `${whereOf(said)}\n  ${said.fr}`, en: `${whereOf(said)}\n  ${said.en}` };
  });
}

function fieldSlips({ property, field }: Guide): Problem[] {
  const withField = (text: string) => new Map([...sources, [FIELD, text]]);
  const unlisted = property.replace('"proposition"', '"arrete-2029"');
  return [
    ...checkDialect(withProperty(property.replace(/^\+ *"x-field".*\n/m, ''))),
    ...checkSources(sources, [modelWith(unlisted)]).map((problem) => refusalOf(problem, withProperty(unlisted))),
    ...checkFields(withField(field.slice(0, field.indexOf('x-ocds'))), [next.model, modelWith(property)]),
    ...checkFields(withField(field), [next.model]),
  ];
}

const codeSlips = ({ codeLine }: Guide): Problem[] => [
  ...codelist((text) => text + codeLine.replace(/".*"/, '')),
  ...codelist((text) => text.replace(/^(Provisoire,.*),$/m, '$1,Provisoir')),
];

const textSlips = (): Problem[] =>
  [
    (text: string) => text.replace('une seule valeur', 'une <b>seule</b> valeur'),
    (text: string) => text.replace("L'apostrophe", 'L\u2019apostrophe'),
    (text: string) => text.replace(/^ {2}en: /m, '  eng: '),
  ].flatMap((change) => checkFields(edit(CCAG, change), [next.model]));

async function exampleSlips(): Promise<Problem[]> {
  const sources = await exampleSources();
  const judge = { model: next.model, label: next.label, loaded: () => Promise.resolve(next) };
  const problems: Problem[] = [];
  for (const slip of [
    'set: { "titulaires[4].titulaire.id": 1 }, expect: schema.type',
    'set: { procedure: Procédure Adaptée }, expect: { schema.enum: nature }',
    'set: { procedure: Procédure Adaptée }, expect: valid',
  ]) {
    const table = `- base: marche-minimal\n  since: next\n  cases:\n    - { name: essai, ${slip} }\n`;
    const files = new Map(
      [...sources.files].filter(([path]) => !path.startsWith('cases/')).concat([['cases/marche-procedure.yaml', table]]),
    );
    const unfolded = unfold({ ...sources, files }, 'next');
    const cases = [...unfolded.examples].filter(([path]) => unfolded.examples.origins.has(path));
    problems.push(...unfolded.problems, ...(await provedExamples(new Examples(cases, unfolded.examples.origins), judge)));
  }
  return problems.filter(({ file }) => file.startsWith('examples/'));
}

const NATURES = ["concession.nature = 'Concession de travaux'", "concession.nature == 'concession de travaux'"];

const ruleSlips = ({ rule }: Guide): Problem[] => [
  ...ruleProblems(rule.replace('La subvention publique (', 'À ÉCRIRE (')),
  ...ruleProblems(rule.replace('text: referentiel', 'text: arrêté du 22 décembre 2022, annexe I')),
  ...['concession.valeurGlobale <= 40000', ...NATURES].flatMap((assert) => ruleProblems(rule.replace(ASSERT, assert))),
  ...missingExamples([RULE], new Map([[`invalid/${RULE}--a-completer.json`, '']])),
  ...missingExamples([RULE], examples),
];

const frozenSlips = (): Problem[] => {
  const name = 'marche.schema.json';
  return [
    ...checkFrozen('2.0.3', new Map([[name, 'a']]), new Map([[name, 'b']])),
    ...checkFrozen('2.1.0', new Map(), new Map([[name, 'a']])),
  ];
};
