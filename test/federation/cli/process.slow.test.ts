import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../cli/run.ts';
import { emptyPostgres } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { demoOnPostgres } from '../api/demo-after.ts';
import { federation } from './call.ts';
import { killed, PROGRAM, started } from './started.ts';

killed(afterEach);

describe('a worker on PostgreSQL', () => {
  test('keeps nobody out, and ends with 0 at SIGTERM', async ({ skip }) => {
    const made = await emptyPostgres();
    if (typeof made === 'string') return skip(made);
    try {
      const env = { DATABASE_URL: made.url, DECP_FEDERATION_HOME: mkdtempSync(join(tmpdir(), 'shared-')) };
      const workers = Array.from({ length: NIGHT ? 2 : 1 }, () => started(['work'], env));
      await Promise.all(workers.map(({ heard }) => heard(/Au travail/)));
      const [row] = await made.store.query("select to_regclass('contract') is not null as open");
      expect(row).toEqual({ open: true });
      for (const { child } of workers) child.kill('SIGTERM');
      for (const { ended } of workers) expect(await ended).toBe(0);
    } finally {
      await made.store.close();
    }
  });
});

describe('the demonstration, whatever DATABASE_URL says,', () => {
  const home = join(mkdtempSync(join(tmpdir(), 'demo-')), 'demo');
  const { DATABASE_URL: given, ...env } = process.env as Record<string, string>;
  let demo: Run;
  let latest: string;
  beforeAll(async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    demo = await federation('demo', '--home', home);
    if (given === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = given;
    latest = readFileSync(join(home, 'outputs/latest.txt'), 'utf8').trim();
  });

  test('ends with a snapshot of its own, and has all that the other commands need', async () => {
    expect(demo.code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(home, 'outputs/snapshots', latest, 'manifeste.json'), 'utf8')) as {
      counts: { contracts: number };
    };
    expect(manifest.counts.contracts).toBeGreaterThan(0);
    expect(demo.out).toContain(`npm run federation -- serve --home ${home}, `);
    for (const name of demo.out.match(/^ {2}\/\S+/gm) ?? []) expect(existsSync(name.trim()), name).toBe(true);
    const days = [...demo.out.matchAll(/^Jour \d+ : (\d+) fichiers? nouveaux?, (\d+) /gm)].map((found) =>
      found.slice(1).map(Number),
    );
    const sumOf = (column: number): number => days.reduce((sum, day) => sum + (day[column] ?? 0), 0);
    const status = await federation('status', '--home', home, '--format', 'json');
    expect(status.code).toBe(0);
    const { counts } = JSON.parse(status.out) as { counts: Record<string, number> };
    const { accepted = 0, held = 0, unreadable = 0, records } = counts;
    expect([sumOf(0), sumOf(1)]).toEqual([accepted + held + unreadable, records]);
    const compare = await federation('compare', '--home', home, '--format', 'json');
    expect(compare.code).toBe(0);
    expect((JSON.parse(compare.out) as { national: number }).national).toBeGreaterThan(0);
    // notices/calls.slow.test.ts drafts notices by day.
    if (!NIGHT) return;
    const notices = await federation('notices', 'draft', '--home', home);
    expect([notices.code, notices.out]).toEqual([0, expect.stringMatching(/« harvested: false »\) : .*commune-de-kervadec/)]);
  });

  // The tools are called by this client in mcp.slow.test.ts; standard input and output are the test after this one.
  test.runIf(NIGHT)('mcp serves the client of the SDK by standard input and output', async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        ...{ command: process.execPath, args: [PROGRAM, 'mcp', '--home', home, '--lang', 'en'], env, stderr: 'ignore' },
      }),
    );
    expect(client.getInstructions()).toMatch(/^The contracts that French public buyers publish/);
    const { content } = (await client.callTool({ name: 'chercher_contrats', arguments: { limit: 2 } })) as {
      content: { text: string }[];
    };
    expect((JSON.parse(content[0]?.text ?? '') as { items: unknown[] }).items).toHaveLength(2);
    await client.close();
  });

  test('mcp answers all that it was asked before its input ended, says nothing else on standard output, and ends with 0', async () => {
    // On PostgreSQL by day: to open a PGlite takes a process seconds.
    const copy = NIGHT ? 'the PGlite of the demonstration' : await demoOnPostgres(3);
    const place = typeof copy === 'string' ? { home } : { home: copy.home, env: { ...env, DATABASE_URL: copy.url } };
    const child = spawn(process.execPath, [PROGRAM, 'mcp', '--home', place.home], { env: place.env ?? env });
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
    if (typeof copy === 'string') return;
    await copy.close();
    await copy.federation.store.close();
  });

  test('mcp says what is to be done where there is no federation', async () => {
    const none = await federation('mcp', '--home', mkdtempSync(join(tmpdir(), 'mcp-empty-')));
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('« run »')]);
  });

  // The one on PostgreSQL ends likewise, and store.slow.test.ts keeps a second process out.
  test.runIf(NIGHT)(
    'is for one worker, which says so, keeps others out with a sentence, and ends with 0 at SIGTERM',
    async () => {
      const worker = started(['work', '--home', home]);
      await worker.heard(/Au travail/);
      const other = await federation('status', '--home', home);
      expect([other.code, other.err]).toEqual([2, expect.stringMatching(`déjà ouverte.*${String(worker.child.pid)}`)]);
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toBe(0);
    },
  );

  // store.slow.test.ts kills a process that writes.
  test.runIf(NIGHT)('is opened by the next command after a worker that was killed', async () => {
    const worker = started(['work', '--home', home]);
    await worker.heard(/Au travail/);
    worker.child.kill('SIGKILL');
    await worker.ended;
    expect((await federation('status', '--home', home)).code).toBe(0);
  });

  // laws.slow.test.ts rebuilds on PGlite, from nothing as well.
  test.runIf(NIGHT)('made again from its archive without its database has the same snapshot', async () => {
    rmSync(join(home, 'pglite'), { recursive: true });
    expect((await federation('rebuild', '--home', home, '--yes')).code).toBe(0);
    expect((await federation('snapshot', '--home', home)).code).toBe(0);
    expect(readFileSync(join(home, 'outputs/latest.txt'), 'utf8').trim()).toBe(latest);
  });
});
