import { createHash } from 'node:crypto';
import { ArchiveError } from '../archive/archive.ts';
import { USUAL } from '../budgets.ts';
import { openPortal } from '../catalogue/open-portal.ts';
import { type Portal, PortalFault, type PortalResource } from '../catalogue/portal.ts';
import { type Source, type SourceDataset, updatesOf } from '../catalogue/source.ts';
import type { Federation } from '../federation.ts';
import { type Asking, WAITING, withHttp } from './asking.node.ts';
import { type FaultKind, HarvestFault } from './fault.ts';
import { Hosts } from './hosts.ts';
import type { Answer, Http, Time } from './http.node.ts';
import { agrees, type Known, type Listed, type Plan, planOf, type Signals } from './plan.ts';
import { type Waiting, withRetries } from './retry.ts';
import {
  changedFacts,
  insertAttempt,
  isOwnFile,
  keepGone,
  keepListed,
  keepSkipped,
  keepWhole,
  keepUnchanged,
  listingOf,
  readTargets,
  recover,
  type Target,
} from './rows.ts';
import { isData, isOwnAddress } from './select.ts';

export type HarvestOptions = Asking & {
  /** Fetches all of each resource, whatever the signals say. */
  force?: boolean;
};

/** A dataset or a resource (null for the dataset itself) of which nothing new was kept. */
type Failure = {
  source: string;
  dataset: string;
  resource: string | null;
  url: string;
  kind: FaultKind;
  detail: string | null;
};

/** What a harvest did, in resources. */
export type HarvestResult = {
  datasets: number;
  /** All that datasets list and sources take: the sum of those that follow. */
  checked: number;
  /** Not asked for: no signal of change. */
  skipped: number;
  /** The server said that nothing changed. */
  unchanged: number;
  /** Fetched, with the bytes of before. */
  same: number;
  /** Of them, those whose content was damaged in the archive, and is whole again. */
  healed: number;
  /** Fetched: a new version. */
  fetched: number;
  failed: number;
  /** Listed, and not taken: documents, other forms, what another dataset has already. Not among those checked. */
  left: number;
  /** Bytes of data that came, as they were sent. */
  bytes: number;
  failures: Failure[];
};

/** Datasets harvested at once, and resources of each fetched at once. Politeness bounds what a host gets of them. */
const DATASETS = 4;
const RESOURCES = 8;

/**
 * Harvests all datasets of the sources that are harvested, or of those of them that are named: lists, decides, fetches, archives. One that fails does not stop the others. What
 * is no fault of a source (a database that is gone) is thrown once the others have ended.
 */
export async function harvest(
  federation: Federation,
  { sources, ...options }: HarvestOptions & { sources?: readonly string[] } = {},
): Promise<HarvestResult> {
  const wanted = [...federation.catalogue.values()].filter(({ id, harvested }) => harvested && (sources?.includes(id) ?? true));
  const works = wanted.flatMap((source) => source.datasets.map((dataset) => ({ source, dataset })));
  const total = emptyResult();
  let broken: { error: unknown } | undefined;
  await withTools(federation, options, async (tools) => {
    await inParallel(works, DATASETS, async ({ source, dataset }) => {
      try {
        add(total, await harvestWith(federation, source, dataset, tools));
      } catch (error) {
        broken ??= { error };
      }
    });
  });
  if (broken) throw broken.error;
  total.failures.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return total;
}

const placeOf = ({ source, dataset, resource }: Failure): string => `${source}\n${dataset}\n${resource ?? ''}`;

/** Harvests one dataset of a source. Its faults are in the result. */
export const harvestDataset = (
  federation: Federation,
  source: Source,
  dataset: SourceDataset,
  options: HarvestOptions = {},
): Promise<HarvestResult> => withTools(federation, options, (tools) => harvestWith(federation, source, dataset, tools));

type Tools = { http: Http; waiting: Waiting; force: boolean; hosts: Hosts };

function withTools<T>(federation: Federation, options: HarvestOptions, work: (tools: Tools) => Promise<T>): Promise<T> {
  const { budgets = USUAL } = federation;
  const { force = false, waiting = WAITING, hosts = new Hosts(budgets.server) } = options;
  return withHttp(federation, (http) => work({ http, waiting, force, hosts }), { ...options, waiting, hosts });
}

async function harvestWith(federation: Federation, source: Source, dataset: SourceDataset, tools: Tools): Promise<HarvestResult> {
  return new DatasetHarvest(federation, source, dataset, tools).run();
}

