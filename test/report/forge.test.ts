/** The reports for a forge: annotations of GitHub, and a page in Markdown. */
import { describe, expect, test } from 'vitest';
import { githubReport, markdownReport } from '../../src/report/forge.ts';
import { BARE, BROKEN, CONFORMING, OPTIONS, TABLE, TO_REVIEW, UNREADABLE, WITH_BOM, WRONG, written } from './files.ts';

const FILES = [CONFORMING, WITH_BOM, TO_REVIEW, WRONG, BROKEN, BARE, TABLE, UNREADABLE];

describe.each(['fr', 'en'] as const)('in %s', (lang) => {
  test('annotations read as in their golden file', async () => {
    const text = written(githubReport({ ...OPTIONS, lang }), FILES, lang);
    await expect(text).toMatchFileSnapshot(`../golden/report/github.${lang}.txt`);
  });

  test('the page reads as in its golden file', async () => {
    const text = written(markdownReport({ ...OPTIONS, lang }), FILES, lang);
    await expect(text).toMatchFileSnapshot(`../golden/report/markdown.${lang}.md`);
  });
});

const lang = 'fr';

test('the gravest groups come first, and no more than were asked for', () => {
  const github = written(githubReport({ ...OPTIONS, lang, maxFindings: 2 }), [WRONG], lang);
  expect(github.match(/^::\w+/gm)).toEqual(['::error', '::error', '::notice']);
  const page = written(markdownReport({ ...OPTIONS, lang, maxFindings: 2 }), [WRONG], lang);
  expect(page.match(/^\| .*/gm)).toHaveLength(4);
});

test('in a workbook the place is said in words, since a forge shows no lines of it', () => {
  const file = { ...TABLE, summary: { ...TABLE.summary, format: 'xlsx' } };
  expect(written(githubReport({ ...OPTIONS, lang }), [file], lang)).not.toMatch(/,line=/);
});
