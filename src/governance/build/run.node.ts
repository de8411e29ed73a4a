import { join, posix } from 'node:path';
import type { Lang } from '../../../packages/base/src/language.ts';
import { checkCodeFacts } from '../checks/code-facts.ts';
import { checkCodelists } from '../checks/codelists.ts';
import { checkSchemas } from '../checks/dialect.ts';
import { checkErrata } from '../checks/errata.ts';
import { checkFields } from '../checks/fields.ts';
import { checkRules, checkExpressions } from '../checks/rules.ts';
import { checkShared, checkSources } from '../checks/sources.ts';
import type { Problem } from '../problem.ts';
import { inForceOf, type Release, rulesFrom } from '../../model/releases.ts';
import type { Model, Schema } from '../../model/types.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { readNomenclatures } from '../../rules/read-nomenclatures.ts';
import { checkOrganisation } from '../organisation/read.node.ts';
import { once } from '../../host/once.ts';
import { under } from '../../host/paths.node.ts';
import { checkedRules } from '../../rules/check-rule.ts';
import { checkFrozenBundles, checkFrozenFolders, checkReleaseFiles } from './freeze.node.ts';
import { spreadsheetProblems } from '../checks/codelist-forms.node.ts';
import { MadeBefore, forgetStamp } from './made-before.node.ts';
import { readVersion, versionFolders } from '../../model/read-version.node.ts';
import { readTree, writeFiles } from '../../host/tree.node.ts';
import { bringBack, buildRecogniser, setAside } from './recogniser.node.ts';
import { hasRecogniser } from '../../validate/recogniser/known-kinds.ts';
import { tablesImage } from '../../validate/recogniser/rules/tables.ts';
import { runSteps, type Step } from './steps.ts';
import {
  commonFiles,
  versionFiles,
  type DistFile,
  bookFiles,
  ruledBy,
  rulesByVersion,
  explainFiles,
  readAllExamples,
  conformiteFiles,
} from './dist-files.node.ts';
import { readSource, SourceError } from '../../model/source-text.ts';
import { toDraft07 } from '../../generate/json-schema.ts';

/** What the steps hand on to one another. */
export type BuildState = {
  schemaDir: string;
  versions: string[];
  files: Map<string, string>;
  models: Model[];
  rules: CheckedRule[];
  /** Read once a build: it sums all the code. */
  before: () => Promise<MadeBefore>;
};

export const newState = (): BuildState => ({
  schemaDir: under('schema'),
  versions: [],
  files: new Map(),
  models: [],
  rules: [],
  before: once(() => MadeBefore.read()),
});

/** The steps that every build needs: read, check, write `dist/`. `decp build` adds examples and the mutation score. */
function buildSteps(state: BuildState = newState()): Step[] {
  return [...checkSteps(state), writeStep(state), recogniserStep(state)];
}

