import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { dictionary } from '../../src/generate/dictionary.ts';
import { treesOf, type Node } from '../../src/model/tree.ts';
import type { Code, Model } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, VERSIONS } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';

const next = (await loadVersion(GOLDEN)).model;
const FILES: Record<Lang, string> = { fr: 'dictionnaire.md', en: 'dictionary.md' };
const made = new WeakMap<Model, ReturnType<typeof dictionary>>();
/** Both languages are made at once, and only once. */
function textOf(model: Model, lang: Lang): string {
  const files = made.get(model) ?? dictionary(model);
  made.set(model, files);
  return files.find(({ path }) => path === FILES[lang])?.text ?? '';
}

const md = new MarkdownIt({ html: true });
const tokensOf = (text: string) => md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);

/** What a heading is called in a link, from its rendered text: as GitHub does it. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');

function headingsOf(text: string): string[] {
  const tokens = md.parse(text, {});
  return tokens.flatMap(({ type }, i) =>
    type === 'heading_open' ? [(tokens[i + 1]?.children ?? []).map(({ content }) => content).join('')] : [],
  );
}

/** What is wrong with a page of Markdown that goes to a site as it stands. */
function faultsOf(text: string): string[] {
  const tokens = tokensOf(text);
  const slugs = headingsOf(text).map(slug);
  const links = tokens.map((token) => String(token.attrGet('href') ?? '')).filter((href) => href !== '');
  return [
    ...tokens.filter(({ type }) => type.startsWith('html_')).map(({ content }) => `HTML: ${content}`),
    ...tokens.filter(({ type }) => type === 'image').map(({ content }) => `image: ${content}`),
    ...slugs.filter((one, i) => slugs.indexOf(one) !== i).map((one) => `two headings: ${one}`),
    ...links
      .filter((href) => !href.startsWith('https://') && !slugs.includes(decodeURIComponent(href.slice(1))))
      .map((href) => `leads nowhere: ${href}`),
    ...text.split('\n').filter((line) => /\s$/.test(line)),
    ...(text.includes('undefined') ? ['undefined'] : []),
  ];
}

describe.each(['fr', 'en'] as Lang[])('the dictionary in %s', (lang) => {
  test('reads as in its golden file', async () => {
    await expect(textOf(goldenModel, lang)).toMatchFileSnapshot(`../golden/generate/${FILES[lang]}`);
  });

  test.each(VERSIONS)('of %s is sound Markdown: no HTML, one heading a name, every link leads to a heading', async (version) => {
    expect(faultsOf(textOf((await loadVersion(version)).model, lang))).toEqual([]);
  });

  test('has straight apostrophes only', () => {
    expect(textOf(next, lang)).not.toContain('\u2019');
  });

  test('has one section a field, in the order of the tree', () => {
    const headings = headingsOf(textOf(next, lang)).map((heading) => heading.split(' ').at(-1));
    for (const kind of ['marche', 'contrat-concession'] as const) {
      const wanted = [...pathsOf(treesOf(next)[kind], kind)];
      expect(headings.filter((path) => path?.startsWith(`${kind}.`))).toEqual(wanted);
      expect(wanted.length).toBeGreaterThan(30);
    }
  });

  test('names every rule under a field that it reads', () => {
    const text = textOf(next, lang);
    expect(next.rules.map(({ id }) => id).filter((id) => !text.includes(`- \`${id}\` (`))).toEqual([]);
  });
});

function* pathsOf(node: Node, path: string): Generator<string> {
  if (node.kind === 'object') {
    for (const member of node.members) {
      yield `${path}.${member.name}`;
      yield* pathsOf(member.node, `${path}.${member.name}`);
    }
  }
  if (node.kind !== 'list' || node.item.kind !== 'object') return;
  // Only an envelope gives the items a name, and so a section.
  if (node.envelope !== undefined) yield `${path}[].${node.envelope}`;
  yield* pathsOf(node.item, node.envelope === undefined ? `${path}[]` : `${path}[].${node.envelope}`);
}

const hostile = (text: string): Code => ({
  ...next.codelists['ccag']![0]!,
  code: text,
  libelle: text,
  label_en: text,
  description: text,
  deprecated: '2.0.0',
});

const HOSTILE = [
  'a|b',
  '<b>bold</b>',
  '`tick``s`',
  '[x](javascript:1)',
  '*a* _b_ \\',
  '# x\n\n## y',
  '&amp; &lt;',
  '![i](x)',
  '~~s~~',
];

describe('codes of all kinds', () => {
  const page = textOf({ ...next, codelists: { ...next.codelists, ccag: HOSTILE.map(hostile) } }, 'fr');
  const [, list = ''] = md.render(page).split('<h3>Liste <code>ccag</code></h3>');
  const [, body = ''] = /<tbody>([\s\S]*?)<\/tbody>/.exec(list) ?? [];
  const rows = body.split('</tr>').map((row) => [...row.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell]) => cell));

  test.each(HOSTILE.map((text, i) => [text, i] as const))('%j is shown as it stands: nothing in it becomes markup', (text, i) => {
    const escaped = md.utils.escapeHtml(text.replace(/\s+/g, ' '));
    expect(rows[i]?.slice(0, 2)).toEqual([`<code>${escaped}</code>`, escaped]);
    expect(rows[i]).toHaveLength(4);
  });

  test('nothing else on the page changes', () => {
    expect(faultsOf(page)).toEqual([]);
    expect(headingsOf(page)).toEqual(headingsOf(textOf(next, 'fr')));
  });
});

test('a table or a link that is broken is seen', () => {
  expect(faultsOf('## A\n\n[x](#b)\n\n<br>')).toEqual(['HTML: <br>', 'leads nowhere: #b']);
});
