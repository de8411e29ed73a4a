import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifiersOf } from '../../src/ocds/identifiers.ts';
import { openOcds } from '../../src/ocds/open-ocds.ts';
import { type Release, releasesOf } from '../../src/ocds/releases.ts';
import { readJsonFile } from '../support/engine.ts';
import { draws } from '../support/tier.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { contextOf, mapping } from './export.ts';

const { model } = await loadVersion('2.1.0');
const context = contextOf(model);

type Marche = Record<string, unknown> & { id: string; montant: number; acheteur: { id: string } };
type Act = { acteSousTraitance: Record<string, unknown> };

const {
  marches: {
    marche: [EXAMPLE],
  },
} = readJsonFile('examples/2.1.0/valid/marche-complet.json') as { marches: { marche: [Marche] } };

/** A contract with an act after its contractors changed: a release that names an award with a rank, and no contract. */
function contractOf(id: string, montant: number): Marche {
  const acts = EXAMPLE['actesSousTraitance'] as [Act];
  const later = { ...acts[0].acteSousTraitance, id: 9, datePublicationDonnees: '2026-09-01' };
  return { ...EXAMPLE, id, montant, actesSousTraitance: [...acts, { acteSousTraitance: later }] };
}

/** The first amount from which on the fingerprint of a contract is of digits alone, as a rank is. */
function amountOfDigits(id: string, from: number): number {
  const suppliers = (EXAMPLE['titulaires'] as { titulaire: { id: string } }[]).map(({ titulaire }) => ({ party: titulaire.id }));
  const rest = { kind: 'marche', id, buyer: EXAMPLE.acheteur.id, suppliers, signed: EXAMPLE['dateNotification'], rest: {} };
  for (let value = from; ; value++)
    if (/^\d+$/.test(identifiersOf({ ...rest, value } as Parameters<typeof identifiersOf>[0], 'ocds-213czf').lot)) return value;
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
    const contract = contractOf('24-00000066', amountOfDigits('24-00000066', 1));
    const named = releases(contract).map(({ text }) => (JSON.parse(text) as { awards?: [{ id: string }] }).awards?.[0].id);
    expect(named).toContainEqual(expect.stringMatching(/^24-00000066-\d{8}$/));
    expect(named).toContainEqual(expect.stringMatching(/^24-00000066-\d{8}-1$/));
    expect(read(asReleases([contract]))).toEqual([contract]);
  });

  test('whatever its identifier, and that of other contracts of its process', () => {
    fc.assert(
      fc.property(identifier, fc.integer({ min: 1, max: 1_000_000 }), (id, from) => {
        const one = contractOf(id, amountOfDigits(id, from));
        const other = contractOf(id, amountOfDigits(id, one.montant + 1));
        expect(read(asReleases([one, other]))).toEqual([one, other]);
        expect(read(asRecord([one, other]))).toEqual([one, other]);
      }),
      { numRuns: draws(300, 3000) },
    );
  });
});
