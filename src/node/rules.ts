import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { InputError } from '../finding.ts';
import type { Rule, RuleFacts } from '../model/rules.ts';
import type { RulesModule } from '../rules/compiled.ts';
import { lazyLists } from '../rules/lazy-lists.ts';
import { selectRules } from '../rules/select.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import { type RuleBook, type RuleChoice, rulesOnCall as fromBook, type RulesOnCall } from '../validate/rule-book.ts';
import { once } from './once.ts';
import { under } from './paths.ts';
import { loadVersion } from './registry.ts';

export { allRules, localDay, PUBLISHED, type RuleChoice, type RulesOnCall } from '../validate/rule-book.ts';

const FOLDER = under('dist', 'rules');

/** A file of the build. Throws an InputError where the package was not built. */
async function built(name: string): Promise<string> {
  return readFile(`${FOLDER}/${name}`, 'utf8').catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new InputError('input.not-built') : error;
  });
}

/** The rules as the build left them in `dist/rules/`, read once. Throws an InputError where the package was not built. */
export const loadRules = once(async (): Promise<RuleBook> => {
  const data = JSON.parse(await built('rules.json')) as { version: string; rules: Rule[] };
  const nomenclatures = lazyLists(await built('nomenclatures.json'));
  const module = (await import(pathToFileURL(`${FOLDER}/rules.js`).href)) as RulesModule;
  return { ...data, nomenclatures, module };
});

/** What chooses among the rules, in a file that costs nothing to read; `version` tells their content. */
export const ruleIndex = once(async () => JSON.parse(await built('index.json')) as { version: string; rules: RuleFacts[] });

/** The rules that speak of a version, as data. */
export const rulesOf = async (version: string, choice: RuleChoice): Promise<Rule[]> =>
  selectRules((await loadRules()).rules, version, choice);

/** Throws an InputError for an id, among those to leave out, that no rule has. */
export async function refuseUnknownRules({ without }: RuleChoice): Promise<void> {
  if (without.length === 0) return;
  const ids = (await ruleIndex()).rules.map(({ id }) => id);
  const code = without.find((id) => !ids.includes(id));
  if (code === undefined) return;
  const { nearest } = await import('../messages/nearest.ts');
  throw new InputError('input.unknown-code', { code, nearest: nearest(code, ids) });
}

/** The rules that speak of a version, ready to run; undefined when there are none. */
export async function rulesFor(version: string, choice: RuleChoice, book?: RuleBook): Promise<RulesToRun | undefined> {
  const rules = await (book ? fromBook(book, version, choice, loadVersion) : rulesOnCall(version, choice));
  await rules?.ready();
  return rules;
}

/** The same before they are ready. */
export const rulesOnCall = async (version: string, choice: RuleChoice): Promise<RulesOnCall | undefined> =>
  fromBook(await loadRules(), version, choice, loadVersion);
