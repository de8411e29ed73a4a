import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import type { Lang } from '../../../packages/base/src/language.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import { InputError } from '../../finding.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { ROOT } from '../../host/paths.node.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import type { Messages } from '../../messages/compiled/propose.types.ts';
import { draftIn, readTreeOf, type Sources, type Tree, treeIn } from '../build/sources.node.ts';
import { apply, inOurStyle } from './apply.node.ts';
import { answered, type Ask, type Question, terminal } from './ask.node.ts';
import { addCases, announceFindings, mutantIds } from './cases.node.ts';
import { type AskedCode, checkNewCode, proposeCode } from './code.ts';
import { type AskedDeprecation, proposeDeprecation } from './deprecate.ts';
import { Draft, Refusal, refuse } from './draft.ts';
import { type AskedField, checkType, needsExample, proposeField } from './field.ts';
import { codeIn, codesIn, listsIn } from './lists.ts';
import { type AskedRemoval, checkRemovedCode, checkRemovedList, needsReason, proposeRemoval } from './remove.ts';
import { type AskedName, proposeName } from './rename.ts';
import { type AskedRule, proposeRule } from './rule.ts';
import { sourceOf } from './sources.ts';
import { addedBy, type AskedSplit, checkSplitCode, proposeSplit } from './split.ts';
import { checkName, fieldCalled, objectCalled } from './spots.ts';
import { textsIn, withChanges } from './tree.node.ts';

/** What a call to `npm run propose` says; what it does not say is asked for. */
type Call<T> = Partial<T> & { lang: Lang };

/** Where a proposal is written, who answers questions until `close`, and which day it is. Tests give their own. */
type Surroundings = { root: string; ask?: Ask; close?: () => void; today: string };

/** A kind of proposal: what it asks, and how it is written. `cases`: which ways to break the schema get the cases that they need; `isBreak`: examples give findings that they did not give before. */
type Kind<T> = {
  questions: readonly Question<T>[];
  write: (draft: Draft, asked: T, around: { lang: Lang; today: string }) => void;
  cases: 'new' | 'all' | 'none';
  isBreak?: true;
};

const SOURCE = {
  key: 'source',
  words: (say) => say['ask.source'](),
  option: '--source',
  mayBeEmpty: true,
  check: sourceOf,
} as const satisfies Question<{ source: string }>;

const FIELD: Kind<AskedField> = {
  questions: [
    { key: 'in', words: (say) => say['ask.in'](), option: '--in', check: objectCalled },
    { key: 'name', words: (say) => say['ask.field'](), option: '<nom>', check: (_, name) => checkName(name) },
    { key: 'type', words: (say) => say['ask.type'](), option: '--type', check: checkType },
    {
      key: 'list',
      words: (say) => say['ask.list'](),
      option: '--list',
      isNeeded: ({ type }) => type === 'code' || type === 'codes',
      check: codesIn,
    },
    {
      key: 'example',
      words: (say) => say['ask.example'](),
      option: '--example',
      isNeeded: ({ type = '' }, draft) => needsExample(draft, type),
    },
    SOURCE,
  ],
  write: proposeField,
  cases: 'new',
};

const CODE: Kind<AskedCode> = {
  questions: [
    { key: 'list', words: (say) => say['ask.list'](), option: '<liste>', check: codesIn },
    {
      key: 'code',
      words: (say) => say['ask.code'](),
      option: '<code>',
      check: (draft, code, { list = '' }) => checkNewCode(draft, list, code),
    },
    { key: 'labelEn', words: (say) => say['ask.label-en'](), option: '--label-en', mayBeEmpty: true },
    { key: 'description', words: (say) => say['ask.description'](), option: '--description', mayBeEmpty: true },
    { key: 'descriptionEn', words: (say) => say['ask.description-en'](), option: '--description-en', mayBeEmpty: true },
    SOURCE,
  ],
  write: proposeCode,
  cases: 'new',
};

const RULE: Kind<AskedRule> = {
  questions: [{ key: 'id', words: (say) => say['ask.rule'](), option: '<id>' }],
  write: (draft, asked, { lang }) => proposeRule(draft, asked, lang),
  cases: 'none',
};

