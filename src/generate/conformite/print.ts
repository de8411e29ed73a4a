/** The text of a file of cases: one case a line, so that a change of one is seen as one. */
import { type Case, type ExampleRecord } from './types.ts';

export const SCHEMA = 'conformite.schema.json';

/** `cases/<rule>.json`. `several`: the cases hold lists of records. */
export function printCases(rule: string, version: string, day: string, cases: readonly Case[], several: boolean): string {
  const head = [
    `"$schema": ${JSON.stringify(`../${SCHEMA}#/$defs/cases`)}`,
    ...Object.entries({ rule, rulesVersion: version, day }).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    ),
  ];
  const lines = cases.map((each) => `    ${printCase(each, several)}`);
  return `{\n  ${head.join(',\n  ')},\n  "cases": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Records are printed as they are written: their numbers would not survive a parse. */
function printCase({ name, kind, records, expected, notEvaluated }: Case, several: boolean): string {
  const faults = faultsOf(records, several);
  const texts = records.map(({ text }) => text);
  return [
    `{"name":${JSON.stringify(name)},"kind":${JSON.stringify(kind)}`,
    several ? `"records":[${texts.join(',')}]` : `"record":${texts.join('')}`,
    ...(faults.length > 0 ? [`"schemaFaults":${JSON.stringify(faults)}`] : []),
    `"expected":${JSON.stringify(expected)}`,
    ...(notEvaluated.length > 0 ? [`"notEvaluated":${JSON.stringify(notEvaluated)}`] : []),
  ]
    .join(',')
    .concat('}');
}

const faultsOf = (records: readonly ExampleRecord[], several: boolean) =>
  records.flatMap(({ faults }, record) => faults.map((path) => (several ? { record, path } : { path })));
