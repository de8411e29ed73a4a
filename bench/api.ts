/** `npm run bench -- api`: how fast the API answers on a federation that is there: lookups, indexed pages, the hardest filters, and an export. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { ROOT } from './runner/measure.ts';

export const API_USAGE = `npm run bench -- api [options]
  --home FOLDER    la fédération (DATABASE_URL pour PostgreSQL) / the federation (DATABASE_URL for PostgreSQL)
  --seconds N      de chaque mesure / of each measure (10)
  --clients N      à la fois / at once (16)
  --export         aussi l'export NDJSON de tout, avec sa mémoire / also the NDJSON export of all, with its memory`;

/** Questions of one kind by their addresses, and the milliseconds that 95 % of the answers may take. */
type Question = { name: string; urls: string[]; limit: number };

/** Measures a federation that is there. Returns the exit code: 1 where a limit is missed. */
export async function benchApi(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      home: { type: 'string' },
      seconds: { type: 'string', default: '10' },
      clients: { type: 'string', default: '16' },
      export: { type: 'boolean', default: false },
    },
  });
  if (values.home === undefined) throw new Error(`--home ?\n${API_USAGE}`);
  let code = 0;
  const server = await startServer(values.home);
  try {
    for (const { name, urls, limit } of await questionsOf(server.address)) {
      const { p50, p97, failed, perSecond } = await measure(server.address, urls, Number(values.seconds), Number(values.clients));
      const isKept = p97 <= limit && failed === 0;
      if (!isKept) code = 1;
      console.log(
        `${name} : p50 ${p50} ms, p97,5 ${p97} ms (exigé p95 ≤ ${limit} : ${isKept ? 'tenu' : 'MANQUÉ'}), ${perSecond} par seconde, ${failed} échecs`,
      );
    }
    if (values.export) console.log(await measureExport(server.address, server.pid));
    return code;
  } finally {
    await server.stop();
  }
}

async function startServer(home: string): Promise<{ address: string; pid: number; stop: () => Promise<void> }> {
  const args = ['federation/bin/decp-federation.js', 'serve', '--home', home, '--port', '0', '--per-minute', '0', '--lang', 'en'];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/[^ ]+?(?=\. )/.exec(line)?.[0];
    if (address !== undefined)
      return {
        address,
        pid: child.pid ?? 0,
        stop: async () => {
          child.kill('SIGTERM');
          if (child.exitCode === null) await once(child, 'exit');
        },
      };
  }
  throw new Error('the server has not started');
}

type Item = { key: string; body: Record<string, unknown> };

/** Questions about contracts that there are. */
async function questionsOf(address: string): Promise<Question[]> {
  const items: Item[] = [];
  for (const sort of ['-date', 'date', '-montant', 'montant']) {
    const page = (await (await fetch(`${address}/v1/contrats?limit=250&sort=${sort}&type=marche`)).json()) as { items: Item[] };
    items.push(...page.items);
  }
  const buyers = items.map(({ body }) => (body['acheteur'] as { id: string }).id).filter((id) => /^\d{14}$/.test(id));
  const each = (path: (item: Item, at: number) => string): string[] => items.map(path);
  return [
    { name: 'un contrat / a contract', urls: each(({ key }) => `/v1/contrats/${key}`), limit: 20 },
    { name: 'ses enregistrements / its records', urls: each(({ key }) => `/v1/contrats/${key}/versions`), limit: 20 },
    { name: 'un acheteur / a buyer', urls: buyers.map((id) => `/v1/acheteurs/${id}`), limit: 20 },
    { name: 'contrats d’un acheteur / of a buyer', urls: buyers.map((id) => `/v1/contrats?acheteur=${id}&limit=20`), limit: 20 },
    {
      name: 'par département / by département',
      urls: each((_, at) => `/v1/contrats?departement=${String((at % 95) + 1).padStart(2, '0')}&limit=20`),
      limit: 20,
    },
    {
      name: 'par CPV / by CPV',
      urls: each(({ body }) => `/v1/contrats?cpv=${String(body['codeCPV']).slice(0, 5)}&limit=20`),
      limit: 20,
    },
    { name: 'les derniers / the last', urls: ['/v1/contrats?limit=20'], limit: 20 },
    { name: 'changements / changes', urls: each((_, at) => `/v1/changements?depuis=${at * 100}&limit=20`), limit: 20 },
    {
      name: 'le filtre le plus dur / the hardest filter',
      urls: each((_, at) => `/v1/contrats?lieu=X${at}&nature=absente&montantMin=${at}&sort=-montant&verdict=avertissements`),
      limit: 100,
    },
    {
      name: 'un compte / a count',
      urls: each(({ body }) => `/v1/contrats?cpv=${String(body['codeCPV']).slice(0, 2)}&count=true&limit=20&fields=key`),
      limit: 100,
    },
    {
      name: 'un territoire / a territory',
      urls: ['53', '84', '11', '76'].map((code) => `/v1/territoires/region-${code}`),
      limit: 100,
    },
    {
      name: 'rejets / rejected',
      urls: each((_, at) => `/v1/rejets?limit=20&code=${at % 2 === 0 ? 'schema.type' : 'absent'}`),
      limit: 100,
    },
  ];
}

async function measure(address: string, urls: string[], seconds: number, clients: number) {
  const result = await autocannon({
    ...{ url: address, connections: clients, duration: seconds },
    requests: urls.map((path) => ({ method: 'GET', path })),
  });
  return {
    p50: result.latency.p50,
    // It counts no 95 %.
    p97: result.latency.p97_5,
    failed: result.errors + result.non2xx,
    perSecond: Math.round(result.requests.average),
  };
}

/** All contracts as NDJSON: how many, how long, and the peak of the server's memory meanwhile. */
async function measureExport(address: string, pid: number): Promise<string> {
  const from = performance.now();
  const answer = await fetch(`${address}/v1/contrats.ndjson`);
  let [lines, bytes] = [0, 0];
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
  }
  const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  return `export NDJSON : ${lines} contrats, ${Math.round(bytes / 1e6)} Mo, ${((performance.now() - from) / 1000).toFixed(1)} s, ${Math.round(peak)} Mo de mémoire au plus`;
}
