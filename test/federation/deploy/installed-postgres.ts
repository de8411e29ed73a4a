/** A PostgreSQL server of this machine, with the programs for dumps that the npm packages do not have. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** `run`: one of its programs, connected to this server; throws what it says where it fails. */
export type Installed = { socket: string; bin: string; run(program: string, ...args: string[]): string; stop(): Promise<void> };

const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'pg_isready', 'psql'];

/** Where distributions have them, and where `pg_config` says. */
function folders(): string[] {
  const root = '/usr/lib/postgresql';
  const known = existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
  const { status, stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  return [...known.toReversed(), ...(status === 0 ? [stdout.trim()] : [])];
}

/** A user without rights: PostgreSQL refuses root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** Starts one in a folder of its own, reached by a socket alone; or the sentence that says why there is none. */
export async function startInstalled(): Promise<Installed | string> {
  const bin = folders().find((folder) => PROGRAMS.every((name) => existsSync(join(folder, name))));
  if (bin === undefined) return 'PostgreSQL with pg_dump is not installed on this machine';
  const user = process.getuid?.() === 0 ? NOBODY : {};
  const socket = mkdtempSync('/tmp/decp-installed-');
  if (user === NOBODY) chownSync(socket, NOBODY.uid, NOBODY.gid);
  const data = join(socket, 'data');
  const env = { PATH: process.env['PATH'], PGHOST: socket, PGUSER: 'postgres' };
  const run = (program: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(join(bin, program), args, { encoding: 'utf8', env, ...user });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
    return stdout;
  };
  run('initdb', '--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync');
  const settings = { listen_addresses: '', unix_socket_directories: socket, fsync: 'off' };
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { env, stdio: 'ignore', ...user },
  );
  const ended = once(server, 'close');
  while (server.exitCode === null && spawnSync(join(bin, 'pg_isready'), [], { env }).status !== 0) await wait(100);
  return {
    ...{ socket, bin, run },
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(socket, { recursive: true, force: true });
    },
  };
}