const DEPRECATION: Kind<AskedDeprecation> = {
  questions: [
    {
      key: 'what',
      words: (say) => say['ask.deprecated'](),
      option: '<liste|champ>',
      check: (draft, what) => listsIn(draft).includes(what) || fieldCalled(draft, what),
    },
    {
      key: 'code',
      words: (say) => say['ask.code'](),
      option: '<code>',
      isNeeded: ({ what = '' }, draft) => listsIn(draft).includes(what),
      check: (draft, code, { what = '' }) => codeIn(draft, what, code),
    },
    {
      key: 'by',
      words: (say) => say['ask.by'](),
      option: '--by',
      mayBeEmpty: true,
      check: (draft, by, { what }) =>
        what !== undefined && (listsIn(draft).includes(what) ? codeIn(draft, what, by) : fieldCalled(draft, by)),
    },
    {
      key: 'because',
      words: (say) => say['ask.because'](),
      option: '--because',
      isNeeded: ({ by }) => by === undefined,
      mayBeEmpty: true,
    },
    {
      key: 'becauseEn',
      words: (say) => say['ask.because-en'](),
      option: '--because-en',
      isNeeded: ({ by, what = '' }, draft) => by === undefined && !listsIn(draft).includes(what),
      mayBeEmpty: true,
    },
    {
      key: 'until',
      words: (say) => say['ask.until'](),
      option: '--until',
      check: (_, day) => {
        if (!isDay(day)) refuse((say) => say['deprecate.day']({ day }));
      },
    },
  ],
  write: (draft, asked, { today }) => proposeDeprecation(draft, asked, today),
  cases: 'none',
};

const NAME: Kind<AskedName> = {
  questions: [
    { key: 'field', words: (say) => say['ask.renamed'](), option: '<champ>', check: fieldCalled },
    { key: 'name', words: (say) => say['ask.name'](), option: '<nom>', check: (_, name) => checkName(name) },
  ],
  write: (draft, asked, { today }) => proposeName(draft, asked, today),
  cases: 'none',
  isBreak: true,
};

const SPLIT: Kind<AskedSplit> = {
  questions: [
    { key: 'field', words: (say) => say['ask.split'](), option: '<champ>', check: fieldCalled },
    { key: 'code', words: (say) => say['ask.code'](), option: '<code>', check: checkSplitCode },
    { key: 'becomes', words: (say) => say['ask.becomes'](), option: '--becomes', check: checkSplitCode },
    { key: 'adds', words: (say) => say['ask.adds'](), option: '--adds', check: (draft, adds) => addedBy(draft, adds) },
  ],
  write: (draft, asked, { today }) => proposeSplit(draft, asked, today),
  cases: 'all',
  isBreak: true,
};

const REMOVAL: Kind<AskedRemoval> = {
  questions: [
    { key: 'list', words: (say) => say['ask.list'](), option: '<liste>', check: checkRemovedList },
    {
      key: 'code',
      words: (say) => say['ask.code'](),
      option: '<code>',
      check: (draft, code, { list = '' }) => checkRemovedCode(draft, list, code),
    },
    {
      key: 'becomes',
      words: (say) => say['ask.instead'](),
      option: '--becomes',
      isNeeded: ({ list = '', code = '' }, draft) => codeIn(draft, list, code).replaced_by === '',
      mayBeEmpty: true,
      check: (draft, becomes, { list }) => list !== undefined && codeIn(draft, list, becomes),
    },
    { key: 'because', words: (say) => say['ask.why-removed'](), option: '--because', isNeeded: needsReason, mayBeEmpty: true },
    {
      key: 'becauseEn',
      words: (say) => say['ask.because-en'](),
      option: '--because-en',
      isNeeded: needsReason,
      mayBeEmpty: true,
    },
    { ...SOURCE, isNeeded: needsReason },
  ],
  write: (draft, asked, { today }) => proposeRemoval(draft, asked, today),
  cases: 'all',
  isBreak: true,
};

