/** The words of “what changes for me” in English. */
import { en } from '../../../../packages/base/src/language.ts';
import type { CHANGE_FR } from './change-fr.ts';

const contracts = (n: number): string => en.count(n, 'contract', 'contracts');
const n = (count: number): string => en.number(count);

export const CHANGE_EN: typeof CHANGE_FR = {
  title: 'What changes for me',
  description: 'Drop your file: see which of your contracts another version of the format would refuse, and what to mend.',
  intro:
    'Choose two versions and drop your file. It is checked twice, once for each version, in your browser: it is sent nowhere.',
  from: 'From version',
  to: 'To version',
  rules: 'What to check',
  schemaOnly: 'the schema alone',
  withRules: 'the schema and the rules',
  same: 'Choose two different versions.',
  pass: (i, version) => `Check ${i} of 2, version ${version}`,
  result: (from, to, name) => `From ${from} to ${to}: ${name}`,
  fileRefused: (to) => `Version ${to} refuses the file itself: what to mend is told below.`,
  stillRefused: 'Contracts that both versions refuse are to be mended in any case:',
  check: 'check the file',
  none: 'No contract was read: there is nothing to compare.',
  headline: (breaks, total, to) =>
    breaks === 0
      ? `${total === 1 ? 'Your contract is not' : `None of your ${contracts(total)} is`} newly refused by ${to}.`
      : `${contracts(breaks)} of ${n(total)} would be newly refused by ${to}.`,
  labels: {
    breaks: (to) => `Newly refused by ${to}`,
    freed: (to) => `Newly accepted by ${to}`,
    good: 'Accepted by both',
    bad: 'Refused by both',
  },
  breaksTitle: (to) => `What ${to} refuses besides`,
  breaksLead: 'For each problem: how many newly refused contracts have it, and the edit to make.',
  freedTitle: (from) => `What ${from} refused and no longer counts`,
  freedLead: 'Problems that these contracts had in the first version.',
  edit: 'Edit to make',
  example: (place) => `For example, ${place}:`,
  cut: 'The file has too many findings to keep them all: these numbers are about the first of them.',
  shape: (version, read, other) =>
    `Version ${version} reads ${contracts(read)} in this file, the other ${n(other)}: the root has not the form that both expect, so contracts cannot be compared one by one.`,
  fileTitle: (version) => `What ${version} says of the file itself`,
  compare: (from, to) => `All that changes from ${from} to ${to}`,
  compareAny: 'Compare two versions',
};
