/** Clients that mean harm, or do it, on a server in a process of its own. */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wantIndex } from '../../../federation/src/search/index.node.ts';
import { emptyPostgres, type OnPostgres } from '../../support/federation-store.ts';
import { killed, started, type Started } from '../cli/started.ts';
import { repeatedRow, sharedPart } from '../costly.ts';

let absent: string | undefined;
let database: OnPostgres | undefined;
let server: Started | undefined;
let base: URL;

killed(afterAll);
beforeAll(async () => {
  const made = await emptyPostgres();
  if (typeof made === 'string') return void (absent = made);
  database = made;
  await made.store.session((session) => wantIndex(session, new Date()));
  const home = mkdtempSync(join(tmpdir(), 'attacks-'));
  writeFileSync(join(home, 'budgets.yaml'), 'stop: { seconds: 4 }\n');
  server = started(['serve', '--home', home, '--port', '0', '--per-minute', '0'], { DATABASE_URL: made.url });
  base = new URL(await server.heard(/http:\S+?(?=\.?\s)/));
});
afterAll(async () => {
  server?.child.kill('SIGTERM');
  if (server) expect(await server.ended).toBe(0);
  await database?.store.close();
});

/** What a socket has been answered once it is closed. */
const answered = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    socket.setEncoding('utf8').on('data', (part: string) => (said += part));
    socket.once('error', () => undefined).once('close', () => resolve(said));
  });

/** A request written as it is, from one of the addresses that this machine has. */
function written(head: readonly string[], from = '127.0.0.1'): Socket {
  const socket = connect({ port: Number(base.port), host: base.hostname, localAddress: from });
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

type Answered = { status: number | undefined; body: string; retryAfter: string | undefined };

/** A file sent at once. */
async function upload(from: string, file: string | Uint8Array = '{"marches":{"marche":[]}}', name = 'a.json'): Promise<Answered> {
  const sent = request(new URL(`/v1/validations?nom=${name}`, base), { method: 'POST', localAddress: from });
  sent.end(file);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer), retryAfter: answer.headers['retry-after'] };
}

/** Tries until an answer is none of a machine that has too much to do, for as long as a patient client would. */
async function patiently<T>(ask: () => Promise<T>, isBusy: (answer: T) => boolean): Promise<T> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    if (!isBusy(answer) || tries === 40) return answer;
    await wait(250);
  }
}

/** Waits for what comes in a few seconds, and not without end for what does not come. */
async function until(has: () => boolean): Promise<void> {
  for (let tries = 0; !has(); tries++) {
    if (tries === 600) throw new Error('it has not come in a minute');
    await wait(100);
  }
}

test('a client that sends many files slowly, again and again, is served a few, and another is served meanwhile', async ({
  skip,
}) => {
  if (absent !== undefined) return skip(absent);
  const answers: string[] = [];
  const open = new Set<Socket>();
  let isOver = false;
  /** Said to be of many clients, which nobody has said to believe. */
  const attack = async (i: number): Promise<void> => {
    while (!isOver) {
      const head = ['POST /v1/validations HTTP/1.1', 'host: x', 'content-length: 1000', `x-forwarded-for: 203.0.113.${i}`];
      const socket = written(head);
      socket.write('{');
      open.add(socket);
      socket.once('data', (said) => {
        answers.push(String(said));
        socket.destroy();
      });
      await answered(socket);
      open.delete(socket);
      await wait(1000);
    }
  };
  const attacks = Array.from({ length: 34 }, (_, i) => attack(i));
  const has = (status: number, code: string): boolean =>
    answers.some((said) => said.startsWith(`HTTP/1.1 ${status} `) && said.includes(`"${code}"`));
  try {
    // Those that were refused, and those that were taken and given up.
    await until(() => has(429, 'too-many-at-once'));
    expect(answers.find((said) => said.startsWith('HTTP/1.1 429 '))).toMatch(/\r\nretry-after: 5\r\n/);
    const other = await patiently(
      () => upload('127.0.0.2'),
      ({ status }) => status === 503,
    );
    expect([other.status, other.body]).toEqual([200, expect.stringContaining('"a.json"')]);
    await until(() => has(408, 'too-slow-upload'));
    expect(answers.find((said) => said.startsWith('HTTP/1.1 408 '))).toMatch(/\r\nconnection: close\r\n/i);
  } finally {
    isOver = true;
    for (const socket of open) socket.destroy();
    await Promise.all(attacks);
  }
  // It has its turns again: a file of nothing is received, and refused as such.
  const again = await patiently(
    () => upload('127.0.0.1', ''),
    ({ status }) => status === 503 || status === 429,
  );
  expect([again.status, again.body]).toEqual([400, expect.stringContaining('"empty"')]);
});

test('nothing leads to another server, whatever a request says that this one is', async ({ skip }) => {
  if (absent !== undefined) return skip(absent);
  const say = (target: string, ...headers: string[]): Promise<string> =>
    patiently(
      () => answered(written([`GET ${target} HTTP/1.1`, ...headers, 'connection: close'])),
      (said) => said.startsWith('HTTP/1.1 503 '),
    );
  const EVIL = 'host: evil.test';
  for (const target of ['http://evil.test/territoires/', 'HTTPS://evil.test:8443/territoires/', '/territoires/'])
    expect(await say(target, EVIL)).toMatch(/^HTTP\/1.1 308 [^]*\r\nlocation: \/territoires\r\n/);
  expect(await say('http://evil.test/en', EVIL)).toMatch(/\r\nlocation: \/en\/\r\n/);
  for (const target of ['//evil.test/territoires/', 'http:////evil.test/territoires/', '/\\evil.test/territoires/'])
    expect(await say(target, EVIL)).toMatch(/^HTTP\/1.1 40[04] /);
  // What a proxy would say is believed of a proxy alone.
  const forwarded = ['x-forwarded-host: evil.test', 'x-forwarded-proto: https', 'x-forwarded-for: 203.0.113.1'];
  const feed = await say('/territoires/departement-35/flux.atom', 'host: here.test', ...forwarded);
  expect(feed).toMatch(/^HTTP\/1.1 200 [^]* xml:base="http:\/\/here\.test\/"/);
});

/** What Linux says of a process (proc(5)); nothing of one that is gone. */
function told(pid: string, name: 'status' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** The processes in which the server checks files. */
const checkers = (): string[] =>
  readdirSync('/proc').filter(
    (pid) => told(pid, 'status').includes(`\nPPid:\t${String(server?.child.pid)}\n`) && told(pid, 'cmdline').includes('validate'),
  );

test('it is asked to stop while it checks a file that takes long: it ends in its time, and the check with it', async ({
  skip,
}) => {
  if (absent !== undefined) return skip(absent);
  if (process.platform !== 'linux') return skip('needs /proc, which says what processes there are');
  const send = (name: string, file: Uint8Array): Promise<Answered> =>
    patiently(
      () => upload('127.0.0.1', file, name),
      ({ status }) => status === 503,
    );
  expect((await send('a.xlsx', sharedPart())).body).toContain('"table.shared-part"');
  const endless = send('a.ods', repeatedRow(999_999)).catch(() => 'given up');
  let checking: string[] = [];
  await until(() => (checking = checkers()).length > 0);
  server?.child.kill('SIGTERM');
  // 1 where it is late.
  expect(await server?.ended).toBe(0);
  expect([await endless, checking.filter((pid) => told(pid, 'cmdline') !== '')]).toEqual(['given up', []]);
});
