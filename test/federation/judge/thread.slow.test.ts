import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import { type Budgets, USUAL } from '../../../federation/src/budgets.ts';
import { JudgingThread } from '../../../federation/src/judge/thread/open.node.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import { eachInWorld, fileOf, many, type World } from './world.ts';

let world: World;
eachInWorld((one) => (world = one));

const home = mkdtempSync(join(tmpdir(), 'judging-'));
const marks = join(home, 'judging');
const opened: JudgingThread[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  expect(readdirSync(marks)).toEqual([]);
});

const open = (file: Partial<Budgets['file']> = {}, script?: URL): JudgingThread => {
  const budgets = { ...USUAL, file: { ...USUAL.file, ...file } };
  const place = { store: world.store, archive: join(home, 'archive'), marks, budgets };
  const thread = new JudgingThread(place, script ? { script, look: 20 } : {});
  opened.push(thread);
  return thread;
};

const states = (): Promise<unknown> =>
  world
    .rows('select version.id, state, reason, deaths from version order by version.id')
    .then((rows) => rows.map((row) => Object.values(row)));

describe('the thread that judges', () => {
  test('makes of the files of the archive what the process would, and says how far it is', async () => {
    const archive = await openArchive(join(home, 'archive'));
    const files = [fileOf(...many(30)), fileOf(...many(30, 5)), fileOf(...many(3, 50)), '{'];
    const all = async (): Promise<unknown> => [
      await world.rows('select hash, valid, body from record order by 1'),
      await world.rows('select version, records, around from listing order by 1'),
      await world.rows('select record, resource, times from sighting order by 1, 2'),
      await world.rows('select distinct key from dirty order by 1'),
      await states(),
    ];
    const publish = async (): Promise<void> => {
      for (const [at, text] of files.entries()) {
        await archive.put(Readable.from([Buffer.from(text)]));
        await world.publish(text, { resource: at < 2 ? 'a' : `r${at}`, at: `2026-10-0${at + 1}T00:00:00.000Z` });
      }
    };
    await publish();
    const here = await judgePending(world.federation);
    const expected = await all();
    await world.clear();
    await publish();
    const told: unknown[] = [];
    const federation = { ...world.federation, progress: (event: unknown) => void told.push(event), judging: open() };
    expect(await judgePending(federation)).toEqual(here);
    expect(await all()).toEqual(expected);
    expect(told.at(-1)).toEqual({ step: 'judge', versions: 4, of: 4, records: 63 });
    // Once more: nothing is left, and the thread waits for what comes.
    expect((await judgePending(federation)).versions).toBe(0);
    await world.publish(files[0] as string, { resource: 'c' });
    expect((await judgePending(federation)).versions).toBe(1);
  });
});

