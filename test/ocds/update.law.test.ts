import { describe, expect, test } from 'vitest';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import { SCOPES } from '../../src/model/rules.ts';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { Random } from '../fidelity/random.ts';
import { recordMaker } from '../generate/records.ts';
import { treesOf } from '../rules/schema-tree.ts';
import { GOLDEN, hasShared, IN_FORCE, readJsonFile, WITHOUT_SHARED } from '../support/engine.ts';
import { draws, NIGHT, TIER } from '../support/tier.ts';
import { correctionOf, countOf, type Drawing, drawingOf, faultsOf, followed, removalOf, removalsOf } from './corrections.ts';
import { contextOf, parsed, realRecords } from './export.ts';

const SEED = NIGHT ? Date.now() : 'corrections';

const releases = (kind: RecordKind, record: unknown, context: ReturnType<typeof contextOf>): Mergeable[] =>
  parsed(releasesOf(kind, record, context)) as Mergeable[];

type File = { marches: Partial<Record<RecordKind, unknown[]>> };
const complete: readonly (readonly [RecordKind, unknown])[] = RECORD_KINDS.map((kind) => {
  const name = kind === 'marche' ? 'marche-complet' : 'concession-complete';
  return [kind, (readJsonFile(`examples/${GOLDEN}/valid/${name}.json`) as File).marches[kind]?.[0]];
});

describe.each([true, false])('a value that is corrected is an update, with the extension: %s', (extension) => {
  test.each(complete)('whichever value of a complete %s it is', async (kind, record) => {
    const context = contextOf((await loadVersion(GOLDEN)).model, extension);
    const drawing = { ...drawingOf(GOLDEN, kind), random: new Random(SEED, 0) };
    const before = releases(kind, record, context);
    const paths = new Set<string>();
    for (let number = 0; number < countOf(record, drawing.tree); number++) {
      const { path, record: corrected } = correctionOf(record, drawing, number);
      paths.add(path);
      const all = followed(kind, before, corrected, context);
      // A date of publication that is no day: there are no releases of such a record, which a finding says.
      if (all.now.releases.length === 0) continue;
      expect(faultsOf(all, context, path), path).toEqual([]);
    }
    // Each field of the version that has a value of its own.
    const leaves = [...leafPaths(drawing.tree)];
    expect(leaves.filter((path) => !paths.has(path))).toEqual([]);
  });

  test.each(complete)('whichever value of a complete %s is taken away, and whichever is put back', async (kind, record) => {
    const context = contextOf((await loadVersion(GOLDEN)).model, extension);
    const whole = releases(kind, record, context);
    const removals = removalsOf(record, treesOf(GOLDEN)[SCOPES[kind]]);
    expect(removals.length).toBeGreaterThan(10);
    for (const { path, record: less } of removals) {
      const without = followed(kind, whole, less, context);
      if (without.now.releases.length === 0) continue;
      expect(faultsOf(without, context, path), `without ${path}`).toEqual([]);
      const again = followed(kind, releases(kind, less, context), record, context);
      expect(faultsOf(again, context, path), `with ${path}`).toEqual([]);
    }
  });
});

function* leafPaths(node: Drawing['tree']): Generator<string> {
  if (node.children.size === 0 && !node.item) yield node.path;
  for (const child of node.children.values()) yield* leafPaths(child);
  if (node.item) yield* leafPaths(node.item);
}

describe('corrections that are drawn', () => {
  const RECORDS = draws(600, 20_000);

  test(`${RECORDS} records of ${IN_FORCE}, each corrected several times, are what was corrected last (seed ${SEED})`, async () => {
    const version = await loadVersion(IN_FORCE);
    const context = contextOf(version.model);
    const madeRecord = recordMaker(version);
    const drawings = {
      marche: drawingOf(IN_FORCE, 'marche'),
      'contrat-concession': drawingOf(IN_FORCE, 'contrat-concession'),
    };
    let corrected = 0;
    for (let number = 0; number < RECORDS; number++) {
      const { kind, value, changes } = madeRecord(SEED, number);
      const drawing = { ...drawings[kind], random: new Random(SEED, number) };
      let record: unknown = value;
      let before = releases(kind, record, context);
      for (let left = 3; left > 0 && before.length > 0 && countOf(record, drawing.tree) > 0; left--) {
        const way = drawing.random.chance(0.2) ? removalOf(record, drawing) : undefined;
        const next = way ?? correctionOf(record, drawing, drawing.random.below(countOf(record, drawing.tree)));
        const all = followed(kind, before, next.record, context);
        if (all.now.releases.length === 0) break;
        expect(faultsOf(all, context, next.path), `record ${number} of ${SEED} (${changes.join('; ')}), ${next.path}`).toEqual(
          [],
        );
        // Of another contract, the corrections begin anew; what OCDS cannot remove would be in the next one again.
        const isOther =
          all.now.contract?.ids.contract !== (before[0] as unknown as { contracts: [{ id: string }] }).contracts[0].id;
        if (isOther || all.left.length > 0) break;
        record = next.record;
        before = [...before, ...all.add];
        corrected++;
      }
    }
    expect(corrected).toBeGreaterThan(RECORDS / 2);
  });
});

