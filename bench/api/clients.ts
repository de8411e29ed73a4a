/** Clients that look at what they are answered. */
import { setTimeout as wait } from 'node:timers/promises';
import { checker, type Description } from '../../test/federation/api/described.ts';

type Item = { key: string; sequence: number; withdrawn: boolean; body?: Record<string, unknown> };

/** `answers`: by question; `away`: those of 503 with Retry-After; `isAway`: the database restarts. */
export type Tally = { answers: Map<string, number>; away: number; times: number[]; wrong: string[]; isAway: boolean };

export const newTally = (): Tally => ({ answers: new Map(), away: 0, times: [], wrong: [], isAway: false });

/** `known`: keys of contracts that there were; `after`: the last change that it has followed, and `followed` what they gave: the number of each contract's last change. */
export type Client = {
  address: string;
  check: ReturnType<typeof checker>;
  known: string[];
  buyers: string[];
  at: number;
  after: number;
  followed: Map<string, number>;
};

export async function clientsOf(address: string, count: number): Promise<Client[]> {
  const description = await patiently<Description>(`${address}/v1/openapi.json`);
  const known: string[] = [];
  const buyers = new Set<string>();
  for (const sort of ['date', '-date', 'montant', '-montant']) {
    const { items } = await patiently<{ items: Item[] }>(`${address}/v1/contrats?sort=${sort}&limit=100`);
    for (const { key, body } of items) {
      known.push(key);
      const id = (body?.['acheteur'] as { id?: unknown } | undefined)?.id;
      if (typeof id === 'string' && /^\d{14}$/.test(id)) buyers.add(id);
    }
  }
  return Array.from({ length: count }, (_, at) => ({
    ...{ address, check: checker(description), known, buyers: [...buyers], at, after: 0, followed: new Map<string, number>() },
  }));
}

/** The answer to a question that is asked before anything is measured: a server that has just started may say that it is busy. */
export async function patiently<T>(url: string): Promise<T> {
  for (let tried = 0; ; tried++) {
    const answer = await fetch(url);
    if (answer.ok) return (await answer.json()) as T;
    if (answer.status !== 503 || tried === 20) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    await wait(1000);
  }
}

/** Milliseconds between two questions of a client. */
const PAUSE = 20;

/** Asks the next question, and adds what was wrong about the answer. */
export async function ask(client: Client, tally: Tally): Promise<void> {
  const at = client.at++;
  const question = QUESTIONS[at % QUESTIONS.length];
  await question?.(client, tally, at);
  await wait(PAUSE);
}

type Asked = (client: Client, tally: Tally, at: number) => Promise<void>;

