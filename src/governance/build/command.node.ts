import { existsSync } from 'node:fs';
import { readdir, rm, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { percent } from '../mutation/score.ts';
import { checkFieldExamples } from '../checks/field-examples.ts';
import { isSourceOfNext, scoreProblems } from '../gate/forgotten.ts';
import type { Problem } from '../problem.ts';
import { inForceOf, isOwn } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { everyExample, readExamples } from '../examples/all.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { versionIndex } from '../../validate/registry.node.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { type Target, targetsOf } from './targets.node.ts';
import { checkSteps, newState, recogniserStep, writeStep, type BuildState } from './run.node.ts';
import { writeFiles } from './write-dist.node.ts';
import { runSteps, seconds1, type Step, type StepResult } from './steps.ts';
import { staleProblems } from '../checks/errata.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion } from '../../diff/version-folder.node.ts';
import { versionSide } from '../compare/side.node.ts';

/** `decp build`: checks all sources, builds `dist/`, then proves `next` by its examples. `isWanted` may leave out what its caller does not look at. */
export async function runBuild({ lang }: { lang: Lang }, isWanted: (step: Step) => boolean = () => true): Promise<ExitCode> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  console.log(lang === 'fr' ? '\nConstruction du référentiel\n' : '\nBuilding the référentiel\n');
  const state = newState();
  const steps = [...checkSteps(state), writeStep(state), ...proofSteps(lang, state), recogniserStep(state)].filter(isWanted);
  const { problems, seconds } = await runSteps(steps, lang, (line) => {
    console.log(line);
  });
  console.log(problems.length > 0 ? FAILED[lang] : done(lang, seconds, inForceOf(await versionIndex())));
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

function proofSteps(lang: Lang, state: BuildState): Step[] {
  return [
    { name: { fr: 'formes', en: 'forms' }, run: () => formsStep(state) },
    { name: { fr: 'exemples', en: 'examples' }, run: () => examplesStep(state) },
    { name: { fr: 'numéro que demande next', en: 'number that next needs' }, run: numberStep },
    { name: { fr: 'score de mutation de next', en: 'mutation score of next' }, run: () => scoreStep(lang, state) },
  ];
}

/** `dist/forms/<version>/<target>/`: every form of the versions of the référentiel's own, and what is filled in by hand of the version in force. */
async function formsStep({ models, before: madeBefore }: BuildState): Promise<StepResult> {
  let count = 0;
  const inForce = inForceOf(await versionIndex());
  const before = await madeBefore();
  const published = models.find(({ version }) => version === inForce);
  const wanted = models
    .map((model) => ({
      model,
      targets: targetsOf(model).filter(({ today }) => isOwn(model.version) || (today && model.version === inForce)),
    }))
    .filter(({ targets }) => targets.length > 0);
  await removeOthers(wanted.map(({ model }) => model.version));
  for (const { model, targets } of wanted) {
    // The AssemblyScript of the recogniser also depends on the version in force.
    const [name, inputs] = [`forms ${model.version}`, JSON.stringify([model, published])];
    let paths = before.of(name, inputs);
    if (!paths) {
      await before.forget([name]);
      paths = await makeForms(model, targets);
      before.keep(name, inputs, paths);
    }
    count += paths.length;
  }
  await before.save();
  return { problems: [], note: String(count) };
}

/** The forms of versions that have none any more go. */
async function removeOthers(versions: readonly string[]): Promise<void> {
  const folder = under('dist', 'forms');
  for (const name of await readdir(folder).catch(() => []))
    if (!versions.includes(name)) await rm(join(folder, name), { recursive: true });
}

/** Makes these forms of a version anew. Gives the paths of their files from `dist/`. */
async function makeForms(model: Model, targets: readonly Target[]): Promise<string[]> {
  const { version } = model;
  const paths: string[] = [];
  await rm(under('dist', 'forms', version), { recursive: true, force: true });
  for (const { name, make } of targets) {
    const files = await make(model);
    await writeFiles(under('dist', 'forms', version, name), files);
    paths.push(...files.map(({ path }) => `forms/${version}/${name}/${path}`));
  }
  return paths;
}

/** Those of files, and those that the texts of fields show. */
async function examplesStep({ files, models }: BuildState): Promise<StepResult> {
  const problems: Problem[] = checkFieldExamples(files, models);
  let total = 0;
  for await (const { count, problems: found } of everyExample()) {
    total += count;
    problems.push(...found);
  }
  return { problems, note: String(total) };
}

async function scoreStep(lang: Lang, { files, models }: BuildState): Promise<StepResult> {
  const { score, kept } = await scoreOfNext(await readExamples('next'));
  const note = `${String(percent(score)).replace('.', lang === 'fr' ? ',' : '.')} % (${score.noticed}/${score.noticed + score.survivors.length})`;
  return {
    problems: scoreProblems(score, new Map([...files].filter(([path]) => isSourceOfNext(path))), models.at(-1)?.schema ?? {}),
    note: kept ? `${note} ${lang === 'fr' ? '(inchangé)' : '(unchanged)'}` : note,
  };
}

const FAILED = {
  fr: '\nConstruction arrêtée : corrigez ce qui précède, puis relancez.',
  en: '\nBuild stopped: mend the above, then run again.',
};

function done(lang: Lang, seconds: number, inForce: string): string {
  const time = seconds1(seconds * 1000, lang);
  return lang === 'fr'
    ? `\nConstruit en ${time}. À ouvrir ensuite :\n  dist/schemas/next/decp.schema.json            le schéma de la prochaine version (JSON Schema 2020-12)\n  dist/schemas/${inForce}/decp.schema.draft-07.json  le schéma en vigueur, pour les outils plus anciens\n  dist/forms/next/                              XSD, tables, modèles de tableur, SQL, OpenAPI, classes…\n  CONTRIBUTING.md                               proposer un changement`
    : `\nBuilt in ${time}. To open next:\n  dist/schemas/next/decp.schema.json            the schema of the next version (JSON Schema 2020-12)\n  dist/schemas/${inForce}/decp.schema.draft-07.json  the schema in force, for older tools\n  dist/forms/next/                              XSD, tables, spreadsheet templates, SQL, OpenAPI, classes…\n  CONTRIBUTING.md                               how to propose a change`;
}

/** The number that `next` needs after the newest release, and its errata that excuse nothing. That a break is not declared does not stop a build. */
async function numberStep(): Promise<StepResult> {
  const { decision } = await reportOf(await versionSide(await latestVersion()), await versionSide('next'));
  const text = await readFile(under('schema', 'next', 'errata.yaml'), 'utf8');
  return { problems: staleProblems(decision.stale, text), note: `${decision.version ?? ''} (${decision.errata.length} errata)` };
}
