/** Whatever the catalogue said along the way, what it says at the end decides: all is as if it had always said so. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Erasure } from '../../../federation/src/archive/archive.ts';
import type { Source } from '../../../federation/src/catalogue/source.ts';
import { verdictOf } from '../../../federation/src/consolidate/balance.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import { eraseRecord } from '../../../federation/src/consolidate/erase.node.ts';
import { balance } from '../../../federation/src/consolidate/states.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { keepListed, listingOf } from '../../../federation/src/harvest/rows.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import { reopen } from '../../../federation/src/judge/reopen.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { draws } from '../../support/tier.ts';
import { fileOf, marche, sumOf, World } from './world.ts';

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

const FILES = ['a', 'b'] as const;
const SOURCES = ['nord', 'sud'] as const;
type Updates = 'added' | 'replaced';

/** Contracts in a row, each worded as the file does; the last may be cut. */
const content = fc
  .record({
    file: fc.constantFrom(...FILES),
    from: fc.nat(6),
    count: fc.integer({ min: 1, max: 16 }),
    wording: fc.nat(1),
    isCut: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  })
  .map(({ file, from, count, wording, isCut }) => {
    const records = Array.from({ length: count }, (_, at) => marche(`2024M${from + at}`, { objet: `Travaux ${file}${wording}` }));
    const text = fileOf(...records);
    return { file, text: isCut ? text.slice(0, text.lastIndexOf('"objet"')) : text };
  });

const step = fc.oneof(
  { weight: 4, arbitrary: content.map((published) => ({ do: 'publish' as const, ...published })) },
  fc.record({ do: fc.constant('judge' as const), consolidated: fc.boolean() }),
  // A process that is killed in between, and another that consolidates.
  fc.record({ do: fc.constant('reopen' as const) }),
  fc.record({ do: fc.constant('erase' as const), which: fc.nat(40) }),
  fc.record({
    do: fc.constant('guard' as const),
    source: fc.constantFrom(...SOURCES),
    guard: fc.constantFrom(0, 0.2, 0.7, 1),
  }),
  fc.record({ do: fc.constant('priority' as const), source: fc.constantFrom(...SOURCES), priority: fc.nat(2) }),
  // A sum is accepted or, where it is already, no longer.
  fc.record({ do: fc.constant('accept' as const), source: fc.constantFrom(...SOURCES), which: fc.nat(9) }),
  fc.record({
    do: fc.constant('list' as const),
    file: fc.constantFrom(...FILES),
    source: fc.constantFrom(...SOURCES),
    updates: fc.constantFrom<Updates>('added', 'replaced', 'replaced'),
  }),
);

const ALL = `select
  (select json_agg(row(resource.name, record, times) order by resource.name, record) from sighting join resource on resource.id = resource) as sightings,
  (select json_agg(row(name, state, reason, loss) order by name, version.fetched_at) from version join resource on resource.id = resource) as versions,
  (select json_agg(row(key, record, united, body, withdrawn) order by key) from contract) as contracts`;

test('a catalogue that changed along the way ends as one that always said so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const world = new World(store);
      await world.clear();
      const sources = new Map<string, Source>(
        SOURCES.map((id) => [id, { id, guard: 0.2, accept: [], priority: 1, datasets: [] } as unknown as Source]),
      );
      const files = new Map<string, { source: string; updates: Updates }>(
        FILES.map((file, at) => [file, { source: SOURCES[at] ?? '', updates: 'replaced' }]),
      );
      const erasures: Erasure[] = [];
      const archive = {
        ...world.federation.archive,
        erasures: () => Promise.resolve(erasures),
        erase: (erasure: Erasure) => Promise.resolve(void erasures.push(erasure)),
      };
      const now = () => new Date('2026-12-01T00:00:00Z');
      const federation: Federation = { ...world.federation, catalogue: sources, archive, now, outputs: '/absent' };
      const say = (id: string, said: (source: Source) => Partial<Source>): void => {
        const source = sources.get(id) as Source;
        sources.set(id, { ...source, ...said(source) });
      };
      const published: { file: string; text: string; at: string }[] = [];
      const publish = async ({ file, text, at }: (typeof published)[number]): Promise<unknown> =>
        world.publish(text, { resource: file, at, ...files.get(file) });
      for (const one of steps)
        if (one.do === 'publish') {
          const { file, text } = one;
          if (published.findLast((other) => other.file === file)?.text === text) continue;
          published.push({ file, text, at: new Date(Date.UTC(2026, 9, published.length + 1)).toISOString() });
          await publish(published.at(-1) as (typeof published)[number]);
        } else if (one.do === 'judge') {
          await judgePending(federation);
          if (one.consolidated) await consolidate(federation);
        } else if (one.do === 'reopen') {
          await store.session((session) => reopen(federation, session));
          await consolidate(federation);
        } else if (one.do === 'erase') {
          const records = await store.query<{ hash: string }>('select hash from record order by hash');
          const erased = records[one.which % Math.max(1, records.length)];
          if (erased) await eraseRecord(federation, erased.hash, 'essai');
        } else if (one.do === 'guard') say(one.source, () => ({ guard: one.guard }));
        else if (one.do === 'priority') say(one.source, () => ({ priority: one.priority }));
        else if (one.do === 'accept') {
          const sum = sumOf(published[one.which % Math.max(1, published.length)]?.text ?? '');
          say(one.source, ({ accept }) => ({
            accept: accept.includes(sum) ? accept.filter((other) => other !== sum) : [...accept, sum],
          }));
        } else {
          files.set(one.file, { source: one.source, updates: one.updates });
          if (!published.some(({ file }) => file === one.file)) continue;
          const listed = [{ name: one.file, title: one.file, format: 'json', url: 'https://ville.example/' }];
          await keepListed(store, listingOf({ source: one.source, dataset: 'd' }, listed, new Map()), one.updates);
        }
      const end = async (): Promise<unknown> => {
        expect(await judgePending(federation)).toMatchObject({ failed: [] });
        await consolidate(federation);
        expect(verdictOf(await balance(federation))).toBe('balanced');
        return world.rows(ALL);
      };
      const ended = await end();
      expect(await judgePending(federation)).toMatchObject({ versions: 0 });
      await world.clear();
      // As `rebuild` does before it judges.
      await consolidate(federation);
      for (const one of published) await publish(one);
      expect(ended).toEqual(await end());
    }),
    { numRuns: draws(12, 60) },
  );
});
