/**
 * Servers that the test files of a run share. The main process of vitest starts one when the first file asks for it, and stops it after the last: what it costs is
 * counted with the run, and no file finds it in the state of another, because each makes its own database in it.
 */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { treeSeconds } from '../../bench/runner/machine.ts';
import { recordService } from './costs.ts';

/** How each service is reached. `socket`: the folder of the socket. */
type Addresses = { postgres: { socket: string } };
type Name = keyof Addresses;

/** A service that runs; the sentence that says why this machine has none. `pid`: of the process whose children are the service. */
export type Started<N extends Name> = { address: Addresses[N]; pid: number | undefined; stop(): Promise<void> } | string;

/** How each is started; loaded in the main process alone. */
const SERVICES: { [N in Name]: () => Promise<Started<N>> } = {
  postgres: async () => (await import('./postgres-service.ts')).start(),
};

const INTERVAL = 50;
/** Milliseconds after which a service that has not started will not. Files also wait for it at import, where vitest has no limit. */
const LONGEST = 300_000;
const FOLDER = 'TEST_SERVICES';
const WANTED = '.wanted';

/** Starts services as they are asked for. Returns what stops them after the last test. */
export function offerServices(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-services-'));
  process.env[FOLDER] = folder;
  const running = new Map<Name, Promise<Started<Name>>>();
  const begin = (name: Name): void => {
    const started = SERVICES[name]();
    running.set(name, started);
    started.then(
      (service) => answer(folder, name, typeof service === 'string' ? { absent: service } : { address: service.address }),
      (error: unknown) => answer(folder, name, { error: error instanceof Error ? error.message : String(error) }),
    );
  };
  const timer = setInterval(() => {
    for (const name of Object.keys(SERVICES) as Name[])
      if (!running.has(name) && existsSync(join(folder, name + WANTED))) begin(name);
  }, INTERVAL);
  timer.unref();
  return async () => {
    clearInterval(timer);
    const stopped = await Promise.allSettled([...running].map(([name, started]) => end(name, started)));
    rmSync(folder, { recursive: true, force: true });
    for (const one of stopped) if (one.status === 'rejected') throw one.reason;
  };
}

async function end(name: Name, started: Promise<Started<Name>>): Promise<void> {
  const service = await started.catch(() => '');
  if (typeof service === 'string') return;
  if (service.pid !== undefined) recordService(name, treeSeconds(service.pid) ?? 0);
  await service.stop();
}

type Answer<N extends Name> = { address: Addresses[N] } | { absent: string } | { error: string };

/** Moved into place, so that nobody reads half of it. */
function answer<N extends Name>(folder: string, name: N, said: Answer<N>): void {
  const path = join(folder, `${name}.json`);
  writeFileSync(`${path}.new`, JSON.stringify(said));
  renameSync(`${path}.new`, path);
}

/** The folder of the run, which all its workers share. */
export function folderOfRun(): string {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error('services and what is made once are there for tests that vitest runs');
  return folder;
}

/** How to reach a service, which is started if no other file has asked for it yet; a sentence where this machine has none. Throws where it does not start. */
export async function serviceAt<N extends Name>(name: N): Promise<Addresses[N] | string> {
  const folder = folderOfRun();
  writeFileSync(join(folder, name + WANTED), '');
  const path = join(folder, `${name}.json`);
  const until = performance.now() + LONGEST;
  while (!existsSync(path)) {
    if (performance.now() > until) throw new Error(`${name} has not started in ${LONGEST / 1000} seconds`);
    await setTimeout(INTERVAL);
  }
  const said = JSON.parse(readFileSync(path, 'utf8')) as Answer<N>;
  if ('error' in said) throw new Error(said.error);
  return 'address' in said ? said.address : said.absent;
}