/** A resource to check: its row, and what the portal says of it now. */
type Check = { target: Target; listed: PortalResource | null; plan: Plan };

class DatasetHarvest {
  readonly #federation: Federation;
  readonly #source: Source;
  readonly #dataset: SourceDataset;
  readonly #tools: Tools;
  readonly #result = emptyResult();
  /** Nothing more can be kept. */
  #full: HarvestFault | undefined;

  constructor(federation: Federation, source: Source, dataset: SourceDataset, tools: Tools) {
    this.#federation = federation;
    this.#source = source;
    this.#dataset = dataset;
    this.#tools = tools;
  }

  async run(): Promise<HarvestResult> {
    const { store, archive, catalogue, now } = this.#federation;
    const result = this.#result;
    result.datasets = 1;
    const { resources, isComplete } = await this.#list();
    const place = { source: this.#source.id, dataset: this.#dataset.id };
    const taken = resources.filter(
      ({ title, url, format, listed }) => listed === null || isData(this.#dataset, { title, url, format }),
    );
    const updates = updatesOf(this.#dataset.rhythm);
    const listing = listingOf(place, taken, catalogue);
    for (const entry of await changedFacts(store, listing)) {
      const later = await archive.entriesOf(entry.resource, entry.fetchedAt);
      await archive.note({ ...entry, fetchedAt: laterThan(later.at(-1)?.fetchedAt ?? entry.fetchedAt, now()) });
    }
    await keepListed(store, listing, updates);
    if (isComplete)
      await keepGone(
        store,
        place,
        resources.map(({ name }) => name),
        now(),
      );
    const targets = await recover(store, archive, await readTargets(store, place));
    const checks = taken.flatMap(({ name, listed }): Check[] => {
      const target = targets.get(name);
      return target ? [{ target, listed, plan: planOf(knownOf(target), listed, now(), this.#tools.force) }] : [];
    });
    result.left = resources.length - checks.length;
    result.checked = checks.length;
    const skipped = checks.filter(({ plan }) => plan.do === 'skip');
    result.skipped = skipped.length;
    await keepSkipped(
      store,
      skipped.map(({ target }) => target.id),
      now(),
    );
    this.#progress(skipped.length);
    let done = skipped.length;
    const asked = checks.filter(({ plan }) => plan.do !== 'skip');
    await inParallel(asked, RESOURCES, async (check) => {
      await this.#fetch(check);
      this.#progress(++done);
    });
    return result;
  }

  #progress(checked: number): void {
    const { fetched, failed } = this.#result;
    this.#federation.progress({ step: 'harvest', source: this.#source.id, dataset: this.#dataset.id, checked, fetched, failed });
  }

  /** The host of a fault brought nothing, its retries included. */
  #hear(fault: HarvestFault): void {
    if (fault.host !== undefined) this.#tools.hosts.hear(fault.host, fault);
  }

  #fail(fault: HarvestFault, resource: string | null, url: string): void {
    this.#result.failures.push({
      ...{ source: this.#source.id, dataset: this.#dataset.id, resource, url },
      ...{ kind: fault.kind, detail: fault.detail },
    });
  }

  /** All that the dataset has. `isComplete`: what is not in it is gone. */
  async #list(): Promise<{ resources: Named[]; isComplete: boolean }> {
    const { id, urls, form } = this.#dataset;
    if (urls !== undefined)
      return { resources: urls.map((url) => ({ name: url, title: url, url, format: form, listed: null })), isComplete: true };
    const heard: Parameters<typeof insertAttempt>[1][] = [];
    const portal: Portal = openPortal(
      this.#federation.portal,
      this.#tools.http.json(({ url, at, milliseconds, status, bytes, fault }) => {
        heard.push({
          ...{ at, source: this.#source.id, resource: null, url: url.href, status, bytes, milliseconds },
          ...{ outcome: fault ? 'failed' : 'listed', error: fault?.kind ?? null, detail: fault?.detail ?? null },
        });
      }),
    );
    const found = new Map<string, Named>();
    try {
      const dataset = await portal.dataset(id);
      if (typeof dataset === 'string') {
        this.#fail(new HarvestFault(dataset), null, id);
        return { resources: [], isComplete: dataset === 'gone' };
      }
      for await (const listed of portal.resources(id)) {
        const { id: name, title, url, format } = listed;
        found.set(name, { name, title, url, format, listed });
      }
      return { resources: [...found.values()], isComplete: true };
    } catch (error) {
      const fault =
        error instanceof PortalFault
          ? new HarvestFault('incomplete-list', `${error.status} ${error.url} ${error.pointer}`.trim(), { status: error.status })
          : error;
      if (!(fault instanceof HarvestFault)) throw error;
      this.#fail(fault, null, id);
      this.#hear(fault);
      // What was listed is harvested; nothing is concluded from what was not.
      return { resources: [...found.values()], isComplete: false };
    } finally {
      for (const attempt of heard) await insertAttempt(this.#federation.store, attempt);
    }
  }

  async #fetch(check: Check): Promise<void> {
    const text = check.listed?.url ?? check.target.name;
    const { budgets = USUAL } = this.#federation;
    try {
      if (this.#full) throw this.#full;
      if (!URL.canParse(text)) throw new HarvestFault('unsafe', text.slice(0, 200));
      if (isOwnAddress(text)) throw new HarvestFault('own-output', text.slice(0, 200));
      const url = new URL(text);
      const seen = { lengths: { seen: undefined }, time: { all: budgets.server.file * 1000, left: budgets.server.file * 1000 } };
      this.#result[await withRetries(() => this.#attempt(check, url, seen), this.#tools.waiting)]++;
    } catch (error) {
      if (!(error instanceof HarvestFault)) throw error;
      this.#hear(error);
      if (error.kind === 'disk-full') this.#full = error;
      this.#result.failed++;
      this.#fail(error, check.target.name, text);
    }
  }

  /** One request for a resource, which becomes a row whatever comes of it. */
  async #attempt(
    { target, listed, plan }: Check,
    url: URL,
    { lengths, time }: { lengths: Lengths; time: Time },
  ): Promise<'unchanged' | 'same' | 'fetched'> {
    const { store, archive, now } = this.#federation;
    const [at, from] = [now(), performance.now()];
    const attempt = (status: number | null, bytes: number) => ({
      ...{ at, source: this.#source.id, resource: target.id, url: url.href, status, bytes },
      milliseconds: Math.round(performance.now() - from),
    });
    try {
      const headers = plan.do === 'ask' ? conditionsOf(target.signals) : {};
      const {
        value: got,
        status,
        bytes,
      } = await this.#tools.http.fetch({ url, headers, time }, async (answer) => {
        if (answer.status === 304) return undefined;
        const sha1 = createHash('sha1');
        const archived = await archive.put(checkedBody(answer, sha1, listed, lengths));
        return {
          archived,
          sha1: sha1.digest('hex'),
          answer: validatorsOf(answer, listed?.url ?? target.name),
          date: answer.headers.get('last-modified'),
        };
      });
      const row = attempt(status, bytes);
      if (!got) {
        this.#result.bytes += bytes;
        await keepUnchanged(store, target, { ...target.signals, listed: listedOf(listed) } as Signals, row, now());
        return 'unchanged';
      }
      const { archived } = got;
      if (archived.sha256 !== target.last?.sha256 && (await isOwnFile(store, archived.sha256)))
        throw new HarvestFault('own-output', archived.sha256, { status, bytes });
      this.#result.bytes += bytes;
      const content = { sha256: archived.sha256, sha1: got.sha1, size: archived.size };
      const signals: Signals = { content, answer: got.answer, listed: listedOf(listed) };
      const fetchedAt = laterThan(target.latest, now());
      if (archived.sha256 !== target.last?.sha256) {
        const { name, title, format, url: address } = target;
        await archive.note({
          ...{ source: this.#source.id, dataset: this.#dataset.id, resource: name, title, format, url: address, fetchedAt },
          ...{ lastModified: isoOf(listed?.lastModified ?? got.date), sha256: archived.sha256, size: archived.size },
        });
      }
      if (target.last?.isDamaged === true && archived.sha256 === target.last.sha256) this.#result.healed++;
      return await keepWhole(store, target, { archived, signals, fetchedAt, at: now() }, row);
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      this.#result.bytes += fault.bytes;
      const { status, bytes, kind, detail } = fault;
      if (!fault.isUnasked) await insertAttempt(store, { ...attempt(status, bytes), outcome: 'failed', error: kind, detail });
      throw fault;
    }
  }
}

