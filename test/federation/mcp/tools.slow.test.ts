import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeApp } from '../../../federation/src/api/app.node.ts';
import { answerOf, bounded, CHARACTERS } from '../../../federation/src/mcp/answer.ts';
import { addressOf, type Described, ROUTES, toolsOf } from '../../../federation/src/mcp/tools.ts';
import { anyCharacter } from '../../support/any-character.ts';

/** The description of the API, for which no database is asked. */
async function described(lang: string): Promise<Described> {
  const nothing = { query: () => Promise.reject(new Error('no database')), exec: () => Promise.reject(new Error('no database')) };
  const app = await makeApp(
    {
      queries: nothing,
      catalogue: new Map(),
      outputs: '',
      archive: {} as never,
      now: () => new Date(0),
      onFault: () => undefined,
    },
    { maxDelay: 0 },
  );
  const answer = await app.inject({ url: `/v1/openapi.json?lang=${lang}` });
  await app.close();
  return answer.json();
}

test.each(['fr', 'en'] as const)('the tools, as an assistant is given them (%s)', async (lang) => {
  const description = await described(lang);
  for (const path of Object.values(ROUTES)) expect(Object.keys(description.paths)).toContain(path);
  const tools = `${JSON.stringify(toolsOf(description, lang), null, 2)}\n`;
  await expect(tools).toMatchFileSnapshot(`../../golden/mcp/tools.${lang}.json`);
});

const ANY = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom('.', '..', '../..', '/', '%2e%2e', '%2F', '?', '#x', '&limit=1000', '\0', '\ud800', '//x', '\\..\\', ''),
);

test('whatever its arguments, the address of a tool is one of its own route', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(ROUTES)),
      fc.record({ cle: ANY, id: ANY, code: ANY, nom: ANY, fields: fc.array(ANY) }),
      (path, values) => {
        const address = addressOf(path, values, 'fr');
        if (address === undefined) return;
        const { host, pathname, searchParams, hash } = new URL(address, 'http://api');
        const fixed = (of: string): string[] => of.split('/').map((part) => (part.startsWith('{') ? '' : part));
        const own = fixed(path);
        expect([host, hash, searchParams.getAll('lang'), searchParams.getAll('limit')]).toEqual(['api', '', ['fr'], []]);
        expect(pathname.split('/').map((part, at) => (path.split('/')[at]?.startsWith('{') ? '' : part))).toEqual(own);
      },
    ),
    { numRuns: 1000 },
  );
});

const page = (size: number) => (url: string) => {
  const limit = Number(new URL(url, 'http://api').searchParams.get('limit'));
  return Promise.resolve({
    status: 200,
    body: JSON.stringify({ items: Array(limit).fill('x'.repeat(size)), next: String(limit) }),
  });
};

test('a page that is too long is asked for with fewer elements, so that none is left out', async () => {
  const { content } = await answerOf('rejets', { limit: 50 }, { ask: page(5000), isPaged: true, lang: 'fr' });
  const { items, next } = JSON.parse(content[0]?.text ?? '') as { items: string[]; next: string };
  expect(content).toHaveLength(1);
  expect(items.length).toBeGreaterThan(1);
  expect(next).toBe(String(items.length));
});

test('what is too long all the same is cut, and a sentence says so', async () => {
  const { content } = await answerOf('rejets', {}, { ask: page(2 * CHARACTERS), isPaged: true, lang: 'en' });
  expect(content.map(({ text }) => text.length)).toEqual([CHARACTERS, expect.any(Number)]);
  expect(content[1]?.text).toMatch(/^The answer is cut: 60,000 of 120,0\d\d characters are given\./);
  expect(bounded(`${'x'.repeat(CHARACTERS - 1)}😀`, 'fr').content[0]?.text).toHaveLength(CHARACTERS - 1);
});

test('what the API refuses is an error, as its sentence', async () => {
  const ask = () => Promise.resolve({ status: 404, body: JSON.stringify({ detail: 'Rien.' }) });
  expect(await answerOf('contrat', { cle: 'x' }, { ask, isPaged: false, lang: 'fr' })).toEqual({
    content: [{ type: 'text', text: 'Rien.' }],
    isError: true,
  });
});
