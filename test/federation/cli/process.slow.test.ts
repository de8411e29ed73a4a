import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { ROOT } from '../../support/engine.ts';
import { startPostgres, whyAbsent } from '../../support/postgres.ts';
import { federation } from './call.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

type Running = { child: ChildProcess; err: Interface; ended: Promise<number | null>; out: () => string };

/** The program in a process of its own; what needs none is called by `federation`. */
function start(args: readonly string[], env: Record<string, string> = {}): Running {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'federation/bin/decp-federation.js'), ...args], {
    ...{ cwd: tmpdir(), env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  started.push(child);
  let out = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, err: createInterface(child.stderr), ended, out: () => out };
}

/** Waits for a line of standard error that has some words. */
async function said(err: Interface, words: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of err) {
    if (line.includes(words)) return line;
    lines.push(line);
  }
  throw new Error(`“${words}” was not said, but: ${lines.join('\n')}`);
}

describe('a worker on PGlite', () => {
  test('says that it is the only one, keeps others out with a sentence, and ends with 0 at SIGTERM', async () => {
    const home = mkdtempSync(join(tmpdir(), 'work-'));
    const worker = start(['work', '--home', home]);
    await said(worker.err, 'Au travail');
    const other = start(['status', '--home', home]);
    const sentence = await said(other.err, 'déjà ouverte');
    expect(sentence).toContain(String(worker.child.pid));
    expect(await other.ended).toBe(2);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect((await federation('status', '--home', home)).code).toBe(0);
  });

  test('at SIGKILL leaves a folder that the next command opens', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kill-'));
    const worker = start(['work', '--home', home]);
    await said(worker.err, 'Au travail');
    worker.child.kill('SIGKILL');
    await worker.ended;
    expect((await federation('status', '--home', home)).code).toBe(0);
  });
});

describe('workers on PostgreSQL', () => {
  test('are several, and end with 0 at SIGTERM', async ({ skip }) => {
    const absent = whyAbsent();
    if (absent !== undefined) return skip(absent);
    const server = await startPostgres();
    if (typeof server === 'string') return skip(server);
    try {
      const env = {
        DATABASE_URL: `postgres://postgres:password@/postgres?host=${encodeURIComponent(server.socket)}`,
        DECP_FEDERATION_HOME: mkdtempSync(join(tmpdir(), 'shared-')),
      };
      const workers = [start(['work'], env), start(['work'], env)];
      await Promise.all(workers.map(({ err }) => said(err, 'Au travail')));
      for (const { child } of workers) child.kill('SIGTERM');
      expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
    } finally {
      await server.stop();
    }
  });
});

test('the demonstration ends with a snapshot of its own, whatever DATABASE_URL says', async () => {
  const home = join(mkdtempSync(join(tmpdir(), 'demo-')), 'demo');
  const demo = start(['demo', '--home', home], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(await demo.ended).toBe(0);
  const latest = readFileSync(join(home, 'outputs/latest.txt'), 'utf8').trim();
  const manifest = JSON.parse(readFileSync(join(home, 'outputs/snapshots', latest, 'manifeste.json'), 'utf8')) as {
    counts: { contracts: number };
  };
  expect(manifest.counts.contracts).toBeGreaterThan(0);
  expect(demo.out()).toContain(`npm run federation -- serve --home ${home}, `);
  for (const name of demo.out().match(/^ {2}\/\S+/gm) ?? []) expect(existsSync(name.trim()), name).toBe(true);
  const days = [...demo.out().matchAll(/^Jour \d+ : (\d+) fichiers? nouveaux?, (\d+) /gm)].map((found) =>
    found.slice(1).map(Number),
  );
  const sumOf = (column: number): number => days.reduce((sum, day) => sum + (day[column] ?? 0), 0);
  const status = await federation('status', '--home', home, '--format', 'json');
  expect(status.code).toBe(0);
  const { counts } = JSON.parse(status.out) as { counts: Record<string, number> };
  const { accepted = 0, held = 0, unreadable = 0, records } = counts;
  expect([sumOf(0), sumOf(1)]).toEqual([accepted + held + unreadable, records]);
  expect((await federation('status', '--home', home, '--balance')).code).toBe(0);
  // The folder has all that the other commands need.
  const compare = await federation('compare', '--home', home, '--format', 'json');
  expect(compare.code).toBe(0);
  expect((JSON.parse(compare.out) as { national: number }).national).toBeGreaterThan(0);
  const notices = await federation('notices', 'draft', '--home', home);
  expect([notices.code, notices.out]).toEqual([0, expect.stringMatching(/« harvested: false »\) : .*commune-de-kervadec/)]);
  rmSync(join(home, 'pglite'), { recursive: true });
  expect((await federation('rebuild', '--home', home, '--yes')).code).toBe(0);
  expect((await federation('snapshot', '--home', home)).code).toBe(0);
  expect(readFileSync(join(home, 'outputs/latest.txt'), 'utf8').trim()).toBe(latest);
});
