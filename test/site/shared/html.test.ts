import { describe, expect, test } from 'vitest';
import { type Content, filled, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { HOSTILE } from '../hostile.ts';

describe('HTML is a type of its own', () => {
  test('that the compiler does not take for a string, nor a string for it', () => {
    // @ts-expect-error a text is no HTML, whatever it holds
    const text: Html = '<b>x</b>';
    // @ts-expect-error HTML is no text: put in a text it would be escaped twice
    const markup: string = html`<b>x</b>`;
    // @ts-expect-error neither is an object that can be written as a text
    const lookalike: Html = { toString: () => '<b>x</b>' };
    // @ts-expect-error the tag escapes what is put in; what is called with a text would escape nothing
    const called = (): Html => html('<b>x</b>');
    // @ts-expect-error what may be missing is not written as « undefined »
    const missing: Content = undefined;
    expect([text, markup, lookalike, called, missing]).toHaveLength(5);
  });
});

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  [`" onload="x' y='`, '&quot; onload=&quot;x&#39; y=&#39;'],
  ['&lt;', '&amp;lt;'],
  ['{evil} ${evil}', '{evil} ${evil}'],
])('a text put in stays a text: %s', (text, escaped) => {
  expect(String(html`<p title="${text}">${text}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`);
  expect(String(joined([text, html`<br>`], text))).toBe(`${escaped}${escaped}<br>`);
});

test('HTML that is put in passes as it is, and a list one item after the other', () => {
  const cells = ['a', 1_000, html`<b>&amp;</b>`];
  expect(String(html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)).toBe(
    '<tr><td>a</td><td>1000</td><td><b>&amp;</b></td></tr>',
  );
  expect(String(html`${cells}`)).toBe('a1000<b>&amp;</b>');
});

test('nothing of a hostile text is more than a text', () => {
  expect(String(html`<p>${HOSTILE}</p>`)).not.toMatch(/<(?!\/?p>)/);
});

test('a message takes HTML in the place of a value, and stays a text around it', () => {
  const message = ({ count, fields }: { count: number; fields: string }): string => `l'un de <${String(count)}> : ${fields}.`;
  expect(String(filled(message, { count: 2, fields: html`<b>a</b>` }))).toBe('l&#39;un de &lt;2&gt; : <b>a</b>.');
  expect(String(filled(message, { count: 2, fields: '<b>a</b>' }))).toBe('l&#39;un de &lt;2&gt; : &lt;b&gt;a&lt;/b&gt;.');
  expect(String(filled(message, { count: 2, fields: '\uE0007\uE001' }))).toContain('\uE0007\uE001');
});
