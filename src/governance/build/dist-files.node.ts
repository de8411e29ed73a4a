import { jsonSchema } from '../../generate/json-schema.ts';
import { validatorsDeclarations } from '../../generate/typescript/validators.ts';
import type { GeneratedFile } from '../../generate/types.ts';
import { versionFacts } from '../../model/facts.ts';
import { labelOf } from '../../model/shell.ts';
import { type StateSchema, stateFacts, stateModel, stateSchemasIn } from '../../model/state-schemas.ts';
import { knownKinds } from '../../model/record-shapes.ts';
import { summaryOf } from '../../validate/on-call.ts';
import { historyOf } from '../../model/history.ts';
import { readSource } from '../../model/source-text.ts';
import { SourceError } from '../../model/source-error.ts';
import type { SchemaFiles } from '../problem.ts';
import type { Made, Output } from './made-before.node.ts';
import { sourceProblems, type Sources } from './sources.node.ts';
import type { Model } from '../../model/types.ts';
import { type Target, targetsOf } from '../../generate/targets.node.ts';
import { typesText } from '../../generate/type-files.node.ts';
import { memberModule, validatorModule } from '../../generate/validators.node.ts';
import { createHash } from 'node:crypto';
import type { Rule, RuleFacts } from '../../model/rules.ts';
import { BY_KIND, isBefore, type Release, rulesFrom } from '../../model/releases.ts';
import { extensionFiles } from '../../ocds/extension.ts';
import type { Mapping } from '../../ocds/mapping.ts';
import type { VersionRules } from '../../rules/versions/book.ts';
import { emitModule } from '../../rules/emit/module.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { appliesTo } from '../../rules/roster.ts';
import { bookFolder } from '../../validate/rule-book.ts';
import type { Ingredients } from '../../../packages/fast-validate/src/compile.node.ts';
import { editorSchemas } from '../editors/schemas.ts';
import { explainAll } from '../explanations.ts';
import { LEGAL_TITLES, readLegalTexts, titled } from '../../model/citation.ts';
import { memoOf } from '../../messages/memo.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { sumOfValues } from '../proofs.node.ts';
import { under } from '../../host/paths.node.ts';
import { EXAMPLES_DAY } from '../examples/all.node.ts';
import { readFile } from 'node:fs/promises';
import { conformite } from '../../generate/conformite.ts';
import { loneRules } from '../../generate/conformite/judge.ts';
import type { FaultsOf } from '../../generate/conformite/types.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { library } from '../../rules/library.ts';
import { faultPath, memberNames, toFindings } from '../../validate/errors.ts';
import type { Validator } from '../../validate/types.ts';
import { moduleOf } from '../../host/in-memory.node.ts';

/** A file below `dist/`. */
export type DistFile = GeneratedFile;

/** The build outputs that the program and other programs read: one per version, then those about all versions. */
export const distOutputs = (sources: Sources): Output[] => [
  ...sources.models.map((model) => ({
    name: `version ${model.version}`,
    inputs: sumOfValues([model]),
    make: async (): Promise<Made> => {
      try {
        return { files: await versionFiles(model), problems: [] };
      } catch (error) {
        // Its sources cannot be written in some form.
        if (error instanceof SourceError) return { files: [], problems: sourceProblems(model.version, error) };
        throw error;
      }
    },
  })),
  ...statesIn(sources).map(({ schema, model }) => ({
    name: `schema ${schema.name}`,
    inputs: sumOfValues([model, schema]),
    make: async (): Promise<Made> => ({ files: await stateFiles(schema, model), problems: [] }),
  })),
  { name: 'all versions', make: () => Promise.resolve({ files: filesOfAll(sources), problems: [] }) },
  conformiteOutput(sources),
];

/** The output with which implementations in other languages prove themselves: the program does not read it. */
export function conformiteOutput({ books, next, nomenclatures, listsSum, examples }: Sources): Output {
  const book = books.get(next) ?? { own: next, rules: [] };
  const ofNext = examples.get('next') ?? new Map<string, string>();
  return {
    name: 'conformite',
    inputs: sumOfValues([next, emitModule(book.rules, book.own), listsSum, ofNext]),
    folder: 'conformite',
    make: async () => ({
      files: await conformiteFiles(book, next, nomenclatures, await validatorModule(next), ofNext),
      problems: [],
    }),
  };
}

