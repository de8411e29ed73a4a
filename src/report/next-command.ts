import { FAMILIES } from '../model/rules.ts';
import { shellWord } from '../host/shell-word.ts';
import { isToConvert } from './outcome.ts';
import type { FileSummary } from './types.ts';
import { localDay, type RuleChoice } from '../validate/rule-book.ts';

type Asked = { schema?: string; rules?: RuleChoice | undefined };

/** The command that a report shows last: the conversion of a table that conforms, otherwise the same check again. `name`: path of the file. */
export function nextCommand(summary: FileSummary, name: string, { schema, rules }: Asked): string {
  const version = schema === undefined ? [] : ['--schema', schema];
  if (isToConvert(summary)) return ['decp convert', ...version, shellWord(name), shellWord(convertedName(name))].join(' ');
  return ['decp validate', ...version, ...rulesAsked(rules), shellWord(name)].join(' ');
}

function rulesAsked(rules: RuleChoice | undefined): string[] {
  if (!rules) return ['--rules', 'none'];
  const { families, without, today } = rules;
  const named = [...(families.length === FAMILIES.length ? [] : families), ...without.map((id) => `-${id}`)];
  return [
    ...(named.length === 0 ? [] : ['--rules', named.join(',')]),
    ...(today === localDay(new Date()) ? [] : ['--date', today]),
  ];
}

/** `marches.xlsx` and `marches.csv.gz` become `marches.json`: never the name of the file itself. */
function convertedName(name: string): string {
  const made = `${name.replace(/[/\\]+$/, '').replace(/(\.[a-z]{2,4})?(\.gz)?$/i, '')}.json`;
  return made === name ? name.replace(/json$/, 'decp.json') : made;
}
