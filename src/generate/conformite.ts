/** The kit with which another implementation of the rules proves itself: the rules as data, and cases with their findings. */
import { RuleJudge } from './conformite/judge.ts';
import { fileCases } from './conformite/file-cases.ts';
import { limitCases } from './conformite/limit-cases.ts';
import { functionCases } from './conformite/function-cases.ts';
import { printCases, SCHEMA } from './conformite/print.ts';
import { withFunctions } from './conformite/readme.ts';
import { recordCases } from './conformite/record-cases.ts';
import { recordsOf } from './conformite/records.ts';
import { rulesFile } from './conformite/rules-file.ts';
import { CONFORMITE_SCHEMA } from './conformite/schema.ts';
import type { ConformiteInput } from './conformite/types.ts';
import type { GeneratedFile } from './types.ts';

/** The files of `conformite/`. The same sources give the same bytes. */
export function conformite(input: ConformiteInput): GeneratedFile[] {
  const { nomenclatures, readme } = input;
  return [
    { path: 'rules.json', text: rulesFile(input) },
    { path: 'nomenclatures.json', text: `${JSON.stringify(nomenclatures)}\n` },
    { path: SCHEMA, text: `${JSON.stringify(CONFORMITE_SCHEMA, null, 2)}\n` },
    { path: 'cases/functions.json', text: functionCases(input) },
    ...ruleCases(input),
    { path: 'LISEZMOI.md', text: withFunctions(readme.fr, 'fr') },
    { path: 'README.md', text: withFunctions(readme.en, 'en') },
  ];
}

function ruleCases({ rules, compiled, day, version, examples, faultsOf }: ConformiteInput): GeneratedFile[] {
  const records = recordsOf(examples, faultsOf);
  let shown = false;
  return rules.map((checked) => {
    const { id } = checked.rule;
    const judge = new RuleJudge(compiled, checked, day);
    const several = checked.fileEntries.length > 0;
    const cases = several ? fileCases(checked, judge, records, faultsOf) : recordCases(checked, judge, records);
    // The limits are those of all rules, and these cases are long: one rule shows them.
    const limits = shown ? [] : limitCases(checked, judge, records, faultsOf);
    shown ||= limits.length > 0;
    return { path: `cases/${id}.json`, text: printCases(id, version, day, [...cases, ...limits], several) };
  });
}
