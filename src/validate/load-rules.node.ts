import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { InputError } from '../finding.ts';
import type { Rule, RuleFacts } from '../model/rules.ts';
import type { RulesModule } from '../rules/compiled.ts';
import { lazyLists } from '../rules/roster.ts';
import type { RulesToRun } from './file-rules.ts';
import { bookFolder, type RuleBook, type RuleChoice, rulesOnCall as fromBook, type RulesOnCall } from './rule-book.ts';
import { once, onceEach } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { inForceOf } from '../model/releases.ts';
import { loadVersion, versionIndex } from './registry.node.ts';
export { allRules, localDay, type RuleChoice, type RulesOnCall } from './rule-book.ts';

/** A file of the build. Throws an InputError where the package was not built. */
async function built(name: string): Promise<string> {
  return readFile(under('dist', name), 'utf8').catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new InputError('input.not-built') : error;
  });
}

/** The built rules for data of a version, by default `next`. Throws an InputError where the package was not built. */
export const loadRules = (version = 'next'): Promise<RuleBook> => loadBook(bookFolder(version));

const loadBook = onceEach(async (folder: string): Promise<RuleBook> => {
  const data = JSON.parse(await built(`${folder}/rules.json`)) as { version: string; rules: Rule[] };
  const module = (await import(pathToFileURL(under('dist', folder, 'rules.js')).href)) as RulesModule;
  return { ...data, nomenclatures: await loadLists(), module };
});

const loadLists = once(async () => lazyLists(await built('rules/nomenclatures.json')));

/** What is needed to choose among these rules, in a small file; `version` identifies their content. */
export const ruleIndex = (version = 'next'): Promise<RuleIndex> => loadIndex(bookFolder(version));

type RuleIndex = { version: string; rules: RuleFacts[] };

const loadIndex = onceEach(async (folder: string) => JSON.parse(await built(`${folder}/index.json`)) as RuleIndex);

/** Throws an InputError for a rule to leave out that no version has. */
export async function refuseUnknown(choice: RuleChoice | undefined): Promise<void> {
  if (!choice?.without.length) return;
  const { refuseUnknownRules } = await import('./unknown-rules.ts');
  await refuseUnknownRules(choice.without, { versions: versionIndex, rules: ruleIndex });
}

/** The rules that apply to a version, ready to run; undefined where there are none. */
export async function rulesFor(version: string, choice: RuleChoice, book?: RuleBook): Promise<RulesToRun | undefined> {
  const rules = await rulesOnCall(version, choice, book);
  await rules?.ready();
  return rules;
}

/** The same before `ready` has been awaited. */
export const rulesOnCall = async (version: string, choice: RuleChoice, book?: RuleBook): Promise<RulesOnCall | undefined> =>
  fromBook(book ?? (await loadRules(version)), version, choice, {
    inForce: inForceOf(await versionIndex()),
    load: loadVersion,
  });
