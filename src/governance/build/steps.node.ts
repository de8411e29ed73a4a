/** The steps of a build, in their order. Whoever adds a check adds one line to the list, and its file. */
import { readdir, rm } from 'node:fs/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { once } from '../../host/once.ts';
import { under } from '../../host/paths.node.ts';
import { writeFiles } from '../../host/tree.node.ts';
import type { Texts } from '../../model/types.ts';
import { SourceError } from '../../model/source-error.ts';
import { latestVersion } from '../../diff/version-folder.node.ts';
import { rulesFrom } from '../../model/releases.ts';
import { checkedRules } from '../../rules/check-rule.ts';
import { unjudgedVersions } from '../checks/judged-versions.ts';
import { hasRecogniser } from '../../model/record-shapes.ts';
import { tablesImage } from '../../../packages/fast-validate/src/compile.node.ts';
import { spreadsheetProblems } from '../checks/codelist-forms.node.ts';
import { checkCodeDescriptions, checkCodelists, checkCodeFacts, unwrittenDescriptions } from '../checks/codelists.ts';
import { checkDeprecations } from '../checks/deprecations.ts';
import { checkSchemas } from '../checks/dialect.ts';
import { checkOcds } from '../checks/ocds.ts';
import { checkErrata, staleProblems } from '../checks/errata.ts';
import { checkColumns, checkFields, checkShownExamples } from '../checks/fields.ts';
import { checkForms } from '../checks/forms.ts';
import { checkFiles } from '../checks/files.ts';
import { checkShapes } from '../checks/shapes.ts';
import { checkMigrations } from '../checks/migrations.ts';
import { checkPatterns, checkRulePatterns } from '../checks/patterns.ts';
import { checkPropositions } from '../checks/propositions.ts';
import { checkReleaseRecords } from '../checks/release-records.ts';
import { checkRules } from '../checks/rules.ts';
import { checkShared, checkSources } from '../checks/sources.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { nextSide, versionSide } from '../compare/side.node.ts';
import { everyExample } from '../examples/all.node.ts';
import { isSourceOfNext, scoreProblems } from '../gate/forgotten.ts';
import { proposedNext } from '../gate/proof.node.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { percent } from '../mutation/score.ts';
import { checkOrganisation } from '../organisation/read.node.ts';
import { recalled } from '../proofs.node.ts';
import { pasted, type Problem, type SchemaFiles, whereOf, restoring, TRUNK } from '../problem.ts';
import { bookOf, conformiteOutput, distOutputs, formFolder, formOutputs, recogniserInputs } from './dist-files.node.ts';
import { checkFrozenFolders, checkPublished } from './freeze.node.ts';
import { forgetStamp, MadeBefore, type Output, writeOutputs } from './made-before.node.ts';
import { bringBack, buildRecogniser, setAside } from './recogniser.node.ts';
import type { Reading, SourceFiles, Sources } from './sources.node.ts';
import { BUILD } from '../../messages/compiled/build.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** The problems found by a step, and the note at the end of its line. `warnings`: what may be meant, and stops nothing. */
type StepResult = { problems: readonly Problem[]; note: string | Texts; warnings?: readonly Problem[] };

/** The record of earlier builds. It is read on demand, because computing the checksum of the code takes time. */
type Before = () => Promise<MadeBefore>;

/**
 * One step. `of`: what it looks at. `files`: the files before they are read as versions; `reading`: what came of reading them; `sources`: all that they say; `dist`:
 * that too, and it writes or looks at what is built, for the program itself (`program`) or to prove `next`.
 */
export type Step = { id: string; name: Texts } & (
  | { of: 'files'; run: (files: SourceFiles) => StepResult }
  | { of: 'reading'; run: (reading: Reading) => StepResult }
  | { of: 'sources'; run: (sources: Sources) => StepResult | Promise<StepResult> }
  | { of: 'dist'; program: boolean; run: (sources: Sources, before: Before) => Promise<StepResult> }
);