/** The working schemas of the State and their Models. */
const statesIn = ({ files, inForce }: Sources) =>
  stateSchemasIn(files).map((schema) => ({ schema, model: stateModel(schema, inForce) }));

/** What a check and a comparison need of a working schema: no form of data is made of it. */
const stateFiles = async ({ name, text, licence }: StateSchema, model: Model): Promise<DistFile[]> => [
  { path: `versions/${name}/model.json`, text: JSON.stringify(model) },
  { path: `versions/${name}/validators.js`, text: await validatorModule(model) },
  { path: `versions/${name}/schema.json`, text },
  { path: `versions/${name}/LICENSE`, text: licence },
];

/** `versions/state.json`: the facts of all working schemas; their rules are those of the version in force. */
function stateIndex(sources: Sources): DistFile[] {
  const { models, next, inForce, books, nomenclatures } = sources;
  const book = books.get(inForce);
  const states = statesIn(sources);
  const rules = (model: Model) => (book ? bookFiles(book, model, ruledBy(models, inForce.version), nomenclatures, next) : []);
  return [
    { path: 'versions/state.json', text: JSON.stringify(states.map(({ schema, model }) => stateFacts(schema, model))) },
    ...states.flatMap(({ model }) => rules(model)),
  ];
}

function filesOfAll(sources: Sources): DistFile[] {
  const { models, next, releases, files, examples, books, nomenclatures } = sources;
  return [
    ...commonFiles(models, releases),
    ...stateIndex(sources),
    ...perVersion(files, 'errata'),
    ...perVersion(files, 'migration'),
    ...explainFiles(examples, models, files.get('legal-texts.yaml') ?? ''),
    { path: LEGAL_TITLES, text: JSON.stringify([...titled(readLegalTexts(files.get('legal-texts.yaml') ?? ''))]) },
    ...[...books].flatMap(([model, book]) => bookFiles(book, model, ruledBy(models, model.version), nomenclatures, next)),
    ...rulesByVersion(books, models, nomenclatures),
    ...ocdsFiles(files, models, nomenclatures),
    ...editorSchemas(files, models),
  ];
}

/**
 * `versions/<version>/errata.json`, `versions/<version>/migration.json`: the errata of each version that has some and the step that leads to it, as the program reads them
 * where there are no sources.
 */
const perVersion = (files: SchemaFiles, name: 'errata' | 'migration'): DistFile[] =>
  [...files].flatMap(([path, text]) => {
    const [version, ...others] = path.split('/');
    return others.join('/') === `${name}.yaml`
      ? [{ path: `versions/${version}/${name}.json`, text: JSON.stringify(readSource(text).value) }]
      : [];
  });

/** `ocds.json`: the mapping as the program reads it; `ocds/`: the documents of our own extension of OCDS. */
function ocdsFiles(files: SchemaFiles, models: readonly Model[], nomenclatures: Nomenclatures): DistFile[] {
  const source = readSource(files.get('ocds/mapping.yaml') ?? '').value as Omit<Mapping, 'countries' | 'extensionUrl'>;
  const site = (files.get('base-uri.txt') ?? '').trim().replace(/\/schema$/, '');
  const mapping: Mapping = { ...source, countries: [...(nomenclatures['pays-alpha2'] ?? [])], extensionUrl: `${site}/ocds` };
  const exported = models.filter(({ version }) => !isBefore(version, BY_KIND));
  return [
    { path: 'ocds.json', text: JSON.stringify(mapping) },
    ...extensionFiles(exported, mapping).map(({ path, text }) => ({ path: `ocds/${path}`, text })),
  ];
}

/** The files of one version: its Model, its precompiled validators, its types, its schemas. */
async function versionFiles(model: Model): Promise<DistFile[]> {
  const { version } = model;
  return [
    { path: `versions/${version}/model.json`, text: JSON.stringify(model) },
    { path: `versions/${version}/validators.js`, text: await validatorModule(model) },
    { path: `versions/${version}/members.js`, text: await memberModule(model, memberNames(knownKinds(model))) },
    { path: `versions/${version}/validators.d.ts`, text: validatorsDeclarations(model, `../../types/${version}.js`) },
    { path: `types/${version}.d.ts`, text: await typesText(model) },
    // Types have nothing to run, but a program that names the file for them must find one.
    { path: `types/${version}.js`, text: 'export {};\n' },
    ...jsonSchema(model).map(({ path, text }) => ({ path: `schemas/${version}/${path}`, text })),
  ];
}