/** What a dataset has, by the id of the resource on data.gouv.fr or by the address of the file. */
type Named = { name: string; title: string; url: string; format: string; listed: PortalResource | null };

/** Bytes that an attempt before brought, where they are not as many as the portal says. */
type Lengths = { seen: number | undefined };

const emptyResult = (): HarvestResult => ({
  ...{ datasets: 0, checked: 0, skipped: 0, unchanged: 0, same: 0, healed: 0, fetched: 0, failed: 0, left: 0, bytes: 0 },
  failures: [],
});

function add(total: HarvestResult, { failures, ...counts }: HarvestResult): void {
  for (const [name, count] of Object.entries(counts) as [keyof typeof counts, number][]) total[name] += count;
  total.failures.push(...failures);
}

/**
 * What the plan is made of. Signals of a content that no version has are those of a pass that was cut short; those of one that the archive does not have as it was fetched are of no
 * use: it is fetched again.
 */
const knownOf = ({ name, signals, fetchedAt, last }: Target): Known => ({
  name,
  signals: signals !== undefined && last?.isDamaged === false && signals.content.sha256 === last.sha256 ? signals : undefined,
  fetchedAt,
});

function conditionsOf(signals: Signals | undefined): Record<string, string> {
  const { etag = null, lastModified = null } = signals?.answer ?? {};
  return { ...(etag !== null && { 'if-none-match': etag }), ...(lastModified !== null && { 'if-modified-since': lastModified }) };
}

