import { describe, expect, test } from 'vitest';
import { readText } from '../support/engine.ts';
import { plain, readGuide, readPage } from './markdown.ts';
import { changed } from './walkthrough/edit.ts';
import { GUIDES, WALKTHROUGHS } from './walkthrough/guide.ts';
import { compared, numbers } from './walkthrough/printed.ts';
import { type Walkthrough, walkthroughsOf } from './walkthrough/steps.ts';

const pathsOf = ({ steps }: Walkthrough): string[] => steps.flatMap((step) => (step.kind === 'call' ? [] : [step.path]));

const agree = (reported: string, printed: string): boolean => {
  const lines = compared(reported, printed);
  return JSON.stringify(lines.reported) === JSON.stringify(lines.printed);
};

describe.each(['fr', 'en'] as const)('the walkthroughs (%s)', (lang) => {
  const walkthroughs = WALKTHROUGHS[lang];

  test('show six proposals, each from its branch to what stops it or does not', () => {
    expect(walkthroughs).toHaveLength(6);
    for (const { steps } of walkthroughs) {
      const typed = steps.flatMap((step) => (step.kind === 'call' ? step.commands.map(plain) : []));
      expect(typed[0]).toMatch(/^git switch -c [a-z-]+$/);
      expect(typed).toEqual(expect.arrayContaining(['npm start', 'npx decp diff --latest', 'npx decp report --base main']));
    }
  });

  test('name each file that is to be edited, besides where only the tests read it', () => {
    const pages = GUIDES[lang].map((path) => readGuide(readText(path)));
    const shown = pages.flatMap((page) => [...page.codes, ...page.fences.map(({ text }) => text)]).join('\n');
    expect(walkthroughs.flatMap(pathsOf).filter((path) => !shown.includes(path))).toEqual([]);
  });
});

/** A walkthrough without the words of its language: its title, and what is printed. */
const steps = ({ steps: all }: Walkthrough): unknown[] =>
  all.map((step) => {
    if (step.kind !== 'call') return step;
    const { printed, ...rest } = step;
    return { ...rest, commands: rest.commands.map(plain), isShown: printed !== undefined };
  });

test('the walkthroughs of both languages do the same, step by step', () => {
  expect(WALKTHROUGHS.en.map(steps)).toEqual(WALKTHROUGHS.fr.map(steps));
});

describe('the guide', () => {
  test('a block that nobody can tell what to do with is noticed', () => {
    const page = readPage('## Planted\n\n### One\n\n```json\n{}\n```\n');
    expect(() => walkthroughsOf(page, 'Planted')).toThrow('nobody can tell what to do with the block');
  });
});

describe('what is printed agrees with what the guide shows', () => {
  test.each([
    ['the same', 'a\nb', 'a\nb\n'],
    ['with lines left out at the start, between and at the end', '…\nb\n…\nd\n…', 'a\nb\nc\nc\nd\ne'],
    ['with other times and counts', '  ✔ exemples   1,3 s  1337', '  ✔ exemples  12,0 s  1400'],
    ['at other lines of a file', 'x.csv:6:1', 'x.csv:16:1'],
    ['with another score of all mutants noticed', '… 100 % (1/1)', '… 100 % (20/20)'],
    ['with a score that was kept', '… 99,9 % (1/2)', '… 99,9 % (1/2) (inchangé)'],
    ['with one that was kept, in English', '… 100 % (1/1)', '… 100 % (20/20) (unchanged)'],
  ])('%s', (_, reported, printed) => {
    expect(agree(reported, printed)).toBe(true);
  });

  test.each([
    ['another line', 'a\nb', 'a\nc'],
    ['a line more', 'a\nb', 'a\nb\nc'],
    ['a line less', 'a\nb\nc', 'a\nb'],
    ['another last line', '…\nb', 'a\nb\nc'],
    ['lines in another order', '…\nb\n…\na\n…', 'a\nb'],
    ['another number of refusals', '1 refus depuis main', '2 refus depuis main'],
    ['a score that is not whole', '100 % (1/1)', '99,9 % (1/2)'],
  ])('and not with %s', (_, reported, printed) => {
    expect(agree(reported, printed)).toBe(false);
  });

  test('whatever the newest version is when the guide is read', () => {
    const { toClone, toGuide } = numbers('2.4.1');
    const reported = 'de 2.1.0 à 2.1.1, 2.2.0 ou 3.0.0 ; "version": "2.2", depuis 2.0.0';
    expect(toClone(reported)).toBe('de 2.4.1 à 2.4.2, 2.5.0 ou 3.0.0 ; "version": "2.5", depuis 2.0.0');
    expect(toGuide(toClone(reported))).toBe(reported);
  });
});

describe('a file is changed as the guide shows', () => {
  test('at one place, or at several', () => {
    expect(changed('a\nb\nc\n', ' a\n-b\n+B\n', 'x')).toBe('a\nB\nc\n');
    expect(changed('a\nb\nc\nd\n', '-a\n+A\n…\n c\n+e\n', 'x')).toBe('A\nb\nc\ne\nd\n');
    expect(changed('price: $1\n', '-price: $1\n+price: $&\n', 'x')).toBe('price: $&\n');
  });

  test('where the lines are not there, or twice, that is noticed', () => {
    expect(() => changed('a\n', '-b\n+c\n', 'x.csv')).toThrow('x.csv: this is not there once:\nb\n');
    expect(() => changed('b\nb\n', '-b\n+c\n', 'x.csv')).toThrow('x.csv');
  });

  test('in the sources of the format, and nowhere else', () => {
    expect(
      WALKTHROUGHS.fr
        .flatMap(pathsOf)
        .filter(
          (path) =>
            !/^(schema\/next|examples\/cases|propositions)\/|^schema\/(fields\/|(codelist-descriptions\.yaml|releases\.json)$)/.test(
              path,
            ),
        ),
    ).toEqual([]);
  });
});