/** `versions/<version>/face.json`: what a check needs of a version until it finds a fault. */
const summaryFile = (model: Model, release: Release): DistFile => ({
  path: `versions/${model.version}/face.json`,
  text: JSON.stringify({ ...summaryOf({ model, label: labelOf(release) }), kinds: knownKinds(model) }),
});

/**
 * `versions/index.json`: what the program needs to know of every version before it loads one; `versions/history.json`: the places
 * of each field in each version.
 */
function commonFiles(models: readonly Model[], releases: readonly Release[]): DistFile[] {
  const releaseOf = ({ version }: Model): Release => {
    const release = releases.find((candidate) => candidate.version === version);
    if (!release) throw new Error(`schema/releases.json: version ${version} is missing`);
    return release;
  };
  const facts = models.map((model) => versionFacts(model, releaseOf(model)));
  return [
    ...models.map((model) => summaryFile(model, releaseOf(model))),
    { path: 'versions/index.json', text: JSON.stringify(facts) },
    { path: 'versions/history.json', text: JSON.stringify(historyOf(models)) },
  ];
}

/**
 * The book of a version: `index.json`, what chooses among the rules; `rules.json`, the rules as data; `rules.js`, the same compiled. `from`: the Model whose
 * rules they are, and whose content makes their version. `current`: the Model of `next`, which says what a person must look at and what a fault costs: this is advice of these
 * programs on a finding, and no part of what was frozen with a version.
 */
export function bookFiles(
  { own, rules }: VersionRules,
  { version: name }: Pick<Model, 'version'>,
  from: Model,
  nomenclatures: Nomenclatures,
  current: Pick<Model, 'rules'> = from,
): DistFile[] {
  const today = new Map(current.rules.map((rule) => [rule.id, rule]));
  const data = rules.map(({ rule }): Rule => {
    const { review, loss } = today.get(rule.id) ?? {};
    const advice = rule.severity === 'error' ? loss && { loss } : review && { review };
    return advice ? { ...rule, ...advice } : rule;
  });
  const version = rulesVersion(from, nomenclatures);
  const folder = bookFolder(name);
  return [
    { path: `${folder}/index.json`, text: JSON.stringify({ version, rules: data.map(factsOf) }) },
    { path: `${folder}/rules.json`, text: JSON.stringify({ version, rules: data }) },
    { path: `${folder}/rules.js`, text: emitModule(rules, own) },
  ];
}

const factsOf = ({ id, severity, family, consolidation, since, until }: Rule): RuleFacts => ({
  ...{ id, severity, family, consolidation, since },
  ...(until !== undefined && { until }),
});

/** `rules/<version>.json`: the rules that judge data of a version, as data; `rules/nomenclatures.json`: the lists that they ask. */
export function rulesByVersion(
  books: ReadonlyMap<Model, VersionRules>,
  models: readonly Model[],
  nomenclatures: Nomenclatures,
): DistFile[] {
  const files = [...books].map(([{ version }, book]) => {
    const rules = book.rules.map(({ rule }) => rule).filter((rule) => appliesTo(rule, version));
    const sum = rulesVersion(ruledBy(models, version), nomenclatures);
    return { path: `rules/${version}.json`, text: JSON.stringify({ version: sum, rules }) };
  });
  return [...files, { path: 'rules/nomenclatures.json', text: JSON.stringify(nomenclatures) }];
}

/** The Model whose rules judge data of a version. */
function ruledBy(models: readonly Model[], version: string): Model {
  const own = models.find((model) => model.version === rulesFrom(version));
  if (!own) throw new Error(`no rules for ${version}`);
  return own;
}

