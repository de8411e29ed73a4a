import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHARACTERS } from '../../../federation/src/mcp/answer.ts';
import { makeTools } from '../../../federation/src/mcp/server.node.ts';
import { ROUTES } from '../../../federation/src/mcp/tools.ts';
import { ROOT } from '../../support/engine.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { draws } from '../../support/tier.ts';
import { type Demo, openDemo } from '../api/demo.ts';
import { federation } from '../cli/call.ts';

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
  let client: Client;
  let call: ReturnType<typeof calling>;

  beforeAll(async () => {
    demo = await openDemo(await emptyStore());
    for (const day of [1, 2, 3]) await demo.pass(day);
    // From here on, a statement that writes fails.
    await demo.federation.store.exec('set default_transaction_read_only = on');
    const { server } = await makeTools(await demo.app(), 'fr');
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    client = new Client({ name: 'test', version: '1' });
    await Promise.all([server.connect(ours), client.connect(theirs)]);
    call = calling(client);
  });
  afterAll(async () => {
    await client.close();
    await demo.close();
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
      fc.string({ unit: 'binary', maxLength: 40 }),
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
      { numRuns: draws(300, 3000) },
    );
  });
});

describe('decp-federation mcp', () => {
  const PROGRAM = join(ROOT, 'federation/bin/decp-federation.js');
  const { DATABASE_URL: _, ...env } = process.env as Record<string, string>;
  let home: string;
  beforeAll(async () => {
    home = join(mkdtempSync(join(tmpdir(), 'mcp-')), 'demo');
    expect((await federation('demo', '--home', home)).code).toBe(0);
  });

  test('serves the client of the SDK by standard input and output', async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        ...{ command: process.execPath, args: [PROGRAM, 'mcp', '--home', home, '--lang', 'en'], env, stderr: 'ignore' },
      }),
    );
    expect(client.getInstructions()).toMatch(/^The contracts that French public buyers publish/);
    const { items } = pageOf(await calling(client)('chercher_contrats', { limit: 2 }));
    expect(items).toHaveLength(2);
    await client.close();
  });

  test('answers all that it was asked before its input ended, says nothing else on standard output, and ends with 0', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'mcp', '--home', home], { env });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const said = text(child.stdout);
    const ask = (message: object): boolean => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const clientInfo = { name: 'test', version: '1' };
    ask({ id: 0, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
    ask({ method: 'notifications/initialized' });
    child.stdin.write('this is no message\n');
    for (let id = 1; id <= 20; id++)
      ask({ id, method: 'tools/call', params: { name: 'chercher_contrats', arguments: { count: true } } });
    child.stdin.end();
    expect(await ended).toBe(0);
    const ids = (await said)
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_one, id) => id));
  });

  test('says what is to be done where there is no federation', async () => {
    const none = await federation('mcp', '--home', mkdtempSync(join(tmpdir(), 'mcp-empty-')));
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('« run »')]);
  });
});