/** Longer headers are no validators that a server means to get back. */
const LONGEST_VALIDATOR = 1_000;

function validatorsOf({ headers }: Answer, url: string): Signals['answer'] {
  const short = (name: string): string | null => {
    const value = headers.get(name);
    return value === undefined || value.length > LONGEST_VALIDATOR ? null : value;
  };
  return { url, etag: short('etag'), lastModified: short('last-modified') };
}

function listedOf(listed: PortalResource | null): Listed | null {
  if (!listed) return null;
  const { url, hosted, size, checksum, lastModified } = listed;
  return { url, hosted, size, checksum, lastModified };
}

/**
 * The body, summed for the portal's sum. Throws at its end where it is not as long as the portal says of a file that it holds: what it says may be wrong, so that
 * a second body of the same length is believed, unless the portal's sum is against it too.
 */
async function* checkedBody(
  { body, headers, sent }: Answer,
  sha1: ReturnType<typeof createHash>,
  listed: PortalResource | null,
  lengths: Lengths,
): AsyncIterable<Uint8Array> {
  let size = 0;
  const declared = headers.get('content-length');
  const isPlain = headers.get('content-encoding') === undefined;
  try {
    for await (const chunk of body) {
      sha1.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    // The header is wrong, not the line, where it is not what the portal says of a file that it holds.
    const isWrong = isPlain && listed?.hosted === true && listed.size !== null && Number(declared) !== listed.size;
    if (error instanceof HarvestFault && error.kind === 'truncated' && declared !== undefined && isWrong)
      error.kind = 'wrong-length';
    throw error;
  }
  if (!listed?.hosted || listed.size === null || listed.size === size) return;
  // A file that was compressed before it was published, and that its server says to be so on its way.
  if (!isPlain && listed.size === sent()) return;
  const holds = agrees(listed.checksum, { sha1: sha1.copy().digest('hex'), sha256: '' });
  if (holds ?? lengths.seen === size) return;
  lengths.seen = size;
  // A cut that nothing else tells: the server said no length.
  const kind = declared === undefined && size < listed.size ? 'truncated' : 'wrong-length';
  throw new HarvestFault(kind, `${size} / ${listed.size}`);
}

/** The fault that an error is; undefined for what is no fault of a source or of a disk. */
function faultOf(error: unknown): HarvestFault | undefined {
  if (error instanceof ArchiveError && error.kind === 'disk-full') return new HarvestFault('disk-full', error.subject, {}, error);
  return error instanceof HarvestFault ? error : undefined;
}

/** The time, or just after another where a clock was set back. */
function laterThan(other: string | undefined, now: Date): string {
  const least = other === undefined ? -Infinity : Date.parse(other) + 1;
  return new Date(Math.max(now.getTime(), least)).toISOString();
}

function isoOf(time: string | null | undefined): string | null {
  const read = new Date(time ?? NaN);
  return Number.isNaN(read.getTime()) ? null : read.toISOString();
}

/** Works at items, so many at once. After an error no further one is begun; it is thrown when those begun have ended. */
async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let broken: { error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined && !broken; item = items[next++])
      try {
        await work(item);
      } catch (error) {
        broken ??= { error };
      }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  if (broken) throw broken.error;
}
