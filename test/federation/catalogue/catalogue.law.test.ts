import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discover } from '../../../federation/src/catalogue/discover.ts';
import { matches } from '../../../federation/src/catalogue/glob.ts';
import { type PortalDataset, PortalFault } from '../../../federation/src/catalogue/portal.ts';
import { readSourceFile } from '../../../federation/src/catalogue/read-source.ts';
import { draws } from '../../support/tier.ts';
import { always, fake, ids, read, resource } from './fake-portal.ts';
import { anyCharacter } from '../../support/any-character.ts';

test('whatever changes while resources are read, each comes once, and none is missed that was there all the time', async () => {
  const change = fc.record({
    at: fc.nat(30),
    from: fc.nat(40),
    to: fc.nat(40),
    kind: fc.constantFrom('add', 'remove', 'move'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(40),
      fc.integer({ min: 1, max: 12 }),
      fc.array(change, { maxLength: 4 }),
      async (count, most, changes) => {
        const list = ids(count);
        const there = new Set(list);
        const after: Record<number, (of: string[]) => void> = {};
        for (const [index, { at, from, to, kind }] of changes.entries())
          after[at] = (of) => {
            const [gone] = kind === 'add' ? [`n${String(index)}`] : of.splice(from % Math.max(1, of.length), 1);
            if (kind === 'remove') there.delete(gone ?? '');
            else if (gone !== undefined) of.splice(to % (of.length + 1), 0, gone);
          };
        const found = await read(fake(list, { most, after }).portal).catch((error: unknown) => {
          expect(error).toBeInstanceOf(PortalFault);
        });
        if (!found) return;
        expect(new Set(found).size).toBe(found.length);
        expect([...there].filter((id) => !found.includes(id))).toEqual([]);
      },
    ),
    { numRuns: draws(150, 1500) },
  );
});
test('any answer that is none of the portal is a fault, never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything({ withNullPrototype: true }), fc.anything(), fc.anything(), async (data, total, item) => {
      for (const value of [
        data,
        { data, total },
        { data: [item, { ...resource('a'), extras: item, checksum: total, schema: item }], total: 2 },
      ])
        await read(always(value)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(PortalFault);
        });
    }),
    { numRuns: draws(150, 1500) },
  );
});

test('a pattern matches as the regular expression would', () => {
  const signs = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 7 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
  fc.assert(
    fc.property(signs, text, (pattern, of) => {
      expect(matches(pattern, of)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's').test(of));
    }),
    { numRuns: draws(300, 3000) },
  );
});

test('what discover proposes reads as a source, whatever the portal says of the dataset', async () => {
  const text = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 400 });
  const wild = fc.oneof(
    text,
    fc.constantFrom('- a', '{', '*a', '&a', "'", 'null', '1e3', '2026-11-29', '# x', 'a: b', '\u202e', '__proto__'),
  );
  const id = fc.stringMatching(/^[0-9a-f]{24}$/);
  const dataset: fc.Arbitrary<PortalDataset> = fc.record({
    ...{ id, slug: fc.constant('jeu'), title: wild, resources: fc.integer({ min: 1, max: 9 }) },
    organization: fc.record({ id, name: wild }),
    licence: fc.option(wild),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(dataset, { minLength: 1, maxLength: 5 }), async (datasets) => {
      const portal = { ...always(null), datasets: () => listOf(datasets) };
      const { proposals } = await discover(portal, new Map(), '2026-11-29');
      expect(new Set(proposals.map(({ file }) => file)).size).toBe(proposals.length);
      const read = proposals.map(({ file, yaml }) => readSourceFile(file, yaml));
      expect(read.flatMap(({ problems }) => problems)).toEqual([]);
      const proposed = read.flatMap(({ source }) => source?.datasets.map((one) => one.id) ?? []);
      expect(proposed.sort()).toEqual([...new Set(datasets.map((one) => one.id))].sort());
    }),
    { numRuns: draws(150, 1500) },
  );
});

async function* listOf<T>(items: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* items;
}
