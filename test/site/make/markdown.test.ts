import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import {
  blocks,
  box,
  commonMark,
  details,
  fence,
  heading,
  type Markdown,
  markdown,
  paragraph,
  prose,
  quote,
} from '../../../docs-site/make/markdown.ts';
import { badge, code, download, facts, link, list, table, ticked } from '../../../docs-site/make/parts/html.ts';
import type { Page } from '../../../docs-site/make/types.ts';
import { html, type Html } from '../../../packages/base/src/html.ts';
import { HOSTILE } from '../hostile.ts';
import { harmIn } from './harm.ts';

test('the compiler refuses a text where a page or HTML is wanted, and one for the other', () => {
  const page = { path: 'a.md', url: '/a/', title: '', description: '' };
  // @ts-expect-error the body of a page is made, not written as a text
  const body: Page = { ...page, body: '<p>x</p>' };
  // @ts-expect-error a block is made as well
  const block = (): Markdown => blocks('<p>x</p>');
  // @ts-expect-error HTML in a paragraph would be read as Markdown
  const inline = (): Markdown => markdown`x ${html`<b>*x*</b>`}`;
  // @ts-expect-error Markdown is no HTML
  const cell: Html = markdown`**x**`;
  expect([body, block, inline, cell]).toHaveLength(4);
});

test.each([
  ['a script', markdown`<script>a()</script>`],
  ['a handler', markdown`a <b onclick="x">b</b>`],
  ['a link that runs something', markdown`[x](javascript:alert(1))`],
  ['an image', markdown`![x](/a.png)`],
  ['a comment', markdown`<!-- x -->`],
])('harm is found where it is: %s', (_, body) => {
  expect(harmIn(body)).toHaveLength(1);
});

describe('a hostile text stays a text', () => {
  test.each<[string, Markdown]>([
    ['in a paragraph', paragraph(HOSTILE)],
    ['put in Markdown', markdown`## A ${HOSTILE} **b**`],
    ['as a text with addresses', prose(HOSTILE)],
    ['in a heading', heading(2, HOSTILE, 'a')],
    ['in a quote', quote([HOSTILE, HOSTILE])],
    ['in a block of code and its title', fence('json', HOSTILE, HOSTILE)],
    ['in what opens', details(HOSTILE, paragraph(HOSTILE))],
    ['in a box', box(HOSTILE, paragraph(HOSTILE))],
    ['in a block of HTML', blocks(html`<p title="${HOSTILE}">${HOSTILE}</p>`, paragraph(HOSTILE))],
    ['in a table', blocks(table(HOSTILE, [HOSTILE], [[HOSTILE, code(HOSTILE)]]))],
    ['in facts and lists', blocks(facts([[HOSTILE, ticked(HOSTILE)]]), list([HOSTILE, badge(HOSTILE, HOSTILE)]))],
    ['in a link', blocks(html`<p>${link(`/a/${HOSTILE}`, HOSTILE)} ${download(`/a${HOSTILE}`, HOSTILE)}</p>`)],
  ])('%s', (_, body) => {
    expect(harmIn(body)).toEqual([]);
    expect(harmIn(blocks(body, paragraph('after')))).toEqual([]);
  });

  test('which is seen where it is', () => {
    const rendered = new MarkdownIt({ html: true }).render(String(paragraph('<b> *x* [y](z) {a} `c` & \\')));
    expect(rendered).toBe('<p>&lt;b&gt; *x* [y](z) {a} `c` &amp; \\</p>\n');
  });
});

describe('a line of a text that begins like a block stays text', () => {
  const rendered = (body: Markdown): string => new MarkdownIt({ html: true }).render(String(body));
  const LINES = [
    '- a',
    '+ a',
    '* a',
    '1. a',
    '12) a',
    '-',
    '---',
    '===',
    '- - -',
    '# a',
    '## a',
    '> a',
    '| a | b |',
    '```',
    '~~~',
    '_ _ _',
  ];

  test.each(LINES)('%s', (line) => {
    const escaped = line.replaceAll('>', '&gt;');
    expect(rendered(paragraph(line))).toBe(`<p>${escaped}</p>\n`);
    expect(rendered(paragraph(`  ${line}`))).toBe(`<p>${escaped}</p>\n`);
    expect(rendered(paragraph(`a\n${line}\nb`))).toBe(`<p>a\n${escaped}\nb</p>\n`);
    expect(rendered(prose(`https://a.example/\n${line}`))).toBe(`<p>https://a.example/\n${escaped}</p>\n`);
    expect(rendered(quote([line]))).toBe(`<blockquote>\n<p>${escaped}</p>\n</blockquote>\n`);
    expect(rendered(markdown`- ${line}\n`)).toBe(`<ul>\n<li>${escaped}</li>\n</ul>\n`);
    expect(rendered(markdown`**a**\n${line}`)).toBe(`<p><strong>a</strong>\n${escaped}</p>\n`);
  });

  test('nor is it a directive of Docusaurus', () => {
    expect(String(paragraph('a\n:::tip\n::b'))).toBe('a\n\\:\\:\\:tip\n\\:\\:b');
  });

  test.each(['-5 %', '+33 1', '2.0.3 a', '1.5', 'a - b', 'a: b', 'a 1. b', '=a', ':a'])('%s needs no escape', (text) => {
    expect(String(paragraph(text))).toBe(text);
    expect(String(heading(2, '1. a', 'a'))).toBe('## 1. a {#a}');
    expect(String(markdown`a ${'- b'}`)).toBe('a - b');
  });
});

test.each([
  '<script>alert(1)</script>',
  'a <b onclick="x">b</b>',
  '\\`<img src=x>\\`',
  '<details open onclick="x"><summary>x</summary>',
  '<!-- x -->',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html,x)',
  '![x](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[y]: vbscript:x',
  '[x](//elsewhere.example)',
])('a text that is CommonMark may not hold %s', (text) => {
  expect(() => commonMark(text)).toThrow(/in a text that is CommonMark/);
});

test.each([
  '**a** `<b>` <https://a.example/> [b](/champs/) [c](#d)',
  '```\n<script>\n```',
  '<details><summary>a</summary>\n\nb\n\n</details>',
])('a text that is CommonMark may hold %s', (text) => {
  expect(String(commonMark(text))).toBe(text);
});

test.each(['javascript:alert(1)', ' javascript:alert(1)', 'JAVASCRIPT:x', 'data:text/html,x', '//elsewhere.example', ''])(
  'there is no link to %j',
  (url) => {
    expect(() => link(url, 'x')).toThrow(/a link to no page/);
  },
);

test('HTML that CommonMark would not leave alone is no block', () => {
  expect(() => blocks(html`<code>*a*</code>`)).toThrow(/is no block/);
  expect(() => blocks(html`text`)).toThrow(/is no block/);
});
