import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import { InputError } from '../../finding.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { ROOT } from '../../host/paths.node.ts';
import { readTree } from '../../host/tree.node.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import { apply, inOurStyle } from './apply.node.ts';
import { answered, type Ask, type Question, terminal } from './ask.node.ts';
import { announcedNow, casesNeeded, mutantIds } from './cases.node.ts';
import { type AskedCode, proposeCode } from './code.ts';
import { type AskedDeprecation, proposeDeprecation } from './deprecate.ts';
import { Draft, Refusal } from './draft.ts';
import { type AskedField, proposeField } from './field.ts';
import { listsIn } from './lists.ts';
import { type AskedName, proposeName } from './rename.ts';
import { type AskedRule, proposeRule } from './rule.ts';
import { type AskedSplit, proposeSplit } from './split.ts';

/** What a call to `npm run propose` says; what it does not say is asked for. */
type Call<T> = Partial<T> & { lang: Lang };

/** Where a proposal is written, who answers questions, and which day it is. Tests give their own. */
type Surroundings = { root: string; ask?: Ask | undefined; today: string };

/** A kind of proposal: what it asks, and how it is written. `cases`: which ways to break the schema get the cases that they need; `isBreak`: examples give findings that they did not give before. */
type Kind<T> = {
  questions: readonly Question<T>[];
  write: (draft: Draft, asked: T, around: { lang: Lang; today: string }) => void;
  cases: 'new' | 'all' | 'none';
  isBreak?: true;
};

const FIELD: Kind<AskedField> = {
  questions: [
    { key: 'in', words: (say) => say['ask.in'](), option: '--in' },
    { key: 'name', words: (say) => say['ask.field'](), option: '<nom>' },
    { key: 'type', words: (say) => say['ask.type'](), option: '--type' },
    {
      key: 'list',
      words: (say) => say['ask.list'](),
      option: '--list',
      isNeeded: ({ type }) => type === 'code' || type === 'codes',
    },
    { key: 'example', words: (say) => say['ask.example'](), option: '--example', mayBeEmpty: true },
    { key: 'source', words: (say) => say['ask.source'](), option: '--source', mayBeEmpty: true },
  ],
  write: proposeField,
  cases: 'new',
};

const CODE: Kind<AskedCode> = {
  questions: [
    { key: 'list', words: (say) => say['ask.list'](), option: '<liste>' },
    { key: 'code', words: (say) => say['ask.code'](), option: '<code>' },
    { key: 'labelEn', words: (say) => say['ask.label-en'](), option: '--label-en', mayBeEmpty: true },
    { key: 'description', words: (say) => say['ask.description'](), option: '--description', mayBeEmpty: true },
    { key: 'descriptionEn', words: (say) => say['ask.description-en'](), option: '--description-en', mayBeEmpty: true },
    { key: 'source', words: (say) => say['ask.source'](), option: '--source', mayBeEmpty: true },
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
    { key: 'what', words: (say) => say['ask.deprecated'](), option: '<liste|champ>' },
    {
      key: 'code',
      words: (say) => say['ask.code'](),
      option: '<code>',
      isNeeded: ({ what = '' }, draft) => listsIn(draft).includes(what),
    },
    { key: 'by', words: (say) => say['ask.by'](), option: '--by', mayBeEmpty: true },
    { key: 'until', words: (say) => say['ask.until'](), option: '--until', isRight: isDay },
  ],
  write: proposeDeprecation,
  cases: 'none',
};

const NAME: Kind<AskedName> = {
  questions: [
    { key: 'field', words: (say) => say['ask.renamed'](), option: '<champ>' },
    { key: 'name', words: (say) => say['ask.name'](), option: '<nom>' },
  ],
  write: (draft, asked, { today }) => proposeName(draft, asked, today),
  cases: 'none',
  isBreak: true,
};

const SPLIT: Kind<AskedSplit> = {
  questions: [
    { key: 'field', words: (say) => say['ask.split'](), option: '<champ>' },
    { key: 'code', words: (say) => say['ask.code'](), option: '<code>' },
    { key: 'becomes', words: (say) => say['ask.becomes'](), option: '--becomes' },
    { key: 'adds', words: (say) => say['ask.adds'](), option: '--adds' },
  ],
  write: (draft, asked, { today }) => proposeSplit(draft, asked, today),
  cases: 'all',
  isBreak: true,
};

