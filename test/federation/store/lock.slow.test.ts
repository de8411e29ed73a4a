import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { Locked, lockFolder } from '../../../federation/src/store/lock.node.ts';
import { ROOT } from '../../support/engine.ts';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'lock-'));

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process that locks a folder and waits to be killed. */
async function holder(folder: string): Promise<ChildProcess> {
  const code =
    `const { lockFolder } = await import('./federation/src/store/lock.node.ts'); await lockFolder(${JSON.stringify(folder)});` +
    "process.stdout.write('locked\\n'); setInterval(() => undefined, 1000);";
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  await once(createInterface(child.stdout), 'line');
  return child;
}

const refused = (folder: string): Promise<Locked> =>
  lockFolder(folder).then(
    () => {
      throw new Error('the folder was free');
    },
    (error: unknown) => {
      if (error instanceof Locked) return error;
      throw error;
    },
  );

describe('the lock of a folder', () => {
  test('refuses a second process at once, and names the first', async () => {
    const folder = join(scratch(), 'db');
    const child = await holder(folder);
    const { holder: by, elsewhere } = await refused(folder);
    expect([by?.pid, elsewhere]).toEqual([child.pid, false]);
  });

  test('is free as soon as its process is killed, and leaves nothing when it is given back', async () => {
    const folder = join(scratch(), 'db');
    const child = await holder(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect([existsSync(`${folder}.lock`), existsSync(`${folder}.sock`)]).toEqual([true, true]);
    const unlock = await lockFolder(folder);
    expect(JSON.parse(readFileSync(`${folder}.lock`, 'utf8'))).toMatchObject({ pid: process.pid });
    await unlock();
    expect([existsSync(`${folder}.lock`), existsSync(`${folder}.sock`), existsSync(`${folder}.lock.turn`)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('of a stopped process is still held: it may go on', async () => {
    const folder = join(scratch(), 'db');
    const child = await holder(folder);
    child.kill('SIGSTOP');
    expect((await refused(folder)).holder?.pid).toBe(child.pid);
  });

  test('is the same by another name of the folder, and another where the folder is another', async () => {
    const top = scratch();
    mkdirSync(join(top, 'db'));
    symlinkSync(join(top, 'db'), join(top, 'link'));
    const unlock = await lockFolder(join(top, 'db'));
    expect((await refused(join(top, 'link'))).holder?.pid).toBe(process.pid);
    await (
      await lockFolder(join(top, 'other'))
    )();
    await unlock();
  });

  test('works where the path is too long for a socket', async () => {
    const folder = join(scratch(), 'a'.repeat(120), 'db');
    mkdirSync(join(folder, '..'));
    const unlock = await lockFolder(folder);
    expect((await refused(folder)).holder?.pid).toBe(process.pid);
    await unlock();
    await (
      await lockFolder(folder)
    )();
  });

  test.each([
    ['of this machine before it was started again', { machine: 'another-start' }, false],
    ['of another machine, which cannot be seen from here', { machine: 'another', host: 'another' }, true],
  ])('left %s', async (_, other, isRefused) => {
    const folder = join(scratch(), 'db');
    const unlock = await lockFolder(folder);
    const file = `${folder}.lock`;
    const own = JSON.parse(readFileSync(file, 'utf8')) as object;
    await unlock();
    writeFileSync(file, JSON.stringify({ ...own, pid: 1, ...other }));
    if (isRefused) expect((await refused(folder)).elsewhere).toBe(true);
    else await (await lockFolder(folder))();
  });

  test('with a file that was not written whole goes by the socket alone', async () => {
    const folder = join(scratch(), 'db');
    writeFileSync(`${folder}.lock`, '{"pid":');
    const unlock = await lockFolder(folder);
    writeFileSync(`${folder}.lock`, '{"pid":');
    expect((await refused(folder)).holder).toBeUndefined();
    await unlock();
  });

  test('of four that ask together, one gets it', async () => {
    const folder = join(scratch(), 'db');
    const child = await holder(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => lockFolder(folder)));
    const got = all.filter((one) => one.status === 'fulfilled');
    expect(got).toHaveLength(1);
    await got[0]?.value();
  });
});
