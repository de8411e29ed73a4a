/** What a file holds never becomes a command, a link or a row in the reports for a forge. */
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { findingOf } from '../../src/messages/finding-of.ts';
import { githubReport, markdownReport } from '../../src/report/forge.ts';
import { draws } from '../support/tier.ts';
import { BARE, OPTIONS, type Reported, written } from './files.ts';

const lang = 'fr';

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