describe.skipIf(!hasShared)(`real contracts${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  test('that are corrected once are updates: at night for each of their values, in npm test one contract in ten', async () => {
    const version = '2.0.2';
    const context = contextOf((await loadVersion(version)).model);
    const drawings = {
      marche: drawingOf(version, 'marche'),
      'contrat-concession': drawingOf(version, 'contrat-concession'),
    };
    let contracts = 0;
    for (const [number, { kind, record }] of realRecords().entries()) {
      if (TIER === 'fast' && number % 10 > 0) continue;
      const drawing = { ...drawings[kind], random: new Random(SEED, number) };
      const before = releases(kind, record, context);
      if (before.length === 0) continue;
      contracts++;
      const count = countOf(record, drawing.tree);
      const places = NIGHT ? Array.from({ length: count }, (_, i) => i) : [drawing.random.below(count)];
      for (const place of places) {
        const { path, record: corrected } = correctionOf(record, drawing, place);
        const all = followed(kind, before, corrected, context);
        // What is real is not shown.
        expect(
          all.now.releases.length === 0 ? [] : faultsOf(all, context, path).map((fault) => fault.split(':')[0]),
          `${number} ${path}`,
        ).toEqual([]);
      }
    }
    expect(contracts).toBe(TIER === 'fast' ? 42 : 418);
  });
});

const [KIND, complete210] = complete[0]!;
const heldBy = (...ids: string[]): object => ({
  titulaires: ids.map((id) => ({ titulaire: { typeIdentifiant: 'SIRET', id } })),
});
const uncorrected = { ...(complete210 as object), modifications: [], ...heldBy('99912034800019', '99912034800027') };

/** Another price, and a procedure whose method OCDS has no code for. */
const PRICE = { montant: 987_654, procedure: 'Procédure adaptée' };
/** One contractor less. */
const CONTRACTORS = heldBy('99912034800019');

/** The complete contract before its modifications, held by two firms, that is corrected. */
const update = async (correction: object, change: (before: Mergeable[], now: Mergeable[]) => unknown = () => undefined) => {
  const context = contextOf((await loadVersion(GOLDEN)).model);
  const corrected = { ...uncorrected, ...correction };
  const before = releases(KIND, uncorrected, context);
  change(before, releases(KIND, corrected, context));
  return { context, corrected, all: followed(KIND, before, corrected, context) };
};

describe('a correction is made', () => {
  test.each<[string, (before: Mergeable[], now: Mergeable[]) => unknown]>([
    // It has 32 bits of the content of a release.
    [
      'though the identifiers of the releases are the same by chance',
      (before, now) => before.forEach((one, i) => (one['id'] = now[i]!['id'])),
    ],
    ['though an earlier release has something else where contracts are', (before) => (before.at(-1)!['contracts'] = 'none')],
  ])('%s', async (_, change) => {
    const { context, all } = await update(PRICE, change);
    expect(all.add).toHaveLength(1);
    expect(faultsOf(all, context, '/montant')).toEqual([]);
  });
});

describe('the law notices', () => {
  type Award = { id: string; status?: string; value?: unknown };
  type Correction = Mergeable & { tender: Record<string, unknown>; awards: Award[]; decp: { record: Record<string, unknown> } };

  test.each<[string, object, (correction: Correction) => unknown]>([
    ['an update without the new price', PRICE, (one) => delete one.awards[0]!.value],
    ['an update that leaves what is no longer said', PRICE, (one) => delete one.tender['procurementMethod']],
    ['an update of another award', PRICE, (one) => (one.awards[0]!.id = 'A')],
    ['an update that leaves the award of former contractors', CONTRACTORS, ({ awards }) => awards.shift()],
    ['an update with another record', PRICE, (one) => (one.decp.record['montant'] = 1)],
    ['an update with the date of what it corrects', PRICE, (one) => (one.date = '2024-01-01T00:00:00.000000Z')],
  ])('%s', async (_, correction, plant) => {
    const { context, all } = await update(correction);
    const path = Object.keys(correction).map((name) => `/${name}`)[0]!;
    expect(faultsOf(all, context, path)).toEqual([]);
    const add = structuredClone(all.add) as Correction[];
    expect(add).toHaveLength(1);
    plant(add[0]!);
    expect(faultsOf({ ...all, add }, context, path)).not.toEqual([]);
  });

  test('a price that makes another contract', async () => {
    const { context, corrected, all } = await update(PRICE);
    // What an identifier that is made of the price too would come to.
    const now = releasesOf(KIND, corrected, context, 2);
    expect(faultsOf({ ...all, now }, context, '/montant')).toContain('the contract is another one');
  });
});