export const runField = (call: Call<AskedField>): Promise<ExitCode> => propose(FIELD, call);
export const runCode = (call: Call<AskedCode>): Promise<ExitCode> => propose(CODE, call);
export const runRule = (call: Call<AskedRule>): Promise<ExitCode> => propose(RULE, call);
export const runDeprecate = (call: Call<AskedDeprecation>): Promise<ExitCode> => propose(DEPRECATION, call);
export const runRename = (call: Call<AskedName>): Promise<ExitCode> => propose(NAME, call);
export const runSplit = (call: Call<AskedSplit>): Promise<ExitCode> => propose(SPLIT, call);
export const runRemove = (call: Call<AskedRemoval>): Promise<ExitCode> => propose(REMOVAL, call);

/** The same, by name, for whoever brings surroundings of their own. */
export const KINDS = {
  field: FIELD,
  code: CODE,
  rule: RULE,
  deprecate: DEPRECATION,
  rename: NAME,
  split: SPLIT,
  remove: REMOVAL,
} as const;

/** Where the command runs: in the clone, at the terminal, today. */
const here = (): Surroundings => ({ root: ROOT, ...terminal(), today: new Date().toISOString().slice(0, 10) });

/** `npm run propose -- <kind>`: writes all that a proposal needs and a program can write, or nothing, and says what a person still has to write. */
export async function propose<T extends object>(kind: Kind<T>, { lang, ...given }: Call<T>, around = here()): Promise<ExitCode> {
  const { root, ask, close, today } = around;
  const say = PROPOSE[lang];
  try {
    if (!existsSync(join(root, 'schema', 'next'))) throw new InputError('input.not-a-clone');
    const tree = await treeIn(root);
    const draft = new Draft(textsIn(tree));
    const asked = await answered<T>(given as unknown as Partial<T>, kind.questions, { draft, ask, lang });
    // What follows takes seconds, and Ctrl+C is to end it as it ends any command: nothing is written before all is known.
    close?.();
    kind.write(draft, asked, { lang, today });
    await inOurStyle(draft);
    const toName = await completeExamples(kind, draft, tree, root);
    await apply(draft, root);
    const steps = [
      ...draft.left.map((step) => step[lang]),
      ...(toName.size > 0 ? [say['left.cases']({ files: [...toName] })] : []),
      say['left.start'](),
    ];
    const numbered = steps.map((step, i) => `  ${i + 1}. ${step.replaceAll('\n', '\n     ')}`);
    const paths = writtenPaths([...draft.changed.keys()], say);
    console.log(`${say.written()}\n${paths.map((path) => `  ${path}`).join('\n')}\n\n${say.next()}\n${numbered.join('\n')}`);
    return EXIT.conforming;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(say.refused({ said: error.texts }));
    return EXIT.unreadable;
  } finally {
    close?.();
  }
}

/** A folder with more files than these is named with their number. */
const NAMED = 8;

/** The files that were written, as they are listed: a renamed field is in more than a hundred examples. */
const writtenPaths = (paths: readonly string[], say: Messages): string[] =>
  [...groupBy(paths, dirname)].flatMap(([folder, own]) =>
    own.length > NAMED ? [say['written.folder']({ folder: `${folder}/`, count: own.length })] : own,
  );

/** Adds to a draft what its examples need. Returns the files that have new cases, whose names a person has to choose. */
async function completeExamples(
  { cases, isBreak }: Pick<Kind<never>, 'cases' | 'isBreak'>,
  draft: Draft,
  tree: Tree,
  root: string,
): Promise<ReadonlySet<string>> {
  const none = new Set<string>();
  if (cases === 'none' && !isBreak) return none;
  const read = async (changed: ReadonlyMap<string, string>): Promise<Sources | undefined> =>
    (await readTreeOf(withChanges(tree, changed), root)).sources;
  // A draft that cannot be read has no ways to be broken.
  const before = cases === 'new' ? await draftIn(tree, root).catch(() => undefined) : undefined;
  const sources = await read(draft.changed);
  if (!sources) {
    draft.leave((say) => say['left.no-cases']());
    return none;
  }
  if (isBreak) await announceFindings(draft, sources);
  if (cases === 'none') return none;
  const announced = isBreak ? await read(draft.changed) : sources;
  return addCases(draft, announced ?? sources, before ? mutantIds(before) : none);
}
