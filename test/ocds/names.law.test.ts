import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openOcds } from '../../src/ocds/open-ocds.ts';
import { type Release, releasesOf } from '../../src/ocds/releases.ts';
import { readJsonFile } from '../support/engine.ts';
import { draws } from '../support/tier.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { contextOf, mapping } from './export.ts';

const { model } = await loadVersion('2.1.0');
const context = contextOf(model);

type Marche = Record<string, unknown> & { id: string };
type Act = { acteSousTraitance: Record<string, unknown> };

const {
  marches: {
    marche: [EXAMPLE],
  },
} = readJsonFile('examples/2.1.0/valid/marche-complet.json') as { marches: { marche: [Marche] } };

/** A contract with an act after its contractors changed: a release that names an award of other contractors, and no contract. */
function contractOf(id: string, supplier: string): Marche {
  const acts = EXAMPLE['actesSousTraitance'] as [Act];
  const later = { ...acts[0].acteSousTraitance, id: 9, datePublicationDonnees: '2026-09-01' };
  const titulaires = [{ titulaire: { typeIdentifiant: 'SIRET', id: supplier } }];
  return { ...EXAMPLE, id, titulaires, actesSousTraitance: [...acts, { acteSousTraitance: later }] };
}

const releases = (contract: Marche): Release[] => releasesOf('marche', contract, context).releases;

const asReleases = (contracts: readonly Marche[]): string =>
  `{"releases":[${contracts.flatMap((one) => releases(one).map(({ text }) => text)).join(',')}]}`;

const asRecord = (contracts: readonly Marche[]): string =>
  `{"records":[{"releases":[${contracts
    .flatMap((one) => releases(one))
    .sort((one, other) => (one.date < other.date ? -1 : Number(one.date > other.date)))
    .map(({ text }) => text)
    .join(',')}]}]}`;

/** The contracts and the findings of a package. */
function read(text: string): unknown[] {
  const { feed, events } = openOcds(mapping, model)(model);
  feed.feed(new TextEncoder().encode(text));
  feed.finish();
  return [...events].flatMap((event) =>
    typeof event === 'symbol' ? [] : event.type === 'record' ? [event.value] : event.type === 'finding' ? [event.finding] : [],
  );
}

const part = fc.constantFrom('-', '0', '7', '24', 'a', 'f', '-00000066', '-0000abcd', '-1', '-00000066-00000066');
const identifier = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

describe('releases that name an award are of their contract', () => {
  test('whose identifier has hyphens and digits at its end', () => {
    const contract = contractOf('24-00000066-00000066', '99912034800019');
    const named = releases(contract).map(({ text }) => (JSON.parse(text) as { awards?: [{ id: string }] }).awards?.[0].id);
    expect(new Set(named.filter((id) => id !== undefined)).size).toBeGreaterThan(1);
    for (const id of named) if (id !== undefined) expect(id).toMatch(/^24-00000066-00000066-[0-9a-f]{8}-[0-9a-f]{8}$/);
    expect(read(asReleases([contract]))).toEqual([contract]);
  });

  test('whatever its identifier, and that of other contracts of its process', () => {
    fc.assert(
      fc.property(identifier, fc.integer({ min: 1, max: 1_000_000 }), (id, from) => {
        const [one, other] = [contractOf(id, String(from)), contractOf(id, String(from + 1))];
        expect(read(asReleases([one, other]))).toEqual([one, other]);
        // By date, either of them may come first.
        const back = read(asRecord([one, other]));
        expect(back).toHaveLength(2);
        expect(back).toEqual(expect.arrayContaining([one, other]));
      }),
      { numRuns: draws(300, 3000) },
    );
  });
});