/** Those that read the sources and look at them: nothing is written. */
export function checkSteps(state: BuildState): Step[] {
  return [
    { name: { fr: 'lire les sources', en: 'read the sources' }, run: () => read(state) },
    {
      name: { fr: 'dialecte des schémas', en: 'dialect of the schemas' },
      run: () => check(checkSchemas(state.files), count(state.files, /schema\.json$/)),
    },
    {
      name: { fr: 'modèles (références, codes, textes)', en: 'models (references, codes, texts)' },
      run: () => readModels(state),
    },
    {
      name: { fr: 'champs et textes', en: 'fields and texts' },
      run: () => check(checkFields(state.files, state.models), count(state.files, /^fields\//)),
    },
    {
      name: { fr: 'listes de codes', en: 'codelists' },
      run: () =>
        check(
          [...state.models.slice(-1).flatMap(checkCodelists), ...checkCodeFacts(state.files)],
          count(state.files, /^next\/codelists\//),
        ),
    },
    { name: { fr: 'règles', en: 'rules' }, run: () => Promise.resolve(checkAllRules(state)) },
    { name: { fr: 'sources juridiques', en: 'legal sources' }, run: () => check(checkSources(state.files, state.models), '') },
    {
      name: { fr: 'adresses et équipes', en: 'addresses and teams' },
      run: async () => check(await checkOrganisation(), ''),
    },
    { name: { fr: 'errata', en: 'errata' }, run: () => check(checkErrata(state.files), '') },
    { name: { fr: 'versions publiées inchangées', en: 'published versions unchanged' }, run: () => frozen(state) },
  ];
}

/** Writes `dist/`, once all of the sources are read and right. */
export const writeStep = (state: BuildState): Step => ({
  name: { fr: 'écrire dist/', en: 'write dist/' },
  run: () => write(state),
});

/** Compiles for seconds what makes the default run fast: nothing that judges the sources waits for it. */
export const recogniserStep = (state: BuildState): Step => ({
  name: { fr: 'reconnaisseurs (WebAssembly)', en: 'recognisers (WebAssembly)' },
  run: () => recognisers(state),
});

/** Builds what the program itself needs. Throws where the sources are wrong: use `decp build` to see it told in full. */
export async function buildQuietly(lang: Lang): Promise<void> {
  const { problems } = await runSteps(buildSteps(), lang, () => undefined);
  if (problems.length > 0) throw new Error(problems.map(({ file, fr }) => `${file}: ${fr}`).join('\n'));
}

const count = (files: ReadonlyMap<string, string>, pattern: RegExp): string =>
  String([...files.keys()].filter((path) => pattern.test(path)).length);

const check = (problems: Problem[], note: string): Promise<{ problems: Problem[]; note: string }> =>
  Promise.resolve({ problems, note });

async function read(state: BuildState) {
  state.versions = await versionFolders(state.schemaDir);
  state.files = await readTree(state.schemaDir, (path) => !path.startsWith('nomenclatures/'));
  // A codelist in another form gives a finding for each of its codes: it is said of the file, once, before anything else is looked at.
  return {
    problems: [...checkShared(state.files), ...spreadsheetProblems(state.schemaDir)],
    note: `${state.versions.length} versions`,
  };
}

async function readModels(state: BuildState) {
  const problems: Problem[] = [];
  for (const version of state.versions) {
    await readVersion(state.schemaDir, version).then(
      (model) => state.models.push(model),
      (error: unknown) => problems.push(sourceProblem(version, error)),
    );
  }
  return { problems: saidOnce(problems), note: String(state.models.length) };
}

/** Every version reads the files that they share: what is wrong with one of them is said once. */
const saidOnce = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.file} ${problem.fr}`, problem])).values(),
];

/** Their form first: an expression is only looked at in a file that is what it should be. */
function checkAllRules(state: BuildState) {
  const next = state.models.at(-1);
  const problems = checkRules(state.files);
  if (!next || problems.length > 0) return { problems, note: '' };
  const checked = checkExpressions(state.files, next);
  state.rules = checked.rules;
  return { problems: checked.problems, note: String(checked.rules.length) };
}

/** What does not fit in the sources of a version. Other errors are bugs. */
function sourceProblem(version: string, error: unknown): Problem {
  if (!(error instanceof SourceError)) throw error;
  return { file: posix.join('schema', version, error.file), ...error.texts };
}

async function recognisers(state: BuildState) {
  const { models, schemaDir } = state;
  const books = booksOf(state);
  const inForce = inForceOf(releasesOf(state.files));
  const published = models.find(({ version }) => version === inForce);
  if (!published) return { problems: [], note: '' };
  const nomenclatures = readNomenclatures(await readTree(join(schemaDir, 'nomenclatures')));
  await writeFiles(under('dist'), [{ path: 'rules/tables.bin', bytes: tablesImage(nomenclatures) }]);
  const known = models.filter(hasRecogniser);
  await bringBack(state.versions);
  const before = await state.before();
  const wanted = known
    .map((model) => {
      const own = ruledBy(models, model.version);
      return { model, own, name: `recogniser ${model.version}`, inputs: JSON.stringify([model, own, published]) };
    })
    .filter(({ name, inputs }) => !before.of(name, inputs));
  await before.forget(wanted.map(({ name }) => name));
  await Promise.all(
    wanted.map(async ({ model, own, name, inputs }) => {
      await buildRecogniser({ model, own, rules: books.get(own) ?? [], published });
      before.keep(name, inputs, [`versions/${model.version}/recogniser.wasm`]);
    }),
  );
  await before.save();
  return { problems: [], note: String(known.length) };
}

/** The rules of each version that has some of its own. */
const booksOf = ({ models, rules }: BuildState): Map<Model, CheckedRule[]> =>
  new Map(
    models
      .filter(({ version }) => rulesFrom(version) === version)
      .map((model) => [model, model.version === 'next' ? rules : checkedRules(model)]),
  );

/** What hangs on the files of a version is only held to them where they are the ones that were published: an edit is told once. */
async function frozen(state: BuildState) {
  const published = state.versions.filter((version) => version !== 'next');
  const sums = await checkFrozenFolders(state.schemaDir, published);
  const isWhole = (version: string): boolean => !sums.some(({ file }) => file.startsWith(`schema/${version}/`));
  const bundles = checkFrozenBundles(
    state.files,
    state.models.slice(0, -1).filter(({ version }) => isWhole(version)),
  );
  const listed = await checkReleaseFiles(
    state.schemaDir,
    releasesOf(state.files).filter(({ version }) => isWhole(version)),
  );
  const newest = published.at(-1) ?? '';
  const stable = isWhole(newest) ? checkStable(state.files, newest) : [];
  return { problems: [...sums, ...bundles, ...listed, ...stable], note: String(published.length) };
}

type ReleaseEntry = Release & { files: { path: string; bytes: number; sha256: string }[] };

const releasesOf = (files: ReadonlyMap<string, string>): ReleaseEntry[] =>
  (JSON.parse(files.get('releases.json') ?? '{"releases":[]}') as { releases: ReleaseEntry[] }).releases;

/** The files of a version; none, and a problem more, where its sources cannot be written in some form. */
const told = (model: Model, problems: Problem[]): Promise<DistFile[]> =>
  versionFiles(model).catch((error: unknown) => {
    problems.push(sourceProblem(model.version, error));
    return [];
  });

/** What the files of a version below `dist/` are kept under. */
const keptAs = (model: Model): string => `version ${model.version}`;

async function write(state: BuildState) {
  const releases = releasesOf(state.files);
  const next = state.models.at(-1);
  const nomenclatures = readNomenclatures(await readTree(join(state.schemaDir, 'nomenclatures')));
  const problems: Problem[] = [];
  const before = await state.before();
  // Published versions stay as they are, and their files with them.
  const kept = new Map(state.models.map((model) => [model, before.of(keptAs(model), JSON.stringify(model))]));
  // The validators of `next` are wanted below.
  const changed = state.models.filter((model) => model === next || !kept.get(model));
  const unchanged = state.models.flatMap((model) => (changed.includes(model) ? [] : (kept.get(model) ?? [])));
  const made = new Map<Model, DistFile[]>();
  await Promise.all(changed.map(async (model) => made.set(model, await told(model, problems))));
  if (problems.length > 0) return { problems, note: '' };
  const versions = [...made.values()].flat();
  const validators = versions.find(({ path }) => path === 'versions/next/validators.js')?.text ?? '';
  const examples = await readAllExamples(state.versions);
  const files = [
    ...versions,
    ...commonFiles(state.models, releases),
    ...errataFiles(state.files),
    ...explainFiles(examples, state.models, state.files.get('legal-texts.yaml') ?? ''),
    ...[...booksOf(state)].flatMap(([model, rules]) => bookFiles(rules, model, nomenclatures)),
    ...rulesByVersion(state.models, nomenclatures),
    ...(next ? await conformiteFiles(state.rules, next, nomenclatures, validators, examples.get('next') ?? new Map()) : []),
  ];
  await forgetStamp();
  await setAside(state.versions);
  await before.forget(changed.map(keptAs));
  await writeFiles(under('dist'), files);
  for (const [model, ofVersion] of made)
    before.keep(
      keptAs(model),
      JSON.stringify(model),
      ofVersion.map(({ path }) => path),
    );
  await before.save();
  return { problems: [], note: String(files.length + unchanged.length) };
}

/** `versions/<version>/errata.json`: the errata of each version that has some, as the program reads them where there are no sources. */
const errataFiles = (files: ReadonlyMap<string, string>): DistFile[] =>
  [...files].flatMap(([path, text]) => {
    const version = /^([^/]+)\/errata\.yaml$/.exec(path)?.[1];
    return version === undefined
      ? []
      : [{ path: `versions/${version}/errata.json`, text: JSON.stringify(readSource(text).value) }];
  });

/** The path, in `schema/`, that never changes: the newest release in draft-07, from which public catalogues build their URLs. */
const STABLE = 'decp.schema.json';

/** The file at the stable path is the frozen schema of the newest release, in draft-07. */
function checkStable(files: ReadonlyMap<string, string>, newest: string): Problem[] {
  const frozen = JSON.parse(files.get(`${newest}/bundled/decp.schema.json`) ?? '{}') as Schema;
  if (files.get(STABLE) === `${JSON.stringify(toDraft07(frozen), null, 2)}\n`) return [];
  return [
    {
      file: `schema/${STABLE}`,
      fr: `ce fichier n'est pas le schéma de la version ${newest} en draft-07, tel qu'il a été publié ; remettez-le (git restore)`,
      en: `this file is not the schema of version ${newest} in draft-07 as it was published; restore it (git restore)`,
    },
  ];
}
