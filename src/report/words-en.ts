/** The text report in English. */
import { en, capital } from '../../packages/base/src/language.ts';
import type { RecordCounts } from './types.ts';
import { type Words, cellWords, present, sentence, subject } from './words.ts';

const contracts = (n: number): string => en.count(n, 'contract', 'contracts');
const times = (n: number): string => en.count(n, 'time', 'times');
const marches = (n: number): string => en.count(n, 'marché', 'marchés');
const concessions = (n: number): string => en.count(n, 'contrat de concession', 'contrats de concession');
const total = (records: RecordCounts): number => records.marche + records['contrat-concession'];

const read = (records: RecordCounts): string =>
  total(records) === 0
    ? 'no contract'
    : en.and(
        present([
          [records.marche, marches],
          [records['contrat-concession'], concessions],
        ]),
      );

const CELL = { sheet: 'sheet', row: 'row', column: 'column' };

const FORMS: Readonly<Record<string, string>> = {
  json: 'correct JSON',
  xml: 'correct XML',
  csv: 'a correct CSV file',
  xlsx: 'a correct workbook',
  package: 'a correct package of tables',
};

export const EN: Words = {
  version({ version, versionChosen, versionDetected, versionReason }) {
    const reason = versionReason === null ? '' : `: ${versionReason.en}`;
    if (versionDetected === null || (versionChosen && version === versionDetected))
      return sentence(`Version ${version ?? ''}, chosen for this check`);
    return version === versionDetected
      ? sentence(`Version ${version}, told by the content${reason}`)
      : sentence(`Version ${version ?? ''}, chosen for this check; the content is that of version ${versionDetected}${reason}`);
  },
  conforming: (records) => `Conforming: ${read(records)}, no error.`,
  notConforming(records, toMend) {
    if (total(records) === 0) return 'Not conforming: no contract was read.';
    if (toMend === 0) return `Not conforming: the file is to be corrected; its contracts have no error (${read(records)}).`;
    return `Not conforming: ${contracts(toMend)} to correct out of ${en.number(total(records))} (${read(records)}).`;
  },
  unreadable: 'Unreadable: no contract could be read.',
  convertFirst: 'To do: convert to JSON or XML to publish: “decp convert file.csv file.json”.',
  notSound: (format) =>
    `The file is not ${FORMS[format] ?? 'a correct file'}; the contracts that can be read have been checked all the same.`,
  notJudged: 'A part of the file could not be judged; the rest has been checked.',
  counts: ({ error, warning, info }) =>
    en.and(
      present([
        [error, (n) => en.count(n, 'error', 'errors')],
        [warning, (n) => en.count(n, 'warning', 'warnings')],
        [info, (n) => en.count(n, 'note', 'notes')],
      ]),
    ),
  columns: ['Count', 'Contracts', 'Problem', 'Field'],
  mild: { error: '', warning: ' (warning)', info: ' (note)' },
  otherFields: '(other fields)',
  group: (group) =>
    `${capital(subject(group, ': '))}, ${times(group.count)}${group.records > 0 ? ` in ${contracts(group.records)}` : ''}`,
  record: ({ kind, index, id }) =>
    `${kind === 'marche' ? 'marché' : 'contrat de concession'} no. ${String(index + 1)}${id === undefined ? '' : ` ${en.quote(id, 30)}`}`,
  position: ({ line, column, cell }) => (cell ? cellWords(cell, CELL) : `line ${String(line)}, column ${String(column)}`),
  explain: (code) => `To know more: decp explain ${code}`,
  more: (n) => `and ${en.count(n, 'other', 'others')}`,
  moreRows: (rows) => `and ${en.count(rows, 'other row', 'other rows')}`,
  hidden: (n, how) => `${en.count(n, 'finding is', 'findings are')} not shown above; to see all of them: ${how}`,
  forecast: ({ publish, reserve, drop, unknown }) =>
    `Forecast of the national consolidation: ${en.number(publish)} to publish, ${en.number(reserve)} to publish with reserves, ${en.number(drop)} to leave out${unknown > 0 ? `, ${en.number(unknown)} without forecast` : ''}.`,
  uncertain: 'without forecast:',
  dropped: 'left out:',
  reserved: 'with reserves:',
  refusedBySchema: (version) => `refused by schema ${version}`,
  notRead: 'unreadable',
  beyondLimits: 'too large for this check',
  notEvaluated: (rules) =>
    `${en.count(rules, 'check of a rule was not made', 'checks of rules were not made')}: a field that the rule reads is missing, is not what is expected or is too long.`,
  nothingToDo: 'To do: nothing, the file can be published.',
  nothingThere: 'To do: this file has no contract; there is nothing to publish.',
  otherVersion: (inForce) => `To do: nothing for this version; the version in force is ${inForce}.`,
  proposal: (version) => `Version ${version}, published here, is a proposal; to count what it would refuse besides:`,
  dropsForeseen: (records) =>
    `To do: the file can be published, but the national consolidation would leave out ${contracts(records)} of it; read the forecast above.`,
  readAgain: 'To do: read the points above again; the file can be published.',
  mendFirst: (group) => `To do: first correct “${subject(group, ': ')}” (${times(group.count)}), then run the check again.`,
  mendFile: 'To do: follow the advice above, then run the check again.',
  files: (n, verdicts) =>
    `${en.count(n, 'file', 'files')}: ${en.and(
      present([
        [verdicts.conforming, (k) => `${en.number(k)} conforming`],
        [verdicts['not-conforming'], (k) => `${en.number(k)} not conforming`],
        [verdicts.unreadable, (k) => `${en.number(k)} unreadable`],
      ]),
    )}.`,
};