export const runField = (call: Call<AskedField>): Promise<ExitCode> => propose(FIELD, call);
export const runCode = (call: Call<AskedCode>): Promise<ExitCode> => propose(CODE, call);
export const runRule = (call: Call<AskedRule>): Promise<ExitCode> => propose(RULE, call);
export const runDeprecate = (call: Call<AskedDeprecation>): Promise<ExitCode> => propose(DEPRECATION, call);
export const runRename = (call: Call<AskedName>): Promise<ExitCode> => propose(NAME, call);
export const runSplit = (call: Call<AskedSplit>): Promise<ExitCode> => propose(SPLIT, call);

/** The same, by name, for whoever brings surroundings of their own. */
export const KINDS = { field: FIELD, code: CODE, rule: RULE, deprecate: DEPRECATION, rename: NAME, split: SPLIT } as const;

/** Where the command runs: in the clone, at the terminal, today. */
const here = (): Surroundings => ({ root: ROOT, today: new Date().toISOString().slice(0, 10) });

/** `npm run propose -- <kind>`: writes all that a proposal needs and a program can write, or nothing, and says what a person still has to write. */
export async function propose<T extends object>(kind: Kind<T>, { lang, ...given }: Call<T>, around = here()): Promise<ExitCode> {
  const { root, today } = around;
  if (!existsSync(join(root, 'schema', 'next'))) throw new InputError('input.not-a-clone');
  const say = PROPOSE[lang];
  const person = around.ask ? { ask: around.ask, close: () => undefined } : terminal();
  try {
    const draft = new Draft(await filesUnder(root));
    const asked = await answered<T>(given as unknown as Partial<T>, kind.questions, { draft, ask: person?.ask, lang });
    const before = kind.cases === 'new' ? await mutantIds(root) : new Set<string>();
    kind.write(draft, asked, { lang, today });
    await inOurStyle(draft);
    const examples = new Set<string>();
    const undo = [await apply(draft, root)];
    try {
      // What examples need is found with what is written so far.
      for (const find of [
        ...(kind.isBreak ? [announcedNow] : []),
        ...(kind.cases === 'none' ? [] : [(folder: string) => casesNeeded(folder, before)]),
      ]) {
        const next = new Draft(await filesUnder(root));
        const found = await find(root, next);
        if (!found && !draft.left.includes(UNREAD)) draft.left.push(UNREAD);
        for (const [path, text] of found ?? []) next.write(path, text);
        undo.unshift(await apply(next, root));
        for (const path of next.changed.keys()) examples.add(path);
      }
    } catch (error) {
      for (const putBack of undo) await putBack();
      throw error;
    }
    const paths = [...new Set([...draft.changed.keys(), ...examples])];
    const isNamed = kind.cases === 'new' && examples.size > 0;
    const steps = [
      ...draft.left.map((step) => step[lang]),
      ...(isNamed ? [say['left.cases']({ files: [...examples] })] : []),
      say['left.start'](),
    ];
    const numbered = steps.map((step, i) => `  ${i + 1}. ${step.replaceAll('\n', '\n     ')}`);
    console.log(`${say.written()}\n${paths.map((path) => `  ${path}`).join('\n')}\n\n${say.next()}\n${numbered.join('\n')}`);
    return EXIT.conforming;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(say.refused({ said: error.texts }));
    return EXIT.unreadable;
  } finally {
    person?.close();
  }
}

const UNREAD = textsOf(PROPOSE, (say) => say['left.no-cases']());

/** What proposals read and change: the schemas, the examples and the propositions, by path from the top. */
export async function filesUnder(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [folder, isRead] of Object.entries(READ)) {
    if (!existsSync(join(root, folder))) continue;
    for (const [path, text] of await readTree(join(root, folder), isRead)) files.set(`${folder}/${path}`, text);
  }
  return files;
}

const READ: Readonly<Record<string, (path: string) => boolean>> = {
  schema: (path) => !path.startsWith('nomenclatures/') && !/^\d[^/]*\/(?:bundled|rules)\//.test(path),
  examples: (path) => !/^(?:demo|tables)\//.test(path),
  propositions: (path) => path.endsWith('.md'),
};
