import { describe, expect, test } from 'vitest';
import { readText } from '../support/engine.ts';
import { answersTo, guideFaults } from './guide.ts';
import { readPage } from './markdown.ts';

const page = readPage(readText('CONTRIBUTING.md'));
const block = (lang: string): string => page.fences.find((fence) => fence.lang === lang)?.text ?? '';
const guide = { property: block('json'), field: block('yaml'), codeLine: block('csv') };

/** `file:line:column` moves whenever the file above it does. */
const unplaced = (text: string): string => text.trim().replace(/:\d+:\d+$/m, '');

const answers = (await answersTo(guide)).map(unplaced);
const quoted = page.fences.filter(({ lang }) => lang === 'text').map(({ text }) => unplaced(text));

describe('CONTRIBUTING.md', () => {
  test.each(quoted)('quotes what is printed today: %s', (quote) => {
    expect(answers).toContain(quote);
  });

  test('shows a field and a code that the checks of the sources take as they are', () => {
    expect(guideFaults(guide)).toEqual([]);
  });

  test('a field that the guide shows with a fault is noticed', () => {
    expect(guideFaults({ ...guide, field: guide.field.replace('title:', 'titre:') })).not.toEqual([]);
    expect(answers).not.toContain(quoted[0]?.replace('manque', 'manquait'));
  });
});
