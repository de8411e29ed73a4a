/** The reports for a forge: annotations of GitHub, and a page in Markdown. What a file holds never becomes a command, a link or a row. */
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { findingOf } from '../../src/messages/finding-of.ts';
import { githubReport, markdownReport } from '../../src/report/forge.ts';
import { draws } from '../support/tier.ts';
import { BARE, BROKEN, CONFORMING, OPTIONS, type Reported, TABLE, UNREADABLE, WITH_BOM, WRONG, written } from './files.ts';

const FILES = [CONFORMING, WITH_BOM, WRONG, BROKEN, BARE, TABLE, UNREADABLE];

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

/** Texts that would mean something to GitHub or to Markdown. */
const HOSTILE = [
  '::error::faux',
  '\n::set-output name=a::b',
  '%0A::error::',
  '| a | b |',
  '[x](https://exemple.fr)',
  '<img src=x>',
  '`',
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string())).map((parts) => parts.join(''));

const fileWith = ([name, property, value, id]: [string, string, string, string]): Reported => ({
  findings: [
    findingOf(
      'schema.additionalProperties',
      `/marches/marche/0/${property.replace(/~/g, '~0').replace(/\//g, '~1')}`,
      { property },
      { record: { kind: 'marche', index: 0, id }, position: { offset: 0, line: 1, column: 1 } },
    ),
    findingOf('schema.enum', '/marches/marche/0/nature', { allowed: ['Marché'], value }),
  ],
  summary: { ...BARE.summary, file: name },
});

const given = fc.tuple(hostile, hostile, hostile, hostile).map(fileWith);

test('each line of annotations is a command of ours, whatever the file is called and holds', () => {
  fc.assert(
    fc.property(given, (file) => {
      const lines = written(githubReport({ ...OPTIONS, lang }), [file], lang)
        .trimEnd()
        .split('\n');
      expect(lines).toHaveLength(3);
      for (const line of lines)
        expect(line).toMatch(/^::(error|notice) file=[^:,]*(,line=\d+,col=\d+)?(,title=[^:,]*)?::[^\r\n]*$/);
    }),
    { numRuns: draws(500, 5000) },
  );
});

test('the page has its own title, verdict and rows only, whatever the file is called and holds', () => {
  const markdown = new MarkdownIt({ html: true });
  fc.assert(
    fc.property(given, (file) => {
      const html = markdown.render(written(markdownReport({ ...OPTIONS, lang }), [file], lang));
      expect(html.match(/<(tr|h\d|a|img|ul|ol)\b/g)?.sort()).toEqual(['<h3', '<tr', '<tr', '<tr']);
    }),
    { numRuns: draws(500, 5000) },
  );
});

test('the two laws above would see an escape that is missing', () => {
  const evil = fileWith(['a\n::error::b', '', '', '']);
  const github = `::error file=${evil.summary.file}::`;
  expect(github.split('\n').every((line) => /^::(error|notice) file=/.test(line))).toBe(false);
  expect(new MarkdownIt({ html: true }).render('| a |\n| --- |\n| <img src=x> |')).toContain('<img');
});
