/** A small federation: a database, an archive in memory, and files that are published. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ArchiveError } from '../../../federation/src/archive/archive.ts';
import type { Source } from '../../../federation/src/catalogue/source.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import type { Judged } from '../../../federation/src/judge/judged.ts';
import type { Row, Store } from '../../../federation/src/store/store.ts';
import { clear, emptyStore } from '../../support/federation-store.ts';

type Publication = { resource: string; updates?: 'added' | 'replaced'; title?: string; at?: string; source?: string };

/** Gives each test of the file that calls it a world without anything in it, all on one database. */
export function eachInWorld(take: (world: World) => void): void {
  let store: Store;
  beforeAll(async () => {
    store = await emptyStore();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    const world = new World(store);
    await world.clear();
    take(world);
  });
}

export class World {
  readonly federation: Federation;
  readonly store: Store;
  readonly #contents = new Map<string, Uint8Array>();
  readonly #damaged = new Set<string>();
  #time = Date.UTC(2026, 9, 1);

  constructor(store: Store, source: Partial<Source> = {}) {
    this.store = store;
    this.federation = {
      store,
      catalogue: new Map([
        ['ville', { id: 'ville', guard: 0.2, accept: [], priority: 50, datasets: [], ...source } as unknown as Source],
      ]),
      archive: { read: (sha256: string) => this.#read(sha256), erasures: () => Promise.resolve([]) },
      progress: () => undefined,
      now: () => new Date('2026-01-07T06:00:00Z'),
      lang: 'fr',
    } as unknown as Federation;
  }

  /** Publishes a content under a resource, as if it had just been fetched. Returns the number of its version. */
  async publish(
    content: Uint8Array | string,
    { resource, updates = 'replaced', title = resource, at, source = 'ville' }: Publication,
  ): Promise<number> {
    const bytes = Buffer.from(content);
    const sha256 = sumOf(bytes);
    this.#contents.set(sha256, bytes);
    const time = at ?? new Date((this.#time += 86_400_000)).toISOString();
    const [row] = await this.store.query<{ id: number }>(
      `with r as (
         insert into resource (source, dataset, name, title, format, updates, url) values ($1, 'd', $2, $3, 'json', $4, 'https://ville.example/')
         on conflict (name) do update set title = excluded.title, updates = excluded.updates returning id
       ), c as (
         insert into content (sha256, size, packed) values ($5, $6, 1) on conflict (sha256) do update set size = excluded.size returning id
       )
       insert into version (resource, content, fetched_at) select r.id, c.id, $7::timestamptz from r, c returning id`,
      [source, resource, title, updates, sha256, bytes.length, time],
    );
    return (row as { id: number }).id;
  }

  /** Half of a content can be read, and then the archive fails; or it is whole again. */
  damage(content: string, isDamaged = true): void {
    const sum = sumOf(content);
    if (isDamaged) this.#damaged.add(sum);
    else this.#damaged.delete(sum);
  }

  judge(): Promise<Judged> {
    return judgePending(this.federation);
  }

  /** Judges with the store of this world what another has published. */
  judgeWith({ federation }: World): Promise<Judged> {
    return judgePending({ ...federation, store: this.store });
  }

  /** Judges what this world has published as the catalogue of another says. */
  judgeFor({ federation }: World): Promise<Judged> {
    return judgePending({ ...this.federation, catalogue: federation.catalogue });
  }

  async rows(sql: string, ...parameters: unknown[]): Promise<Row[]> {
    return this.store.query(sql, parameters);
  }

  async clear(): Promise<void> {
    await clear(this.store);
    this.#contents.clear();
  }

  async *#read(sha256: string): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    const bytes = this.#contents.get(sha256);
    if (!bytes) throw new Error(`the archive has no content ${sha256}`);
    const end = this.#damaged.has(sha256) ? bytes.length / 2 : bytes.length;
    for (let at = 0; at < end; at += 1 << 16) yield bytes.subarray(at, Math.min(end, at + (1 << 16)));
    if (end < bytes.length) throw new ArchiveError('damaged', sha256);
  }
}

export const sumOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

type Parts = Record<string, unknown>;

const parsed = (path: string): Parts => JSON.parse(readFileSync(path, 'utf8')) as Parts;
const listOf = (file: Parts, kind: string): Parts[] => (file['marches'] as Record<string, Parts[]>)[kind] as Parts[];

/** An invented marché of 2.0.3, valid, of which members may be set. */
export const marche = (id: string, parts: Parts = {}): Parts => ({
  ...(listOf(parsed('examples/2.0.3/valid/base-marche.json'), 'marche')[0] as Parts),
  id,
  ...parts,
});

/** A file of 2.0.3 with these marchés. */
export const fileOf = (...records: unknown[]): string =>
  JSON.stringify({ marches: { marche: records, 'contrat-concession': [] } });

/** Marchés that differ by their number alone. */
export const many = (count: number, from = 0): unknown[] => Array.from({ length: count }, (_, at) => marche(`2024M${from + at}`));
