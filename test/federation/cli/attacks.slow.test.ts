/** Files and servers that would stop a federation: real processes, small sizes. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../support/engine.ts';
import { emptyPostgres, type OnPostgres } from '../../support/federation-store.ts';
import { repeatedRow, sharedPart } from '../costly.ts';
import { fileOf, many, marche } from '../judge/world.ts';
import { federation } from './call.ts';
import { killed, started, type Started, watched } from './started.ts';

const home = mkdtempSync(join(tmpdir(), 'attacks-'));
const marks = join(home, 'archive/judging');

const ENDLESS = repeatedRow(999_999);
const FLOOD = `{"marches":{"marche":[${'{},'.repeat(2000)}{}]}}`;

/** Records of one contract, each with a modification that no other has. */
const united = (id: number): unknown => {
  const modification = { id, dateNotificationModification: '2024-05-02', datePublicationDonneesModification: '2024-05-20' };
  return marche('2024REUNI', { objet: `Travaux ${id}`, modifications: [{ modification: { ...modification, montant: id } }] });
};

const FILES: Record<string, string | Uint8Array> = {
  '/sans-fin.ods': ENDLESS,
  '/feuilles.xlsx': sharedPart(),
  '/innombrable.json': FLOOD,
  '/bon.json': fileOf(...many(3)),
  '/reunis.json': fileOf(...[1, 2, 3].map(united)),
};

const servers: Server[] = [];
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

/** The catalogue: the files of one server, and of one that sends a byte now and then, without end. */
let sourceOf: (files: readonly string[], slow: readonly string[]) => void;
let made: OnPostgres | string;
beforeAll(async () => {
  made = await emptyPostgres();
  const good = await serve((request, response) => void response.end(FILES[request.url ?? '']));
  const slow = await serve((_, response) => {
    response.write('{');
    const timer = setInterval(() => response.write(' '), 100);
    response.once('close', () => clearInterval(timer));
  });
  mkdirSync(join(home, 'sources'));
  sourceOf = (files, slowFiles) => {
    const urls = [...files.map((name) => good + name), ...slowFiles.map((name) => slow + name)];
    const source = {
      ...{ title: { fr: 'Essai', en: 'Trial' }, publisher: 'Essai', licence: 'lov2', rhythm: 'cumulative', form: 'auto' },
      ...{ datasets: [{ id: 'essai', urls }], found: [{ where: 'test', date: '2026-11-29' }] },
    };
    writeFileSync(join(home, 'sources/essai.yaml'), JSON.stringify(source));
  };
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  if (typeof made === 'object') await made.store.close();
});

killed(afterEach);

const start = (verb: string, url: string): Started =>
  started([verb, '--home', home, '--portal', 'http://127.0.0.1:9', '--rate', '1000'], { DATABASE_URL: url });

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(path, bytes);
}

/** Whether the process marks a file that it reads. */
const isReading = ({ child }: Started): boolean => {
  try {
    return readdirSync(marks).some((name) => name.includes(`-${String(child.pid)}-`) && statSync(join(marks, name)).size > 0);
  } catch {
    return false;
  }
};

async function reading(running: Started): Promise<void> {
  while (!isReading(running)) {
    if (running.child.exitCode !== null) throw new Error(`it ended before it read a file: ${running.said()}`);
    await wait(20);
  }
}