export const STEPS: readonly Step[] = [
  {
    id: 'files',
    name: textsOf(BUILD, (say) => say['step.files']()),
    of: 'files',
    run: (files) => found(checkFiles(files), String(files.bytes.size)),
  },
  {
    id: 'sources',
    name: textsOf(BUILD, (say) => say['step.sources']()),
    of: 'files',
    // A codelist in another form would give a finding for each of its codes, so its form is checked before everything else.
    run: ({ files, bytes, versions }) =>
      found([...checkShared(files), ...spreadsheetProblems(bytes)], `${versions.length} versions`),
  },
  {
    id: 'frozen',
    name: textsOf(BUILD, (say) => say['step.frozen']()),
    of: 'files',
    // Before anything is read of a published version: what was edited there may be unreadable.
    run: ({ bytes, versions }) => {
      const published = versions.filter((version) => version !== 'next');
      return found(checkFrozenFolders(bytes, published), String(published.length));
    },
  },
  {
    id: 'dialect',
    name: textsOf(BUILD, (say) => say['step.dialect']()),
    of: 'files',
    run: ({ files }) => {
      const problems = checkSchemas(files);
      return found(problems.length > 0 ? problems : checkPatterns(files), count(files, /schema\.json$/));
    },
  },
  {
    id: 'shapes',
    name: textsOf(BUILD, (say) => say['step.shapes']()),
    of: 'files',
    run: ({ files }) => found(checkShapes(files)),
  },
  {
    id: 'rules',
    name: textsOf(BUILD, (say) => say['step.rules']()),
    of: 'files',
    run: ({ files }) => found(checkRules(files), count(files, /^next\/rules\//)),
  },
  {
    id: 'errata',
    name: textsOf(BUILD, (say) => say['step.errata']()),
    of: 'files',
    run: ({ files }) => found(checkErrata(files)),
  },
  {
    id: 'propositions',
    name: textsOf(BUILD, (say) => say['step.propositions']()),
    of: 'files',
    run: ({ files, propositions }) => found(checkPropositions(propositions, files)),
  },
  {
    id: 'models',
    name: textsOf(BUILD, (say) => say['step.models']()),
    of: 'reading',
    run: ({ models, problems, failures }) => {
      if (failures.length > 0) throw failures[0];
      return found(problems, String(models.length));
    },
  },
  {
    id: 'fields',
    name: textsOf(BUILD, (say) => say['step.fields']()),
    of: 'sources',
    run: ({ files, models, next }) => {
      const inForms = [...checkColumns(files, models), ...checkForms(next)];
      return found([...checkFields(files, models), ...inForms, ...checkDeprecations(files)], count(files, /^fields\//));
    },
  },
  {
    id: 'codelists',
    name: textsOf(BUILD, (say) => say['step.codelists']()),
    of: 'sources',
    run: ({ files, models, next }) => {
      const descriptions = [...checkCodeDescriptions(files, models), ...unwrittenDescriptions(files)];
      const problems = [...checkCodelists(next), ...checkCodeFacts(files), ...descriptions];
      return found(problems, count(files, /^next\/codelists\//));
    },
  },
  {
    id: 'expressions',
    name: textsOf(BUILD, (say) => say['step.expressions']()),
    of: 'sources',
    run: (sources) => {
      const { rules, problems } = sources.expressions;
      const faults = [...nomenclatureProblems(sources), ...problems, ...checkRulePatterns(rules, sources.files)];
      return { ...found(faults, String(rules.length)), ...(faults.length === 0 && { warnings: unjudged(sources) }) };
    },
  },
  {
    id: 'legal-sources',
    name: textsOf(BUILD, (say) => say['step.legal-sources']()),
    of: 'sources',
    run: ({ files, models }) => found(checkSources(files, models)),
  },
  {
    id: 'organisation',
    name: textsOf(BUILD, (say) => say['step.organisation']()),
    of: 'sources',
    run: async (sources) => found(await checkOrganisation(sources)),
  },
  {
    id: 'ocds',
    name: textsOf(BUILD, (say) => say['step.ocds']()),
    of: 'sources',
    run: ({ files, models }) => found(checkOcds(files, models)),
  },
  {
    id: 'migrations',
    name: textsOf(BUILD, (say) => say['step.migrations']()),
    of: 'sources',
    run: ({ files, models }) => found(checkMigrations(files, models), count(files, /\/migration\.yaml$/)),
  },
  {
    id: 'release-records',
    name: textsOf(BUILD, (say) => say['step.release-records']()),
    of: 'sources',
    run: (sources) => found(checkReleaseRecords(sources.records, sources), String(sources.records.size)),
  },
  {
    id: 'cases',
    name: textsOf(BUILD, (say) => say['step.cases']()),
    of: 'sources',
    run: ({ exampleProblems }) => found(exampleProblems),
  },
  {
    id: 'published',
    name: textsOf(BUILD, (say) => say['step.published']()),
    of: 'sources',
    run: (sources) => found(checkPublished(sources), String(sources.published.length)),
  },
  {
    id: 'dist',
    name: textsOf(BUILD, (say) => say['step.dist']()),
    of: 'dist',
    program: true,
    run: async (sources, before) => writeDist(sources, await before()),
  },
  {
    id: 'forms',
    name: textsOf(BUILD, (say) => say['step.forms']()),
    of: 'dist',
    program: false,
    run: async (sources, before) => writeForms(sources, await before()),
  },
  {
    id: 'examples',
    name: textsOf(BUILD, (say) => say['step.examples']()),
    of: 'dist',
    program: false,
    // The examples of files, and those in the texts of fields.
    run: async (sources) => {
      const { examples } = sources;
      const problems = checkShownExamples(sources);
      let total = 0;
      // As the gate judges them, which then finds the proof.
      const proposed = proposedNext(sources);
      for await (const version of everyExample({ proposed, read: (name) => examples.get(name) ?? new Map() })) {
        total += version.count;
        problems.push(...version.problems);
      }
      return found(problems, String(total));
    },
  },
  {
    id: 'number',
    name: textsOf(BUILD, (say) => say['step.number']()),
    of: 'dist',
    program: false,
    // Its errata that excuse nothing are a problem. That a break is not declared does not stop a build.
    run: async (sources) => {
      const { decision } = await reportOf(await versionSide(await latestVersion()), await nextSide(sources), { kept: true });
      return found(
        staleProblems(decision.stale, sources.files.get('next/errata.yaml') ?? ''),
        `${decision.version ?? ''} (${decision.errata.length} errata)`,
      );
    },
  },
  {
    id: 'score',
    name: textsOf(BUILD, (say) => say['step.score']()),
    of: 'dist',
    program: false,
    run: async ({ files, next, examples }) => {
      const { score, isKept } = await scoreOfNext(next, examples.get('next') ?? new Map());
      const ofNext = new Map([...files].filter(([path]) => isSourceOfNext(path)));
      const { noticed, survivors } = score;
      const counts = { share: percent(score), noticed, mutants: noticed + survivors.length, isKept };
      return found(
        scoreProblems(score, ofNext, next.schema, examples.get('next')),
        textsOf(BUILD, (say) => say.score(counts)),
      );
    },
  },
  {
    id: 'recognisers',
    name: textsOf(BUILD, (say) => say['step.recognisers']()),
    of: 'dist',
    program: true,
    // They are compiled for seconds and make the default run fast: nothing that judges the sources waits for them.
    run: async (sources, before) => found([], String(await writeRecognisers(sources, await before()))),
  },
];

/** The steps of somebody who edits the draft: what takes seconds to make and judges nothing, its recogniser and its kit, is left to the next full build. */
export const OF_START: readonly Step[] = STEPS.map((step) => {
  if (step.of !== 'dist') return step;
  if (step.id === 'dist') return { ...step, run: async (sources, before) => writeDist(sources, await before(), { kit: false }) };
  if (step.id === 'forms')
    return { ...step, run: async (sources, before) => writeForms(sources, await before(), { draft: false }) };
  if (step.id !== 'recognisers') return step;
  return {
    ...step,
    run: async (sources, before) => found([], String(await writeRecognisers(sources, await before(), { draft: false }))),
  };
});

/** The steps that look at the sources: nothing is written. */
export const CHECKS: readonly Step[] = STEPS.filter(({ of }) => of !== 'dist');

/** What is kept of sources in which none of `CHECKS` found anything: whether those that were read are such ones, and how to say that they are. */
export const rightSources = ({ files }: Reading): ReturnType<typeof recalled<true>> => recalled<true>(['right', files.sum()]);

/** The check that reads more than the sources, so that what is kept of these says nothing of it. */
export const OUTSIDE = 'organisation';

/** The steps that the program needs: they check the sources and write the files that the program reads. */
export const OF_PROGRAM: readonly Step[] = STEPS.filter((step) => step.of !== 'dist' || step.program);

/** The versions without rules of their own that the rules of the newest release judge, and those of the draft do not. */
function unjudged({ published, books, expressions, files }: Sources): Problem[] {
  const home = published.at(-1);
  if (!home || rulesFrom(home.version) === 'next') return [];
  const older = new Map([...books].filter(([model]) => model.version !== 'next' && rulesFrom(model.version) === 'next'));
  return unjudgedVersions({ before: checkedRules(home), home, books: older, now: expressions.rules }, files);
}

/** The lists that rules look in are read when they are asked for. */
function nomenclatureProblems(sources: Sources): Problem[] {
  try {
    void sources.nomenclatures;
    return [];
  } catch (error) {
    if (error instanceof SourceError) return error.all.map(({ file, place, texts }) => ({ file, place, ...texts }));
    throw error;
  }
}

const found = (problems: readonly Problem[], note: StepResult['note'] = ''): StepResult => ({ problems, note });

const count = (files: SchemaFiles, pattern: RegExp): string =>
  String([...files.keys()].filter((path) => pattern.test(path)).length);

/** Removes the forms that are none of these any more. */
async function removeOthers(folders: readonly (string | undefined)[]): Promise<void> {
  const inside = (folder: string): Promise<string[]> => readdir(under('dist', folder)).catch(() => []);
  for (const version of await inside('forms'))
    for (const target of await inside(`forms/${version}`))
      if (!folders.includes(`forms/${version}/${target}`)) await rm(under('dist', 'forms', version, target), { recursive: true });
}

/** Writes what the program reads. Without `kit` that of implementations in other languages is taken away where it is out of date. */
async function writeDist(sources: Sources, before: MadeBefore, { kit = true } = {}): Promise<StepResult> {
  const prepare = async (): Promise<void> => {
    await forgetStamp();
    await setAside(sources.versions);
  };
  const { name, inputs = '', folder = '' } = conformiteOutput(sources);
  const isLeft = !kit && !before.of(name, inputs);
  if (isLeft) await rm(under('dist', folder), { recursive: true, force: true });
  const outputs = distOutputs(sources).filter((output) => !isLeft || output.name !== name);
  const { problems, count: files } = await writeOutputs(outputs, before, prepare);
  return found(problems, problems.length > 0 ? '' : String(files));
}

/** Writes the forms. Without `draft` the source of its recogniser, which takes longer than all others, is taken away where it is out of date. */
async function writeForms(sources: Sources, before: MadeBefore, { draft = true } = {}): Promise<StepResult> {
  const isLeft = ({ name, inputs = '' }: Output): boolean =>
    !draft && name === formFolder(sources.next.version, 'recogniser') && !before.of(name, inputs);
  const outputs = formOutputs(sources).filter((output) => !isLeft(output));
  const prepare = (): Promise<void> => removeOthers(outputs.map(({ folder }) => folder));
  const { problems, count: files } = await writeOutputs(outputs, before, prepare);
  return found(problems, String(files));
}

/** Builds the recognisers, and returns their number. Without `draft` that of `next` is put out of use where it is out of date. */
async function writeRecognisers(sources: Sources, before: MadeBefore, { draft = true } = {}): Promise<number> {
  const { models, versions, books, next, nomenclatures, inForce: published } = sources;
  await writeFiles(under('dist'), [{ path: 'rules/tables.bin', bytes: tablesImage(nomenclatures) }]);
  const known = models.filter(hasRecogniser);
  await bringBack(versions);
  const stale = known
    .map((model) => {
      const ingredients = { model, published, ...bookOf(model, books) };
      return { model, name: `recogniser ${model.version}`, inputs: recogniserInputs(ingredients), ingredients };
    })
    .filter(({ name, inputs }) => !before.of(name, inputs));
  const wanted = stale.filter(({ model }) => draft || model !== next);
  await setAside(stale.filter((one) => !wanted.includes(one)).map(({ model }) => model.version));
  await before.forget(wanted.map(({ name }) => name));
  await Promise.all(
    wanted.map(async ({ model, name, inputs, ingredients }) => {
      await buildRecogniser(ingredients);
      before.keep(name, inputs, [`versions/${model.version}/recogniser.wasm`]);
    }),
  );
  await before.save();
  return known.length - (stale.length - wanted.length);
}

/** A step of which only the call is left to do. */
export type ReadyStep = Pick<Step, 'id' | 'name'> & { run: () => StepResult | Promise<StepResult> };

/**
 * The steps with what they look at. Those that look at all that the sources say are left out where a version could not be read: throws where no step of the
 * list says so in their place, for then nothing would be checked and nothing found.
 */
export function readySteps(steps: readonly Step[], reading: Reading): ReadyStep[] {
  const { files, sources } = reading;
  const left = sources ? [] : steps.filter(({ of }) => of === 'sources' || of === 'dist').map(({ id }) => id);
  if (left.length > 0 && !steps.some(({ of }) => of === 'reading'))
    throw new Error(
      `steps ${left.join(', ')}: the sources could not be read, and step "models", which says why, is not among them`,
    );
  const before = once(() => MadeBefore.read());
  return steps.flatMap((step): ReadyStep[] => {
    const { id, name } = step;
    if (step.of === 'files') return [{ id, name, run: () => step.run(files) }];
    if (step.of === 'reading') return [{ id, name, run: () => step.run(reading) }];
    return sources ? [{ id, name, run: () => step.run(sources, before) }] : [];
  });
}

/** Problems printed of a step; a slip in a shared place makes hundreds. */
const SHOWN = 20;

/**
 * Runs the steps in order and prints a line with the time of each as it ends. Stops after a step that finds problems. Returns all problems found, and which steps
 * found none. `start`: when the work of the first step began, in milliseconds (`performance.now()`); `all`: all that checks of the sources find, which is said once one
 * of them (`id`) finds something.
 */
export async function runSteps(
  steps: readonly ReadyStep[],
  lang: Lang,
  print: (line: string) => void,
  { start = performance.now(), all }: { start?: number; all?: (id: string) => Promise<readonly Problem[]> } = {},
): Promise<{ problems: readonly Problem[]; right: readonly string[]; seconds: number }> {
  const right: string[] = [];
  const width = Math.max(...steps.map(({ name }) => name[lang].length));
  let before = start;
  for (const { id, name, run } of steps) {
    const { problems: first, note, warnings = [] } = await run();
    const others = first.length > 0 && CHECKS.some((check) => check.id === id) ? await all?.(id) : undefined;
    const problems = others?.length ? others : first;
    const now = performance.now();
    const [sign, seconds] = [problems.length > 0 ? '✖' : '✔', secondsIn(lang, now - before)];
    before = now;
    print(`  ${sign} ${name[lang].padEnd(width)}  ${seconds.padStart(7)}  ${typeof note === 'string' ? note : note[lang]}`);
    for (const warning of warnings) print(`      ⚠ ${whereOf(warning)}\n        ${warning[lang]}`);
    if (problems.length > 0) {
      for (const problem of problems.slice(0, SHOWN))
        print(`      ${whereOf(problem)}\n        ${restoring(problem, TRUNK)[lang]}${pasted(problem)}`);
      if (problems.length > SHOWN) print(`      ${BUILD[lang].more({ count: problems.length - SHOWN })}`);
      return { problems, right, seconds: elapsed(start) };
    }
    right.push(id);
  }
  return { problems: [], right, seconds: elapsed(start) };
}

const elapsed = (start: number): number => (performance.now() - start) / 1000;

/** `0,4 s` in French, `0.4 s` in English. */
export const secondsIn = (lang: Lang, milliseconds: number): string => {
  const seconds = (milliseconds / 1000).toFixed(1);
  return `${lang === 'fr' ? seconds.replace('.', ',') : seconds} s`;
};
