/**
 * Servers that the test files of a run share. The main process of vitest starts one when the first file asks for it, and stops it after the last: what it costs is
 * counted with the run, and no file finds it in the state of another, because each makes its own database or browser context in it.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { treeSeconds } from '../../bench/runner/machine.ts';
import { recordService } from './costs.ts';

/** How a service is reached, or the sentence that says why this machine has none. */
type Address = Record<string, string> | string;
type Started = { address: Address; pid?: number | undefined; stop(): Promise<void> };

/** Name → how it is started; loaded in the main process alone. */
const SERVICES: Record<string, () => Promise<Started>> = {
  postgres: async () => (await import('./postgres-service.ts')).start(),
  browser: async () => (await import('./browser-service.ts')).start(),
};

const INTERVAL = 50;
const FOLDER = 'TEST_SERVICES';

/** Called by vitest before the first test; what it returns is called after the last. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-services-'));
  process.env[FOLDER] = folder;
  const running = new Map<string, Promise<Started>>();
  const begin = (name: string): void => {
    const started = (SERVICES[name] ?? unknown(name))();
    running.set(name, started);
    started.then(
      ({ address }) => answer(folder, name, { address }),
      (error: unknown) => answer(folder, name, { error: error instanceof Error ? error.message : String(error) }),
    );
  };
  const timer = setInterval(() => {
    for (const name of readdirSync(folder))
      if (name.endsWith(WANTED)) {
        const service = name.slice(0, -WANTED.length);
        if (!running.has(service)) begin(service);
      }
  }, INTERVAL);
  timer.unref();
  return async () => {
    clearInterval(timer);
    for (const [name, started] of running) {
      const service = await started.catch(() => undefined);
      if (service?.pid !== undefined) recordService(name, treeSeconds(service.pid) ?? 0);
      await service?.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  };
}

const WANTED = '.wanted';

const unknown = (name: string) => (): Promise<Started> => Promise.reject(new Error(`there is no service ${name}`));

/** Moved into place, so that nobody reads half of it. */
function answer(folder: string, name: string, what: { address: Address } | { error: string }): void {
  const path = join(folder, `${name}.json`);
  writeFileSync(`${path}.new`, JSON.stringify(what));
  renameSync(`${path}.new`, path);
}

/** How to reach a service, which is started if no other file has asked for it yet; a sentence where this machine has none. Throws where it does not start. */
export async function serviceAt(name: 'postgres' | 'browser'): Promise<Address> {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error('services are there for tests that vitest runs');
  writeFileSync(join(folder, name + WANTED), '');
  const path = join(folder, `${name}.json`);
  while (!existsSync(path)) await setTimeout(INTERVAL);
  const said = JSON.parse(readFileSync(path, 'utf8')) as { address: Address } | { error: string };
  if ('error' in said) throw new Error(said.error);
  return said.address;
}