/** A thread that does to the versions it is given what a test says; `take` begins with one, `done` ends the call. */
function acting(script: string): URL {
  const path = join(mkdtempSync(join(tmpdir(), 'acting-')), 'thread.mjs');
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';
    let calls = 0;
    const waiting = new Map();
    const call = (of) => new Promise((resolve) => { waiting.set(++calls, resolve); parentPort.postMessage({ call: calls, of }); });
    const query = async (sql, session = 0) => (await call({ session, name: 'query', sql, parameters: [] })).value;
    const due = () => query("select id, deaths from version where state = 'fetched' order by id");
    const take = ({ id, deaths }, group = 0) => parentPort.postMessage({ begin: { id, deaths, size: 0 }, group });
    const accept = async (id) => { await query('update version set state = \\'accepted\\' where id = ' + id); parentPort.postMessage({ end: true, group: 0 }); };
    const hang = () => { for (;;); };
    const fill = () => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); };
    const none = { versions: 0, records: 0, fresh: 0, held: 0, unreadable: 0, givenUp: [], failed: [] };
    const done = () => parentPort.postMessage({ done: none });
    parentPort.on('message', async (message) => {
      if ('answer' in message) return waiting.get(message.answer)(message);
      ${script}
    });`,
  );
  return pathToFileURL(path);
}

describe('a file that keeps its thread busy without a pause, or fills its memory,', () => {
  const publish = async (count: number): Promise<number[]> => {
    const ids: number[] = [];
    for (let at = 0; at < count; at++) ids.push(await world.publish(fileOf(...many(1, at)), { resource: `r${at}` }));
    return ids;
  };
  const judge = (script: string, file: Partial<Budgets['file']> = { seconds: 0.3, memory: 64 }) =>
    open(file, acting(script)).judge(world.federation);

  test('is given up, and another thread goes on', async () => {
    const [bad, good] = await publish(2);
    const judged = await judge(
      `for (const one of await due()) { take(one); if (one.id === ${bad}) hang(); await accept(one.id); } done();`,
    );
    expect(judged).toMatchObject({ versions: 1, unreadable: 1, givenUp: [{ title: 'r0', reason: { over: 'seconds' } }] });
    expect(await states()).toEqual([
      [bad, 'unreadable', { code: 'too-costly', over: 'seconds', allowed: 0 }, 0],
      [good, 'accepted', null, 0],
    ]);
  });

  test('is told from those that are read with it by reading each alone', async () => {
    const [one, bad, other] = await publish(3);
    const judged = await judge(`
      const all = await due();
      const alone = all.filter(({ deaths }) => deaths > 0);
      if (alone.length === 0) { for (const one of all) take(one, one.id % 2); hang(); }
      for (const one of alone) { take(one); if (one.id === ${bad}) hang(); await accept(one.id); }
      done();`);
    expect(judged.givenUp).toMatchObject([{ title: 'r1' }]);
    expect(await states()).toMatchObject([
      [one, 'accepted', null, 1],
      [bad, 'unreadable', { over: 'seconds' }, 1],
      [other, 'accepted', null, 1],
    ]);
  });

  test('is given up for the memory that it takes, and leaves no transaction open', async () => {
    const [bad] = await publish(1);
    const judged = await judge(
      `const [first] = await due();
      if (!first) return done();
      await call({ session: 1, name: 'open' });
      await call({ session: 1, name: 'begin' });
      await query("update version set form = 'planted'", 1);
      take(first);
      fill();`,
      { seconds: 60, memory: 64 },
    );
    expect(judged.givenUp).toMatchObject([{ reason: { code: 'too-costly', over: 'memory', allowed: 64 } }]);
    expect(await world.rows('select state, form from version where id = $1', bad)).toEqual([{ state: 'unreadable', form: null }]);
  });

  test('is read alone where it ends its thread by a fault, and counts as one that does until it is set aside', async () => {
    const [bad, good] = await publish(2);
    await judge(`
      const left = (await due()).filter(({ deaths }) => deaths < 2);
      const alone = left.filter(({ deaths }) => deaths > 0);
      const end = () => { throw new Error('planted'); };
      if (alone.length === 0 && left.length > 0) { for (const one of left) take(one); end(); }
      for (const one of alone) { take(one); if (one.id === ${bad}) end(); await accept(one.id); }
      done();`);
    expect(await states()).toEqual([
      [bad, 'fetched', null, 2],
      [good, 'accepted', null, 1],
    ]);
  });

  test('does not keep the process from ending: the thread is closed in the middle of it', async () => {
    await publish(1);
    const thread = open(
      { seconds: 60 },
      acting(`take((await due())[0]); parentPort.postMessage({ progress: { step: 'judge' } }); hang();`),
    );
    await new Promise<void>((busy) => {
      void thread.judge({ ...world.federation, progress: () => busy() });
    });
    await thread.close();
    expect(await states()).toMatchObject([[expect.any(Number), 'fetched', null, 0]]);
  });

  test('a thread that ends where no file is in hand is no fault of a file, and says what to do', async () => {
    await publish(1);
    await expect(judge('fill();', { seconds: 60, memory: 64 })).rejects.toThrow(/64 MB.*budgets\.yaml/);
    await expect(judge(`throw new Error('planted');`)).rejects.toThrow('planted');
  });
});
