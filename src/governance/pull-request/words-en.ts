/** The page on a pull request in English. */
import { en } from '../../../packages/base/src/language.ts';
import type { ExampleCounts } from './source-changes.ts';
import type { PullRequestWords } from './words.ts';

const inExamples = ({ concerned, following }: ExampleCounts): string => {
  const had = `; ${en.count(concerned, 'example', 'examples')} had it`;
  if (concerned === 0) return had;
  if (following < concerned) return `${had}, ${en.number(following)} followed`;
  return `${had}, ${concerned === 1 ? 'and followed' : 'and all followed'}`;
};

const contracts = (n: number): string => en.count(n, 'contract', 'contracts');

export const PULL_REQUEST_EN: PullRequestWords = {
  title: 'What this proposal changes',
  stoppedTitle: (n) => `What stops this proposal (${en.number(n)})`,
  notStopped: 'Nothing stops this proposal.',
  stopped: (where, sentence) => `${where}: ${sentence}`,
  unread: 'The rest of the report waits: the format, as it is proposed, cannot be read.',
  nothing: (base) => `The format has not changed since ${base}.`,
  onlyTexts: (n) =>
    n === 1
      ? 'Only one text changes: no data is judged otherwise.'
      : `Only texts change (${en.number(n)}): no data is judged otherwise.`,
  numbers: (release, asked, declared) =>
    `Against the published version ${release}: ${asked === undefined ? 'no new number needed' : `number needed ${asked}`}${declared === undefined ? '' : `, declared ${declared}`}.`,
  kept: 'What this number promises is kept.',
  broken: (n) =>
    n === 0
      ? 'What this number promises is not kept.'
      : `What this number promises is not kept: ${en.count(n, 'change is', 'changes are')} not declared.`,
  undeclaredTitle: (n) => `To be declared (${en.count(n, 'change', 'changes')})`,
  advice:
    'Undo the change, or declare the number needed in `schema/releases.json`; if what is lost was wrong already and rare, add an erratum: see “Déclarer un erratum” in `CONTRIBUTING.md`.',
  changesTitle: (base) => `Changes since ${base}`,
  sourcesTitle: (n) => (n === 1 ? 'The file edited' : `The ${en.number(n)} files edited`),
  line: (n) => `line ${n}`,
  root: 'the list',
  colon: ': ',
  before: 'before',
  after: 'now',
  added: (where) => `added, ${where}`,
  removed: (where) => `removed, ${where}`,
  renamed: (where, before, after, { echoes = 0, examples }) =>
    `${where === '' ? '' : `${where}: `}${before} renamed ${after}${echoes === 0 ? '' : `, as in ${en.count(echoes, 'other place', 'other places')} of the sources`}${examples === undefined ? '' : inExamples(examples)}`,
  follows: (where) => `${where}, which cites a constant that changes`,
  fileIs: { added: 'new', removed: 'removed' },
  renamedFile: (from) => `${from} before`,
  unreadFile: 'cannot be read, nor compared place by place',
  tooLong: 'too long to be shown here',
  moreSources: (n, command) =>
    `${en.count(n, 'other change is', 'other changes are')} too long for this page. To see all: ${command}`,
  examplesTitle: 'Examples judged otherwise',
  sameExamples: (count) => `None of the ${en.number(count)} examples is judged otherwise.`,
  changedExamples: (n, count) => `${en.count(n, 'example is', 'examples are')} judged otherwise, of ${en.number(count)}:`,
  verdict: { accepted: 'accepted', refused: 'refused', unreadable: 'unreadable' },
  becomes: (file, before, after) => `${file}: ${before} before, ${after} now`,
  sampleTitle: 'Sample data',
  sample: (files, { judged, newlyRefused, newlyAccepted }) =>
    newlyRefused + newlyAccepted === 0
      ? `None of the ${contracts(judged)} of ${en.count(files, 'invented file', 'invented files')} of the repository is judged otherwise.`
      : `Of ${contracts(judged)} of ${en.count(files, 'invented file', 'invented files')} of the repository, ${en.count(newlyRefused, 'is now refused', 'are now refused')} and ${en.count(newlyAccepted, 'is now accepted', 'are now accepted')}:`,
  cause: ({ effect, records, changing }, where, code) =>
    `${where}: ${code}, a finding that is ${effect === 'new' ? 'new' : 'gone'} in ${contracts(records)}, of which ${en.number(changing)} ${changing === 1 ? 'is' : 'are'} judged otherwise`,
  record: '(the contract itself)',
  rulesTitle: 'Rules',
  noRules: 'No rule changes.',
  rule: (id, what, kind, title) => `${id} ${what} (${kind}): ${title}`,
  severity: { error: 'error', warning: 'warning', info: 'information' },
  family: { reglementaire: 'regulatory', agregateur: 'consolidation', qualite: 'quality' },
  scoreTitle: 'Mutation score',
  score: ({ percent, noticed, total, equivalent }) =>
    `${en.number(percent)}%: the examples notice ${en.number(noticed)} of ${en.number(total - equivalent)} ways to break the format${equivalent > 0 ? `, besides ${en.count(equivalent, 'way that changes', 'ways that change')} nothing` : ''}.`,
  survivor: (id) => `no example notices ${id}`,
  more: (n) => `and ${en.count(n, 'other', 'others')}`,
  footer: (base, command) => `Compared with ${base}. To make this page again: ${command}`,
};