/** The answer to an address of a route, undefined where it was no 200. */
async function get<T>(client: Client, tally: Tally, route: string, path: string): Promise<T | undefined> {
  const from = performance.now();
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${client.address}${path}`);
    text = await answer.text();
  } catch (error) {
    tally.wrong.push(`${path}: ${(error as Error).message}`);
    return undefined;
  }
  if (answer.status === 503 && answer.headers.get('retry-after') !== null) {
    tally.away++;
    if (!tally.isAway) tally.wrong.push(`${path}: 503 though the database is there: ${text}`);
    return undefined;
  }
  tally.times.push(performance.now() - from);
  tally.answers.set(route, (tally.answers.get(route) ?? 0) + 1);
  const fault = answer.status === 200 ? client.check(route, 200, answer.headers.get('content-type') ?? '', text) : text;
  if (fault === undefined) return JSON.parse(text) as T;
  tally.wrong.push(`${path}: ${answer.status} ${fault}`);
  return undefined;
}

const pick = <T>(list: readonly T[], at: number): T => list[(at * 7919) % list.length] as T;

const contract: Asked = async (client, tally, at) => {
  const key = pick(client.known, at);
  const found = await get<Item>(client, tally, '/v1/contrats/{cle}', `/v1/contrats/${key}`);
  if (found && found.key !== key) tally.wrong.push(`${key} gives ${found.key}`);
};

const records: Asked = async (client, tally, at) => {
  await get(client, tally, '/v1/contrats/{cle}/versions', `/v1/contrats/${pick(client.known, at)}/versions`);
};

/** What contracts are sorted by. */
const DAY = ({ body }: Item): string =>
  String(body?.['dateNotification'] ?? body?.['dateSignature'] ?? body?.['dateDebutExecution'] ?? '').slice(0, 10);
const AMOUNT = ({ body }: Item): number => Number(body?.['montant'] ?? body?.['valeurGlobale'] ?? -1);

/** Three pages, one after the other: in order, none twice. */
async function pages(client: Client, tally: Tally, filter: string, sort: string): Promise<void> {
  const seen = new Map<string, number>();
  let [cursor, last]: [string, Item | undefined] = ['', undefined];
  for (let page = 0; page < 3; page++) {
    const path = `/v1/contrats?limit=50&sort=${sort}${filter}${cursor}`;
    const found = await get<{ items: Item[]; next: string | null }>(client, tally, '/v1/contrats', path);
    if (!found) return;
    for (const item of found.items) {
      // What changed between two pages may have another place.
      if (seen.get(item.key) === item.sequence) tally.wrong.push(`${path}: ${item.key} twice`);
      seen.set(item.key, item.sequence);
      const value = sort.endsWith('date') ? DAY : AMOUNT;
      const isFine = last === undefined || (sort.startsWith('-') ? value(last) >= value(item) : value(last) <= value(item));
      if (!isFine && last) tally.wrong.push(`${path}: ${value(item)} after ${value(last)}`);
      last = item;
    }
    if (found.next === null) return;
    cursor = `&cursor=${found.next}`;
  }
}

const SORTS = ['-date', 'date', '-montant', 'montant'];
const FILTERS: ((client: Client, at: number) => string)[] = [
  () => '',
  (_, at) => `&departement=${String((at % 95) + 1).padStart(2, '0')}`,
  (client, at) => `&acheteur=${pick(client.buyers, at)}`,
  (_, at) => `&cpv=${45 + (at % 3)}`,
  () => '&type=contrat-concession',
];
const list: Asked = (client, tally, at) =>
  pages(client, tally, pick(FILTERS, at)(client, at), SORTS[Math.floor(at / QUESTIONS.length) % SORTS.length] ?? '-date');

/** The next changes after those that it has followed. Returns whether there are more. */
async function follow(client: Client, tally: Tally, limit = 100): Promise<boolean> {
  type Changes = { items: { sequence: number; key: string; removed: boolean }[]; next: number; end: boolean };
  const path = `/v1/changements?depuis=${client.after}&limit=${limit}`;
  const found = await get<Changes>(client, tally, '/v1/changements', path);
  if (!found) return true;
  for (const { sequence, key, removed } of found.items) {
    if (sequence <= client.after) tally.wrong.push(`${path}: ${sequence} after ${client.after}`);
    client.after = sequence;
    if (removed) client.followed.delete(key);
    else client.followed.set(key, sequence);
  }
  client.after = Math.max(client.after, found.next);
  return !found.end;
}

const changes: Asked = async (client, tally) => void (await follow(client, tally));

const buyer: Asked = async (client, tally, at) => {
  const id = pick(client.buyers, at);
  const found = await get<{ id: string }>(client, tally, '/v1/acheteurs/{id}', `/v1/acheteurs/${id}`);
  if (found && found.id !== id) tally.wrong.push(`${id} gives ${found.id}`);
};

const resources: Asked = async (client, tally) => {
  await get(client, tally, '/v1/ressources', '/v1/ressources?limit=50');
};

const rejected: Asked = async (client, tally) => {
  await get(client, tally, '/v1/rejets', '/v1/rejets?limit=20');
};

const QUESTIONS: readonly Asked[] = [contract, list, changes, contract, records, buyer, changes, list, resources, rejected];

/** Follows the changes until nothing is left: what they gave is then what an export of all gives, contract by contract. */
export async function followToTheEnd(client: Client, tally: Tally): Promise<void> {
  for (let tried = 0; tried < 100_000 && (await follow(client, tally, 1000)); tried++);
  const exported = new Set<string>();
  const answer = await fetch(`${client.address}/v1/contrats.ndjson?etat=tous`);
  let rest = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) exported.add((JSON.parse(line) as Item).key);
  }
  const missing = [...exported].filter((key) => !client.followed.has(key)).length;
  const left = [...client.followed.keys()].filter((key) => !exported.has(key)).length;
  console.log(`export : ${exported.size} contrats ; par les changements / by the changes : ${client.followed.size}`);
  if (missing > 0 || left > 0) tally.wrong.push(`the changes lack ${missing} contracts, and have ${left} that are gone`);
}
