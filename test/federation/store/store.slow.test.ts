import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openStore } from '../../../federation/src/store/open.node.ts';
import { openPglite } from '../../../federation/src/store/pglite.node.ts';
import { Failure } from '../../../src/host/failure.ts';
import { ROOT } from '../../support/engine.ts';
import { oldPostgres } from './old-postgres.ts';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'store-'));

/** What the failure of an opening says, in both languages. */
const refusal = (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => {
      throw new Error('it was opened');
    },
    (error: unknown) => {
      if (error instanceof Failure) return `${error.texts.fr}\n${error.texts.en}`;
      throw error;
    },
  );

describe('a PGlite in a folder', () => {
  test('whose making was stopped is made anew; it is refused to a second process at once, with its folder, who has it and the ways out; killed, it is free and as it was written', async () => {
    const home = scratch();
    const folder = join(home, 'pglite');
    mkdirSync(folder);
    writeFileSync(join(folder, 'PG_VERSION'), '');
    writeFileSync(`${folder}.making`, '');
    const code =
      `const { openPglite } = await import('./federation/src/store/pglite.node.ts'); const store = await openPglite(${JSON.stringify(folder)});` +
      "await store.exec('create table held (n int)'); console.log('open');" +
      "for (let n = 0; ; n++) { await store.query('insert into held values ($1)', [n]); if (n === 20) console.log('written'); }";
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    try {
      expect((await lines.next()).value).toBe('open');
      expect(existsSync(`${folder}.making`)).toBe(false);
      const said = await refusal(openStore({ home, databaseUrl: undefined }));
      for (const word of [folder, String(child.pid), 'DATABASE_URL', 'Attendez', 'Wait', 'arrêtez', 'stop'])
        expect(said).toContain(word);
      expect((await lines.next()).value).toBe('written');
    } finally {
      child.kill('SIGKILL');
    }
    await once(child, 'exit');
    const store = await openPglite(folder);
    const [row] = await store.query<{ n: number }>('select count(*) as n from held');
    expect(row?.n).toBeGreaterThan(20);
    await migrate(store);
    await migrate(store);
    const done = await store.query<{ name: string }>('select name from migration order by name');
    expect(done.map(({ name }) => name)).toEqual(readdirSync(join(ROOT, 'federation/sql')).toSorted());
    // Statements that begin a transaction and fail in it.
    await expect(store.exec('begin; select 1/0; commit')).rejects.toThrow(/zero/);
    await expect(store.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
    await store.close();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });
});

describe('the address of a database', () => {
  const secret = 'tres-secret';

  test.each([
    ['is no address', `user:${secret}@here/base`],
    ['is of something else', `mysql://user:${secret}@here/base`],
    ['is empty of all but a scheme', `//:${secret}`],
  ])('that %s is refused, and not repeated', async (_, databaseUrl) => {
    const said = await refusal(openStore({ home: scratch(), databaseUrl }));
    expect(said).toContain('postgres://');
    expect(said).not.toContain(secret);
  });

  test('where nobody listens is refused at once, by name and without its password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await new Promise((done) => server.close(done));
    const databaseUrl = `postgres://user:${secret}@127.0.0.1:${String(port)}/base?password=${secret}`;
    const said = await refusal(openStore({ home: scratch(), databaseUrl }));
    expect(said).toContain(`postgres://user@127.0.0.1:${String(port)}/base`);
    expect(said).toContain('ECONNREFUSED');
    expect(said).not.toContain(secret);
  });

  test('of a PostgreSQL that is too old is refused, with both versions', async () => {
    const old = await oldPostgres();
    const said = await refusal(
      openStore({ home: scratch(), databaseUrl: `postgres://user:${secret}@127.0.0.1:${String(old.port)}/base` }),
    );
    await old.stop();
    expect(said).toMatch(/14\.9.*15/);
    expect(said).not.toContain(secret);
  });
});