test('no file and no server stops the rest: what kills a process twice is set aside, what costs too much is given up, what is damaged is fetched again, SIGTERM ends in the middle of it', async ({
  skip,
}) => {
  if (typeof made === 'string') return skip(made);
  const { store, url } = made;
  /** What a killed process had begun is another's to do after a minute and a half: at once, here. */
  const giveBack = () => store.exec(`update federation_jobs.job set state = 'retry', start_after = now() where state = 'active'`);
  const versionOf = async (name: string): Promise<unknown> =>
    (
      await store.query(
        `select state, reason ->> 'code' as code, deaths from version join resource on resource.id = resource where name like $1`,
        [`%/${name}`],
      )
    )[0];

  sourceOf(['/sans-fin.ods'], []);
  for (const verb of ['run', 'work']) {
    const killed = start(verb, url);
    await reading(killed);
    killed.child.kill('SIGKILL');
    await killed.ended;
    await giveBack();
  }

  const sha256 = createHash('sha256').update(ENDLESS).digest('hex');
  flipByte(join(home, 'archive/contents', sha256.slice(0, 2), `${sha256.slice(2)}.gz`));

  writeFileSync(
    join(home, 'budgets.yaml'),
    'file: { records: 1000 }\ncontract: { items: 2 }\nserver: { leastSpeed: 1000, leastSpeedOver: 1 }\n',
  );
  sourceOf(Object.keys(FILES), ['/lent-1.json', '/lent-2.json']);
  const through = start('run', url);
  expect(await through.ended, through.said()).toBe(1);
  expect(await versionOf('sans-fin.ods')).toEqual({ state: 'unreadable', code: 'set-aside', deaths: 2 });
  expect(await versionOf('feuilles.xlsx')).toEqual({ state: 'unreadable', code: 'table.shared-part', deaths: 0 });
  expect(await versionOf('innombrable.json')).toEqual({ state: 'unreadable', code: 'too-costly', deaths: 0 });
  expect(through.said()).toMatch(/2 × serveur trop lent/);
  expect(through.said()).toMatch(/1 contenu endommagé de l'archive a été téléchargé à nouveau/);
  expect(through.said()).toMatch(new RegExp(`mis de côté, car le lire a échoué 2 fois.*retry ${sha256}`));
  expect(through.said()).toMatch(/trop coûteux, plus de 1.000 enregistrements/);
  expect(through.said()).toMatch(/4 contrats consolidés[^]*Nouvel instantané/);
  expect(through.said()).toMatch(/1 contrat est son enregistrement préféré seul.*« 2024REUNI » de l'acheteur \d{14}/);

  writeFileSync(join(home, 'budgets.yaml'), 'stop: { seconds: 2 }\n');
  const { DATABASE_URL: before } = process.env;
  process.env['DATABASE_URL'] = url;
  try {
    for (const [named, code, said] of [
      ['inconnue', 2, /« inconnue ».*status/],
      [sha256, 0, /Repris.*sans-fin\.ods/],
    ] as const) {
      const retried = await federation('retry', named, '--home', home);
      expect([retried.code, retried.out + retried.err]).toEqual([code, expect.stringMatching(said)]);
    }
  } finally {
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
  }
  const stopped = start('run', url);
  await reading(stopped);
  stopped.child.kill('SIGTERM');
  expect(await stopped.ended, stopped.said()).toBe(1);
  // It was not read to its end first, and it is not to blame for what somebody asked for.
  expect(await versionOf('sans-fin.ods')).toEqual({ state: 'fetched', code: null, deaths: 0 });
  expect(readdirSync(marks)).toEqual([]);
});

test.each([
  ['cannot close what it has open', 'new Promise(() => undefined)', [1, 'working\nasked\nlate\n']],
  [
    'has closed all, but for what it has given back,',
    "new Promise((end) => signal.addEventListener('abort', () => end(0)))",
    [0, 'working\nasked\n'],
  ],
] as const)('a process that %s ends all the same, in the time that it has to stop', async (_, work, expected) => {
  const stop = pathToFileURL(join(ROOT, 'federation/src/jobs/stop.node.ts')).href;
  const code = `const { stoppable } = await import(${JSON.stringify(stop)});
    setInterval(() => undefined, 1000);
    const late = { budgets: { stop: { seconds: 0.2 } }, onLate: () => console.log('late') };
    process.exitCode = await stoppable((signal) => { console.log('working'); return ${work}; }, () => console.log('asked'), late);`;
  const { child, ended, said, heard } = watched(
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
      ...{ cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    }),
  );
  await heard(/working\n/);
  child.kill('SIGTERM');
  expect([await ended, said()]).toEqual(expected);
});
