import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHARACTERS } from '../../../federation/src/mcp/answer.ts';
import { makeTools } from '../../../federation/src/mcp/server.node.ts';
import { ROUTES } from '../../../federation/src/mcp/tools.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { readerOf } from '../../support/federation-store.ts';
import { draws } from '../../support/tier.ts';
import type { Demo } from '../api/demo.ts';
import { demoAfter } from '../api/demo-after.ts';
import { anyCharacter } from '../../support/any-character.ts';

type Answer = { content: { type: string; text: string }[]; isError?: boolean };

const calling =
  (client: Client) =>
  async (name: string, values: Record<string, unknown> = {}): Promise<Answer> =>
    (await client.callTool({ name, arguments: values })) as Answer;

const valueOf = ({ content, isError }: Answer): unknown => {
  expect(isError, content[0]?.text).toBeUndefined();
  return JSON.parse(content[0]?.text ?? '');
};

/** What the elements of the lists have of it that is looked at. */
type Item = {
  key?: string;
  resource?: string;
  code?: string;
  body?: { acheteur: { id: string } };
  findings?: { code: string }[];
};
const pageOf = (answer: Answer) => valueOf(answer) as { items: Item[]; next?: string; count?: { value: number } };

describe('the tools', () => {
  let demo: Demo;
  let reader: Store;
  let client: Client;
  let call: ReturnType<typeof calling>;

  beforeAll(async () => {
    demo = await demoAfter(3);
    // As `decp-federation mcp` opens it.
    reader = await readerOf(demo.federation.store);
    const { server } = await makeTools(await demo.app({}, reader), 'fr');
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    client = new Client({ name: 'test', version: '1' });
    await Promise.all([server.connect(ours), client.connect(theirs)]);
    call = calling(client);
  });
  afterAll(async () => {
    await client.close();
    await demo.close();
    await reader.close();
    await demo.federation.store.close();
    expect(demo.faults).toEqual([]);
  });

  test('lead from a search to a contract, its records, where they are published and who bought', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([...Object.keys(ROUTES), 'expliquer']);
    const filters = { limit: 3, fields: ['key', 'body.acheteur'], count: true, type: 'marche' };
    const page = pageOf(await call('chercher_contrats', filters));
    expect(page.items).toHaveLength(3);
    expect(page.count?.value).toBeGreaterThan(3);
    const after = pageOf(await call('chercher_contrats', { ...filters, cursor: page.next }));
    const [first] = page.items;
    expect(after.items.map(({ key }) => key)).not.toContain(first?.key);
    const cle = first?.key;
    expect(valueOf(await call('contrat', { cle }))).toMatchObject({ key: cle });
    expect(pageOf(await call('versions_du_contrat', { cle })).items.length).toBeGreaterThan(0);
    const [place] = pageOf(await call('provenance', { cle })).items;
    expect(valueOf(await call('ressource', { id: place?.resource }))).toHaveProperty('title');
    expect(valueOf(await call('acheteur', { id: first?.body?.acheteur.id }))).toHaveProperty('all.contracts');
    const [found] = pageOf(await call('territoires', { nom: 'Rennes' })).items;
    expect(valueOf(await call('territoire', { code: found?.code }))).toHaveProperty('collectivites');
    expect(pageOf(await call('sources')).items.length).toBeGreaterThan(1);
    const [rejected] = pageOf(await call('rejets', { limit: 1 })).items;
    const code = rejected?.findings?.[0]?.code;
    expect(valueOf(await call('expliquer', { code }))).toMatchObject({ code });
  });

  test.each([
    ['an argument that is not there', 'chercher_contrats', { planted: 1 }, /Les arguments ne conviennent pas/],
    ['more than a page may have', 'chercher_contrats', { limit: 51 }, /must be <= 50/],
    ['an argument that is missing', 'contrat', {}, /required property 'cle'/],
    ['a contract that is not there', 'contrat', { cle: '00000000-0000-0000-0000-000000000000' }, /Aucun contrat/],
    ['a path', 'ressource', { id: '..' }, /ne conviennent pas/],
    ['a member that is not there', 'chercher_contrats', { fields: ['planted'] }, /pas de membre « planted »/],
    ['a code that is not there', 'expliquer', { code: 'schema.typ' }, /« schema.type »/],
  ])('answer %s with a sentence', async (_, name, values, sentence) => {
    const { content, isError } = await call(name, values);
    expect(isError).toBe(true);
    expect(content[0]?.text).toMatch(sentence);
  });

  test('a tool that is not there is an error of the protocol', async () => {
    await expect(call('effacer')).rejects.toThrow(/pas d'outil « effacer »/);
  });

  test('change nothing and have no fault, whatever their arguments are', async () => {
    const { tools } = await client.listTools();
    const value = fc.oneof(
      fc.constantFrom<unknown>("' or 1=1 --", '../../etc/passwd', '%00', '\0', '\ud800', '__proto__', -1, 1e300, true, null, {}, [
        [],
      ]),
      fc.string({ unit: anyCharacter, maxLength: 40 }),
      fc.string({ minLength: 2000, maxLength: 3000 }),
      fc.array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 3 }),
      fc.constantFrom('213502388', '2026-01-01', 'departement-35', '45', 'marche'),
    );
    const drawn = fc.constantFrom(...tools).chain(({ name, inputSchema }) =>
      fc
        .record(Object.fromEntries(Object.keys(inputSchema.properties ?? {}).map((one) => [one, value])), {
          requiredKeys: inputSchema.required ?? [],
        })
        .map((values) => ({ name, values })),
    );
    await fc.assert(
      fc.asyncProperty(drawn, async ({ name, values }) => {
        const { content } = await call(name, values);
        for (const { text: said } of content) expect(said.length).toBeLessThanOrEqual(CHARACTERS);
      }),
      { numRuns: draws(100, 500) },
    );
  });
});