/** The version that the rules belong to, and a sum of what they and their lists say. */
export function rulesVersion({ version, rules }: Model, nomenclatures: Nomenclatures): string {
  // Of `JSON.stringify([rules, nomenclatures])`, by which reports name what judged.
  const hash = createHash('sha256')
    .update(`[${JSON.stringify(rules)},`)
    .update(listsText(nomenclatures))
    .update(']');
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

/** A megabyte, which all versions share. */
const listsText = memoOf((nomenclatures: Nomenclatures) => JSON.stringify(nomenclatures));

/** `explain.json`: what `decp explain` says of each code of the catalogue and of each rule, as the newest Model that has it puts it. `legalTexts`: the text of `legal-texts.yaml`. */
function explainFiles(examples: ReadonlyMap<string, ExampleFiles>, models: readonly Model[], legalTexts: string): DistFile[] {
  const codes = explainAll(newestFirst(examples, models), everyRule(models), readLegalTexts(legalTexts));
  return [{ path: 'explain.json', text: JSON.stringify({ codes }) }];
}

const everyRule = (models: readonly Model[]): Rule[] => [
  ...new Map(models.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const))).values(),
];

/** An example of the next version serves best, then of the version in force. */
function newestFirst(examples: ReadonlyMap<string, ExampleFiles>, models: readonly Model[]): Map<string, ExampleFiles> {
  const ordered = models.map(({ version }) => version).reverse();
  return new Map(ordered.flatMap((version) => [[version, examples.get(version) ?? new Map<string, string>()] as const]));
}

type ValidatorModule = { marche: Validator; contratConcession: Validator };

/**
 * `conformite/`: the rules of a version and cases with which implementations in other languages prove themselves. `validators`: the source of the module that
 * judges records by the schema of `version`; `examples`: what the cases are taken from.
 */
export async function conformiteFiles(
  { own, rules }: VersionRules,
  { version }: Pick<Model, 'version'>,
  nomenclatures: Nomenclatures,
  validators: string,
  examples: ExampleFiles,
): Promise<DistFile[]> {
  const functions = library(nomenclatures, EXAMPLES_DAY);
  const [{ compile }, { marche, contratConcession }, fr, en] = await Promise.all([
    moduleOf<RulesModule>(emitModule(loneRules(rules), own)),
    moduleOf<ValidatorModule>(validators),
    readme('LISEZMOI'),
    readme('README'),
  ]);
  const files = conformite({
    version: rulesVersion(own, nomenclatures),
    schemaVersion: version,
    rules,
    own,
    compiled: compile(functions),
    functions,
    nomenclatures,
    day: EXAMPLES_DAY,
    examples,
    faultsOf: faultsOf({ marche, 'contrat-concession': contratConcession }),
    readme: { fr, en },
  });
  return files.map(({ path, text }) => ({ path: `conformite/${path}`, text }));
}

const readme = (name: string): Promise<string> => readFile(under('src', 'generate', 'conformite', `${name}.md`), 'utf8');

/** The places that the schema refuses in a record, in the form that the rules expect. */
const faultsOf =
  (checks: Record<RecordKind, Validator>): FaultsOf =>
  (kind, record) => {
    const check = checks[kind];
    return check(record) ? [] : [...new Set(toFindings(check.errors ?? [], record).map(faultPath))].sort();
  };

/** `forms/<version>/<target>/`: every target of the version in force and of the draft. */
export const formOutputs = ({ inForce, next, books }: Sources): Output[] =>
  [inForce, next].flatMap((model) =>
    targetsOf(model).map(({ name, make }) => {
      const folder = formFolder(model.version, name);
      const made = async (): Promise<Made> => {
        const files = await make(model);
        return { files: files.map((file) => ({ ...file, path: `${folder}/${file.path}` })), problems: [] };
      };
      const inputs =
        name === 'recogniser' ? recogniserInputs({ model, published: inForce, ...bookOf(model, books) }) : sumOfValues([model]);
      return { name: folder, inputs, folder, make: made };
    }),
  );

/** The rules that judge data of a version, and the Model whose types they were checked against. */
export const bookOf = (model: Model, books: Sources['books']): VersionRules => books.get(model) ?? { own: model, rules: [] };

/**
 * The sum of all that a recogniser is made of: the version, the version in force, and the rules in the names of the version: what they compile to, where all that
 * is read of the types of `own` is written out, and what they say of themselves.
 */
export const recogniserInputs = ({ model, own, rules, published }: Ingredients): string =>
  sumOfValues([model, published, emitModule(rules, own), rules.map(({ rule }) => rule)]);

/** The folder of a form, below `dist/`. */
export const formFolder = (version: string, target: Target['name']): string => `forms/${version}/${target}`;
