/** The words of the two pages in English. */
import { en } from '../../../../packages/base/src/language.ts';
import type { RecordCounts } from '../../../../src/report/types.ts';
import { EN as SAID } from '../../../../src/report/words-en.ts';
import { CHANGE_EN } from './change-en.ts';
import type { OwnWords } from './fr.ts';

const contracts = (n: number): string => en.count(n, 'contract', 'contracts');
const findings = (n: number): string => en.count(n, 'finding', 'findings');
const total = (records: RecordCounts): number => records.marche + records['contrat-concession'];

export const EN: OwnWords = {
  title: 'Check a file',
  description: 'Check a file of essential procurement data in your browser: it never leaves your machine.',
  intro:
    'Drop a file: it is checked here, by your browser. It is sent nowhere, and the page works without network once it has been loaded.',
  forms: 'JSON, XML, CSV, XLSX workbook or package of tables (.zip), also packed as .gz, of any size.',
  pick: 'Choose a file',
  oneAtATime: (name, count) =>
    `One file at a time: “${name}” is checked, and ${count === 2 ? 'the other one is not' : `the ${count - 1} others are not`}.`,
  drop: 'or drop it in this frame',
  paste: 'Or paste text',
  pasteLabel: 'Text to check (JSON, XML or CSV)',
  pasteGo: 'Check this text',
  pastedName: 'pasted text',
  version: 'Version of the format',
  detected: 'told from the file',
  again: 'Check again',
  checking: (file) => `Checking “${file}”`,
  progress: (read, size, percent) => `${read} read of ${size} (${percent}%)`,
  soFar: (count) => `${findings(count)} so far`,
  cancel: 'Cancel',
  cancelled: 'The check was cancelled.',
  bytes: (n) => (n < 1e6 ? `${en.number(Math.ceil(n / 1000))} kB` : `${en.number(Math.round(n / 1e5) / 10)} MB`),
  result: (file) => `Result: ${file}`,
  unreadable: SAID.unreadable,
  goneTitle: 'The file can no longer be read',
  gone: 'The file has changed, was moved or is no file: choose it again.',
  bugTitle: 'The check could not be made',
  stalled:
    'The check made no more progress and was stopped: this is a fault of the program, not of your file. The page can still be used, so you may check another file. Please report it with the text below.',
  bug: 'Your file is not at fault. Reload the page and try again; if it happens again, report it with the text below, without the file.',
  verdict(summary) {
    if (summary.verdict === 'unreadable') return SAID.unreadable;
    if (summary.verdict === 'conforming') return SAID.conforming(summary.records);
    return SAID.notConforming(summary.records, total(summary.records) - summary.records.conforming);
  },
  verdictShort: { conforming: 'Conforming', 'not-conforming': 'Not conforming', unreadable: 'Unreadable' },
  countLabels: {
    error: 'Errors',
    warning: 'Warnings',
    info: 'Information',
    records: 'Contracts read',
    conforming: 'Contracts without error',
  },
  severities: { error: 'Error', warning: 'Warning', info: 'Information' },
  rulesDay: (day, version) => `Rules ${version}, reference day ${day}.`,
  forecast: {
    title: 'What the national consolidation would do',
    onceMended: 'These numbers hold once what is wrong with the file itself is mended: as it is, it may be left out as a whole.',
    labels: { publish: 'Published', reserve: 'Published with a mark', drop: 'Left out', unknown: 'Not foreseen' },
    why: {
      drop: 'Why contracts would be left out',
      reserve: 'Why contracts would be marked',
      unknown: 'Why nothing can be foreseen',
    },
    none: 'No forecast for this version: the national consolidation does not read it, or the rules do not say.',
  },
  groups: {
    title: 'Summary by problem and field',
    columns: { severity: 'Severity', problem: 'Problem', field: 'Field', count: 'Count', records: 'Contracts', code: 'Code' },
    show: 'See the places',
    allRows: (n) => `Show all ${en.number(n)} rows`,
    showOf: (title, field) => `See the places: ${title}${field === '' ? '' : `, ${field}`}`,
    other: '(other fields)',
    more: (n) => `and ${en.count(n, 'more row', 'more rows')}: see the reports to download.`,
  },
  places: {
    title: 'Places in the file',
    columns: ['Severity', 'Place', 'Message', 'Code'],
    filters: 'Filter the places',
    severity: 'Severity',
    code: 'Code',
    field: 'Field',
    text: 'Text (message, path, identifier)',
    all: 'all',
    anySeverity: 'all',
    clear: 'Clear the filters',
    shown: (rows, matching) =>
      matching === 0
        ? 'No finding matches.'
        : `${en.number(rows)} of ${findings(matching)}${rows < matching ? '; all of them are in the CSV and JSON reports' : ''}.`,
    cut: (kept, all) =>
      `The file has ${findings(all)}: the first ${en.number(kept)} are kept here, all are counted in the summary. Mend the first ones and check again, or use “decp validate”.`,
  },
  downloads: {
    title: 'Reports to download',
    html: 'Report to read or print (HTML)',
    csv: 'Findings for spreadsheets (CSV)',
    json: 'Findings for programs (JSON)',
    name: 'check',
    partName: (n) => `check-the-first-${n}`,
  },
  certificate: {
    section: 'Certificate of the check',
    name: 'certificate',
    why: 'It ties this result to your file by its SHA-256 sum, which is computed at that moment.',
    html: 'Certificate (HTML)',
    json: 'Certificate (JSON)',
    working: (percent) => `Computing the sum: ${percent}%`,
    sum: (sum) => `SHA-256: ${sum}`,
    title: 'Certificate of conformity',
    refusedTitle: 'Certificate of a check',
    conforming: 'Conforming: no error was found.',
    notConforming: 'Not conforming: errors were found.',
    file: 'File',
    size: 'Size',
    bytes: (n) => `${n} bytes`,
    format: 'Form',
    schema: 'Version of the schema',
    day: 'Reference day',
    records: 'Contracts',
    recordCounts: (records) => `${contracts(total(records))}, ${en.number(records.conforming)} without error`,
    made: 'Made on',
    note: 'This certificate was made by the browser of the person who has the file, without any third party. It says what the check found in these bytes; it proves nothing about the truth of the data.',
  },
  report: {
    title: 'Check of',
    day: 'Day of the check',
    tool: 'Tool',
    rules: 'Version of the rules',
    noRules: 'no rules',
    counts: 'Findings',
    none: 'none',
    hidden: (n) => `${findings(n)} ${n === 1 ? 'is' : 'are'} not shown in this report; all are counted.`,
    foot: 'Made on the machine of the person who has the file: it was sent nowhere.',
  },
  colon: ': ',
  howToConvert: 'How to convert',
  newTab: 'new tab',
  advice: {
    mend: 'To do: mend the first problem of the summary first, then check again.',
    empty: 'To do: this file has no contract; there is nothing to publish.',
    convert: 'To do: convert to JSON or XML before publishing (“decp convert”).',
    otherVersion: (inForce) => SAID.otherVersion(inForce),
    dropped: (n) =>
      `To do: the file can be published, but the national consolidation would leave out ${contracts(n)}; read the forecast.`,
    read: 'To do: read the points of the summary; the file can be published.',
    nothing: 'To do: nothing, the file can be published.',
  },
  proposal: (version) => `Version ${version}, published here, is a proposal, which the State does not apply.`,
  proposalLink: 'Count the contracts that it would refuse besides',
  newer: 'A newer version of this page is ready.',
  reload: 'Reload',
  change: CHANGE_EN,
};
