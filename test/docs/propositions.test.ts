import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readText, ROOT } from '../support/engine.ts';
import { readPage } from './markdown.ts';

const TEMPLATE = '0000-modele.md';
const STATES = /^(ouverte|acceptée|refusée|retirée|remplacée par \d{4})$/;

type Facts = { number: string; title: string; file: string; state: string; date: string };

const files = readdirSync(`${ROOT}propositions`).filter((name) => name !== 'README.md' && name !== TEMPLATE);
const textOf = (name: string): string => readText(`propositions/${name}`);

/** What a proposition says of itself at its head. */
function factsOf(file: string, text: string): Facts {
  const [, number = '', title = ''] = /^# (\d{4}) — (.+)$/m.exec(text) ?? [];
  const reported = (name: string) => new RegExp(`^- \\*\\*${name}\\*\\* : (.+)$`, 'm').exec(text)?.[1] ?? '';
  return { number, title, file, state: reported('État'), date: reported('Date') };
}

/** The rows of the index. */
const indexed = (text: string): Facts[] =>
  [...text.matchAll(/^\| (\d{4}) +\| \[(.+?)\]\((.+?)\) +\| (.+?) +\| (\S+) +\|$/gm)].map(
    ([, number = '', title = '', file = '', state = '', date = '']) => ({ number, title, file, state, date }),
  );

const questions = (text: string): string[] =>
  readPage(text)
    .headings.filter(({ level, text: heading }) => level > 1 && heading !== 'In English')
    .map(({ text: heading }) => heading);

describe('propositions', () => {
  const index = textOf('README.md');
  const reported = files.map((name) => factsOf(name, textOf(name)));

  test('the index gives the number, title, state and date of each, in order', () => {
    expect(indexed(index)).toEqual(reported);
    expect(reported.map(({ number }) => Number(number))).toEqual(reported.map((_, i) => i + 1));
  });

  test('a row that says another state, or is missing, is noticed', () => {
    expect(indexed(index.replace('| acceptée', '| refusée '))).not.toEqual(reported);
    expect(indexed(index.replace(/^\| 0001.*\n/m, ''))).not.toEqual(reported);
  });

  test.each(reported)('$file bears its number, a known state and a date', ({ number, file, state, date }) => {
    expect(file).toMatch(new RegExp(`^${number}-[a-z0-9]+(-[a-z0-9]+)*\\.md$`));
    expect(state).toMatch(STATES);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test.each(files)('%s answers every question of the template, in its order', (name) => {
    expect(questions(textOf(name))).toEqual(questions(textOf(TEMPLATE)));
    expect(questions(textOf(name).replace('## Autres solutions\n', ''))).not.toEqual(questions(textOf(TEMPLATE)));
  });
});
