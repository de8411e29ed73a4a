import { CHANGELOG_FR, type ChangelogWords, type Measured } from './words.ts';
import { type Lang, en } from '../../../../packages/base/src/language.ts';
import { percent } from '../../../report/percent.ts';

/** The changelog and the release notes in English. */
const RULES: Record<string, [one: string, many: string]> = {
  'rule-added': ['new rule', 'new rules'],
  'rule-removed': ['rule removed', 'rules removed'],
  'rule-narrowed': ['rule that finds more faults', 'rules that find more faults'],
  'rule-widened': ['rule that finds fewer faults', 'rules that find fewer faults'],
  'rule-severity-raised': ['rule more severe', 'rules more severe'],
  'rule-severity-lowered': ['rule less severe', 'rules less severe'],
};

const CHANGELOG_EN: ChangelogWords = {
  title: (version) => `Version ${version} of the format`,
  published: (date, previous) => `Published on ${date}, after version ${previous}.`,
  promise: 'What this number promises.',
  proposal: (version, inForce) =>
    `**A proposal** until the State applies version ${version}. The version in force is ${inForce}: the national consolidation judges by it, and leaves out a contract that it refuses.`,
  inShort: 'In short',
  actions: 'What each of us has to do',
  producers: 'those who produce the data',
  reusers: 'those who reuse the data',
  nothing: 'There is nothing to do.',
  act: {
    mend: (version, section) =>
      `mend your software before you publish under version ${version}: what is told under “${section}” is refused. To check, run \`npx decp validate --schema ${version} mes-marches.json\`.`,
    check: (version, section) =>
      `check your files with \`npx decp validate --schema ${version} mes-marches.json\`. Only data that were wrong already are refused; they are told under “${section}”.`,
    wait: (section, inForce) =>
      `do not write yet what is described under “${section}”: the national consolidation leaves out a contract that version ${inForce} refuses.`,
    avoid: (code, instead, later) =>
      `no longer use the code ${code}, which is deprecated${instead === undefined ? '' : `; write ${instead}`}${later ? ', once the State applies this version' : ''}.`,
    mayMiss: (field) => `${field} may now be absent.`,
    otherType: (field) => `${field} may now be a value of another type.`,
    newField: (field) => `there is a new field: ${field}.`,
    moved: (from, to) => `what was read in ${from} is now read in ${to}.`,
    newCode: (code, field) => `${field} may now be ${code}.`,
    newValues: (fields, example) => `expect new values${example === undefined ? '' : `, such as ${example}`}: ${fields}.`,
  },
  section: {
    broken: () => 'Broken',
    mended: () => 'Refused from now on (errata)',
    widened: () => 'Accepted from now on',
    rules: () => 'Rules that do not bear on what the format accepts',
    texts: () => 'Texts',
  },
  intro: {
    broken: () => 'These data were accepted and no longer are. The major number says so.',
    mended: (version) =>
      `These data were wrongly accepted. Each case was approved, with its source and the share of contracts that it hits: \`schema/${version}/errata.yaml\`.`,
    widened: () => 'These data were refused and no longer are.',
    rules: () =>
      'These rules point at doubtful data, or say what the national consolidation does. None of them changes what the format accepts.',
    texts: () => 'No data is judged otherwise.',
  },
  part: { file: 'In the file', marche: 'In a marché', 'contrat-concession': 'In a concession contract' },
  root: 'its root',
  item: (title) => `each item of ${title}`,
  elsewhere: 'and elsewhere',
  example: {
    previous: (n) => (n === 1 ? 'Example that is refused now' : 'Examples that are refused now'),
    next: (n) => (n === 1 ? 'Example that is accepted now' : 'Examples that are accepted now'),
  },
  without: (name) => `(without ${name})`,
  noExample: 'No example to show',
  why: (reason) => `Why: ${reason}.`,
  reason: {
    'legal-text': 'a legal text already asked for it',
    'own-documentation': 'the published documentation already asked for it',
    'undefined-name': 'the format never defined this name',
  },
  examined: 'a person examined this change and found that nothing is lost',
  source: (titles) => `Source: ${titles}.`,
  between: '; ',
  measured: (measured) => `Measured on real data: ${measuredWords(measured)}.`,
  rules: (kind, n, family, severity) => {
    const [one, many] = RULES[kind] ?? ['rule changed', 'rules changed'];
    return `${en.count(n, one, many)} (family “${family}”, severity “${severity}”)`;
  },
  family: { reglementaire: 'regulatory', agregateur: 'consolidation', qualite: 'quality' },
  severity: { error: 'error', warning: 'warning', info: 'information' },
  explain: '`npx decp explain <rule>` tells why a rule exists and how to mend what it finds.',
  texts: (n) => en.count(n, 'text changed', 'texts changed'),
  ruleTexts: (n) => en.count(n, 'rule whose text changes', 'rules whose texts change'),
  legal: 'Legal texts that this version implements',
  colon: ': ',
};

function measuredWords({ hit, of, least, most }: Measured): string {
  if (hit > 0)
    return `${en.count(hit, 'contract', 'contracts')} of ${en.number(of)} at most for one case (${percent(hit / of, hit, en)})`;
  if (least === most) return `no contract hit of ${en.number(of)}`;
  return `no contract hit, ${en.number(least)} to ${en.number(most)} contracts measured according to the case`;
}

export const CHANGELOG_WORDS: Record<Lang, ChangelogWords> = { fr: CHANGELOG_FR, en: CHANGELOG_EN };
