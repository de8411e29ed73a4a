import { expect, test } from 'vitest';
import { nextCommand } from '../../src/report/next-command.ts';
import { allRules } from '../../src/validate/rule-book.ts';
import { CONFORMING, WRONG } from './files.ts';

const wrong = WRONG.summary;
const table = { ...CONFORMING.summary, format: 'csv' };
const rules = allRules();

test.each([
  ['the same check', wrong, 'a.json', { rules }, 'decp validate a.json'],
  ['with the version', wrong, 'a.json', { schema: '2.0.3', rules }, 'decp validate --schema 2.0.3 a.json'],
  ['without rules', wrong, 'a.json', { rules: undefined }, 'decp validate --rules none a.json'],
  [
    'with the rules asked for',
    wrong,
    'a.json',
    { rules: { ...rules, families: ['qualite' as const], without: ['objet-html'] } },
    'decp validate --rules qualite,-objet-html a.json',
  ],
  ['with the day', wrong, 'a.json', { rules: allRules('2024-12-31') }, 'decp validate --date 2024-12-31 a.json'],
  ['of a name with spaces and quotes', wrong, "l'été 1.json", { rules }, "decp validate 'l'\\''été 1.json'"],
  ['of a name that begins as an option', wrong, '--help', { rules }, 'decp validate ./--help'],
  ['of a name that steers a terminal', wrong, 'a\u001b[31m', { rules }, "decp validate 'a\\u001b[31m'"],
  ['the conversion of a table', table, 'mars/marches.csv', { rules }, 'decp convert mars/marches.csv mars/marches.json'],
  ['of a packed one', table, 'marches.csv.gz', { rules }, 'decp convert marches.csv.gz marches.json'],
  ['of a folder', { ...table, format: 'package' }, 'paquet/', { rules }, 'decp convert paquet/ paquet.json'],
  ['of a name without extension', table, 'marches', { rules }, 'decp convert marches marches.json'],
  ['never onto itself', table, 'marches.json', { rules }, 'decp convert marches.json marches.decp.json'],
  ['with its version', table, 'm.csv', { schema: 'next', rules }, 'decp convert --schema next m.csv m.json'],
])('%s', (_, summary, name, asked, command) => {
  expect(nextCommand(summary, name, asked)).toBe(command);
});
