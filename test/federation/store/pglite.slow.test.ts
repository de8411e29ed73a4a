import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPglite } from '../../../federation/src/store/pglite.node.ts';
import { PgliteThread } from '../../../federation/src/store/pglite-thread.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { ROOT } from '../../support/engine.ts';
import { bareStore, pgliteFolder } from '../../support/pglite.ts';
import { NIGHT } from '../../support/tier.ts';

let store: Store;
let reader: Store;
beforeAll(async () => {
  store = await bareStore();
  reader = await bareStore({ onlyReads: true });
  for (const one of [store, reader]) await one.exec('create table kept (n int primary key, t text)');
});
afterAll(async () => {
  for (const one of [store, reader]) await one.close();
});

const kept = async (): Promise<unknown[]> => (await store.query('select n from kept order by n')).map(({ n }) => n);

describe.each([
  ['', () => store],
  [', kept prepared,', () => reader],
])('a statement%s in the thread of PGlite', (_kept, of) => {
  test('gives values as those of PostgreSQL are given', async () => {
    const [row] = await of().query(
      `select 9007199254740991 as bigint, date '2026-11-29' as day, timestamptz '2026-11-29 15:00:00+01' as time, '{"a":[1,null]}'::jsonb as jsonb,
         'null'::json as json, null::jsonb as nothing, '"text"'::jsonb as text, array['a', null, '"'] as list, 1.5::float8 as float, true as is, '\\x00ff'::bytea as bytes, $1::text as given`,
      ['é\n\\'],
    );
    expect(row).toEqual({
      ...{ bigint: 9007199254740991, day: '2026-11-29', time: '2026-11-29T14:00:00.000Z', jsonb: { a: [1, null] }, json: null },
      ...{
        nothing: null,
        text: 'text',
        list: ['a', null, '"'],
        float: 1.5,
        is: true,
        bytes: Buffer.from([0, 255]),
        given: 'é\n\\',
      },
    });
  });

  test.each([
    ['a query', () => of().query('select 1 / $1::int', [0]), { code: '22012', message: 'division by zero' }],
    ['statements', () => of().exec('select 1/0'), { code: '22012' }],
    ['a query of a session', () => of().session((one) => one.query('select * from absent')), { code: '42P01' }],
    ['rows', () => of().session((one) => one.copy('kept', ['n'], [Buffer.from('a\n')])), { code: '22P02' }],
    ['what a thread cannot be given', () => of().query('select $1::text', [() => 1]), { name: 'DataCloneError' }],
    ['statements that begin a transaction', () => of().exec('begin; select 1/0; commit'), { code: '22012' }],
    ['those of a session', () => of().session((one) => one.exec('begin; select 1/0; commit')), { code: '22012' }],
  ])('that fails, %s, says why as PostgreSQL does, and leaves no transaction open', async (_, run, fault) => {
    await expect(run()).rejects.toMatchObject(fault);
    expect(await of().query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('statements that are kept prepared are as many as they may be, take other values each time, and more are run as well', async () => {
  for (let number = 0; number < 120; number++)
    for (const list of [['a', null], []])
      expect(await reader.query(`select $1::text[] as list, ${number} as number, $2::int as given`, [list, number])).toEqual([
        { list, number, given: number },
      ]);
  const [row] = await reader.query<{ count: number }>("select count(*) from pg_prepared_statements where name like 'reading_%'");
  // Those that were wrong have a name as well.
  expect(row?.count).toBeGreaterThan(90);
  expect(row?.count).toBeLessThanOrEqual(100);
});

describe('rows', () => {
  test('in pieces that others use as well are copied, and the pieces stay as they are', async () => {
    const bytes = Buffer.from('10\té\n11\t\\\\\n');
    await store.session((one) => one.copy('kept', ['n', 't'], [bytes.subarray(0, 4), bytes.subarray(4), bytes.subarray(0, 0)]));
    await store.session((one) => one.copy('kept', ['n', 't'], []));
    expect(await store.query('select t from kept where n >= 10 order by n')).toEqual([{ t: 'é' }, { t: '\\' }]);
    expect(bytes.toString()).toBe('10\té\n11\t\\\\\n');
    await store.exec('delete from kept');
  });
});

test('what others ask while a session is in a transaction waits for its end, and is no part of it', async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((done) => (end = done));
  const undone = store.session((one) =>
    one.transaction(async () => {
      await one.query('insert into kept values (1)');
      await held;
      await one.query('insert into kept values (2)');
      throw new Error('undone');
    }),
  );
  const others = [
    store.query('insert into kept values (3)'),
    store.session((one) => one.exec('insert into kept values (4)')),
    store.session((one) => one.transaction(() => one.query('insert into kept values (5)'))),
  ];
  end();
  await expect(undone).rejects.toThrow('undone');
  await Promise.all(others);
  expect(await kept()).toEqual([3, 4, 5]);
});

describe('a thread that ends by itself', () => {
  const onEnd = (reason: string): Error => new Error(`the end of it: ${reason}`);

  test.each([
    ['with a code', 'process.exit(3)', /the end of it: exit 3/],
    ['by an error', "throw new Error('planted')", /the end of it: planted/],
  ])('%s fails what it was asked, and all that it is asked later', async (_, end, reason) => {
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ name }) => { if (name === 'open') parentPort.postMessage({}); else ${end}; });`;
    const thread = await PgliteThread.open({}, onEnd, new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    const asked = [thread.query('select 1'), thread.exec('select 2')];
    for (const one of asked) await expect(one).rejects.toThrow(reason);
    await expect(thread.query('select 3')).rejects.toThrow(reason);
    await expect(thread.close()).rejects.toThrow(reason);
  });

  test('before it is open is not opened', async () => {
    await expect(PgliteThread.open({}, onEnd, new URL('data:text/javascript,process.exit(4)'))).rejects.toThrow('exit 4');
  });
});

test('a database that cannot be opened is said to be damaged, unless the disk is full: then that is said', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'full-')), 'pglite');
  mkdirSync(folder);
  writeFileSync(join(folder, 'PG_VERSION'), '1');
  const opened = (megabytes: number) =>
    openPglite(folder, { spaceOf: () => Promise.resolve({ bavail: megabytes, bsize: 2 ** 20 }) });
  await expect(opened(10)).rejects.toMatchObject({ texts: { fr: expect.stringContaining("Il n'y a plus de place") as string } });
  await expect(opened(1000)).rejects.toMatchObject({ texts: { fr: expect.stringContaining("ne s'ouvre pas") as string } });
});

/** Code with `store` open in a folder, and how it ends. */
const ENDLESS = "const endless = store.exec('insert into kept select n from generate_series(1, 1e12::bigint) as n');";
const INTERRUPTED = [`${ENDLESS} setTimeout(() => process.kill(process.pid, 'SIGINT'), 200);`, 'SIGINT'];
const WRITES = ["void store.exec('insert into kept values (7)').then(() => (process.exitCode = 6));", 6];
/** Nothing more is asked; the process ends where it says so, in the middle of a statement. */
const OTHERS = [
  ['', 0],
  [`${ENDLESS} setTimeout(() => process.exit(5), 200);`, 5],
];

test('a process that has a PGlite open ends when it should, even in a statement, after what it asked is done; the next one finds what was written', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'ending-')), 'pglite');
  mkdirSync(folder);
  await pgliteFolder(folder);
  for (const [code, how] of [INTERRUPTED, ...(NIGHT ? OTHERS : []), WRITES]) {
    const open = `const { openPglite } = await import('./federation/src/store/pglite.node.ts'); const store = await openPglite(${JSON.stringify(folder)}); await store.exec('create table if not exists kept (n int)');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', `${open}${code}`], {
      ...{ cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
    });
    const [status, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(status ?? signal).toBe(how);
  }
  const next = await openPglite(folder);
  expect(await next.query('select n from kept')).toEqual([{ n: 7 }]);
  await next.close();
});
