import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotasOf, recipeOf, Sample } from '../../../src/governance/impact/federation/sample.ts';
import { countFederation, measure } from '../../../src/governance/impact/federation/verb.node.ts';
import type { VerdictChanges } from '../../../src/model/impact.ts';
import { readMeasured } from '../../../src/governance/impact/federation/result.node.ts';
import { gateText } from '../../../src/governance/gate/verb.node.ts';
import { decp } from '../../cli/run.ts';
import { readJsonFile } from '../../support/engine.ts';

type Json = Record<string, unknown>;
const [MARCHE] = (readJsonFile('examples/2.0.3/valid/base-marche.json') as { marches: { marche: [Json] } }).marches.marche;
const [CONCESSION] = (readJsonFile('examples/2.0.3/valid/base-concession.json') as { marches: { 'contrat-concession': [Json] } })
  .marches['contrat-concession'];

const folder = mkdtempSync(join(tmpdir(), 'decp-impact-federation-'));
const RECIPE = { size: 1000, least: 10, seed: 'test' };
const VERSIONS = { from: '2.0.2', to: '2.0.3', lang: 'en' } as const;

/** A snapshot as `decp-federation snapshot` makes it, as far as it is read here. */
function snapshot(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(join(path, 'contrats.ndjson.gz'), gzipSync(text));
  return path;
}

const contract = (key: string, sources: readonly string[], rest: Json = {}): Json => ({
  ...{ key, kind: 'marche', standard: '2.0.3', year: 2024, record: key, sources, body: MARCHE },
  ...rest,
});

/** 2.0.2 allows `_type`, 2.0.3 does not. */
const TYPED = { ...MARCHE, _type: 'Marché' };

const CONTRACTS = [
  contract('a1', ['alpha'], { body: TYPED }),
  contract('a2', ['alpha', 'beta']),
  contract('b1', ['beta'], { body: TYPED, standard: '2.0.2' }),
  contract('b2', ['beta'], { kind: 'contrat-concession', body: CONCESSION }),
  contract('b3', ['beta'], { kind: 'contrat-concession', body: { ...CONCESSION, couleur: 'rouge' } }),
  contract('c1', [], { body: TYPED }),
  contract('old', ['alpha'], { standard: '1.5.0', body: { uid: 'x' } }),
];

describe('decp impact --federation', () => {
  test('counts the contracts that change verdict, N of M, source by source, and names the contracts of each cause', async () => {
    const { federation, records, files, causes } = await measure(snapshot('small', CONTRACTS), VERSIONS, RECIPE);
    expect(federation).toEqual({ snapshot: 'small', contracts: 7, old: 1, sampled: 6, recipe: RECIPE });
    expect(records).toEqual({ judged: 6, acceptedByBoth: 2, refusedByBoth: 1, newlyRefused: 3, newlyAccepted: 0 });
    expect(files.map(({ name, records: own }) => [name, own.newlyRefused, own.judged])).toEqual([
      ['', 1, 1],
      ['alpha', 1, 2],
      ['beta', 1, 3],
    ]);
    expect(files.map(({ kinds }) => [kinds.marche.judged, kinds['contrat-concession'].judged])).toEqual([
      [1, 0],
      [2, 0],
      [1, 2],
    ]);
    expect(
      causes
        .flatMap(({ places }) => places)
        .map(({ file, pointer }) => `${file} ${pointer}`)
        .toSorted(),
    ).toEqual([' /c1/_type', 'alpha /a1/_type', 'beta /b1/_type']);
  });

  test('the text and the object say so, and the order of the lines of the snapshot does not matter', async () => {
    const forth = snapshot('forth/2026', CONTRACTS);
    const back = snapshot('back/2026', CONTRACTS.toReversed());
    const written = async (path: string, format: 'text' | 'json', lang: 'fr' | 'en'): Promise<string> => {
      const output = join(folder, 'output');
      expect(await countFederation(path, { ...VERSIONS, lang, format, output })).toBe(0);
      return readFileSync(output, 'utf8');
    };
    const text = await written(forth, 'text', 'fr');
    expect(text).toContain("6 des 7 contrats de l'instantané 2026, jugés par 2.0.2 puis par 2.0.3");
    expect(text).toContain('beta : 1 contrat sur 3 change de verdict');
    expect(await written(forth, 'text', 'en')).toContain('alpha: 1 contract of 2 changes verdict');
    const [one, other] = [await written(forth, 'json', 'en'), await written(back, 'json', 'en')];
    expect(other).toBe(one);
    expect((JSON.parse(one) as VerdictChanges).federation?.sampled).toBe(6);
  });

  test.each([
    ['no such snapshot', join(folder, 'absent'), /no-such-file/],
    ['a line that is not JSON', snapshot('broken', [CONTRACTS[0], '{']), /not-readable/],
    ['a line that is no contract', snapshot('other', [{ key: 'a' }]), /not-readable/],
    ['a kind of no version', snapshot('kind', [contract('a', ['x'], { kind: 'bail' })]), /not-readable/],
  ])('%s is refused', async (_, path, code) => {
    await expect(measure(path, VERSIONS, RECIPE)).rejects.toMatchObject({ code: expect.stringMatching(code) as string });
  });

  test('a snapshot that ends early is refused, not counted in part', async () => {
    const path = snapshot('cut', CONTRACTS);
    const file = join(path, 'contrats.ndjson.gz');
    writeFileSync(file, readFileSync(file).subarray(0, -20));
    await expect(measure(path, VERSIONS, RECIPE)).rejects.toMatchObject({ code: 'input.bad-gzip' });
    writeFileSync(file, gzipSync(JSON.stringify(CONTRACTS[0])));
    await expect(measure(path, VERSIONS, RECIPE)).rejects.toMatchObject({ code: 'input.not-readable' });
  });
});

describe('the result', () => {
  const run = (...args: string[]) => decp(args, { folder });

  test('is shown by the gate after its refusals, and its file is refused where it is another', async () => {
    const file = join(folder, 'next.json');
    await countFederation(snapshot('next/2026', CONTRACTS), { to: 'next', lang: 'fr', format: 'json', output: file });
    const measured = await readMeasured(file);
    const outcome = { refusals: [], changed: 1, uncommitted: 0, base: 'main', measured };
    expect(gateText(outcome, { lang: 'fr', format: 'text' })).toMatch(
      /main[\s\S]*6 des 7 contrats de l'instantané 2026, jugés par/,
    );
    expect(gateText(outcome, { lang: 'en', format: 'github' })).toContain('6 of the 7 contracts of snapshot 2026');
    expect(JSON.parse(gateText(outcome, { lang: 'fr', format: 'json' }))).toMatchObject({ measured: { to: 'next' } });
    const wrong = { 'empty.json': '', 'list.json': '[]', 'other.json': JSON.stringify({ ...measured, to: '2.0.3' }) };
    for (const [name, text] of Object.entries(wrong)) {
      writeFileSync(join(folder, name), text);
      await expect(readMeasured(join(folder, name))).rejects.toMatchObject({ code: 'input.not-readable' });
    }
    await expect(readMeasured(join(folder, 'absent.json'))).rejects.toMatchObject({ code: 'input.no-such-file' });
  });

  test('the call takes no files, no --schema and no --date with it, and --from with --to', async () => {
    const path = snapshot('call/2026', CONTRACTS);
    expect((await run('impact', '--federation', path, '--from', '2.0.2', '--to', '2.0.3')).out).toContain('6 des 7 contrats');
    for (const rest of [['x.json'], ['--schema', 'next'], ['--date', '2026-01-01'], ['--from', '2.0.2']]) {
      const { code, out, err } = await run('impact', '--federation', path, ...rest);
      expect([rest, code, out]).toEqual([rest, 2, '']);
      expect(err).not.toBe('');
    }
    expect((await run('impact')).code).toBe(2);
  });
});

describe('the sample', () => {
  const strata = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(300), { minKeys: 1 });

  test('has the size that was asked for, shared out by numbers, and of each stratum at least some', () => {
    fc.assert(
      fc.property(strata, fc.integer({ min: 1, max: 200 }), fc.nat(20), (counts, size, least) => {
        const quotas = quotasOf(new Map(Object.entries(counts)), { size, least, seed: '' });
        for (const [stratum, count] of Object.entries(counts)) {
          const quota = quotas.get(stratum) ?? NaN;
          expect(quota).toBeLessThanOrEqual(count);
          expect(quota).toBeGreaterThanOrEqual(Math.min(count, least));
        }
      }),
    );
    expect([
      ...quotasOf(
        new Map([
          ['a', 900],
          ['b', 90],
          ['c', 10],
        ]),
        { size: 100, least: 5, seed: '' },
      ).values(),
    ]).toEqual([90, 9, 5]);
  });

  test('has the smallest ranks of each stratum, in whatever order they come', () => {
    const items = fc.uniqueArray(fc.record({ stratum: fc.constantFrom('a', 'b'), rank: fc.stringMatching(/^[0-9a-f]{8}$/) }), {
      selector: ({ rank }) => rank,
      maxLength: 400,
      minLength: 150,
    });
    fc.assert(
      fc.property(items, fc.nat(20), fc.nat(20), (all, a, b) => {
        const sample = new Sample<string>(
          new Map([
            ['a', a],
            ['b', b],
          ]),
        );
        for (const { stratum, rank } of all) sample.offer(stratum, rank, rank);
        const smallest = (stratum: string, quota: number): string[] =>
          all
            .filter((one) => one.stratum === stratum)
            .map(({ rank }) => rank)
            .toSorted((x, y) => (x < y ? -1 : 1))
            .slice(0, quota);
        expect(sample.contracts()).toEqual([...smallest('a', a), ...smallest('b', b)]);
      }),
    );
  });

  test('a wrong recipe is refused', () => {
    for (const wrong of [undefined, {}, { ...RECIPE, size: 0 }, { ...RECIPE, least: -1 }, { ...RECIPE, seed: 5 }])
      expect(() => recipeOf(wrong)).toThrow(/size|least|seed/);
    expect(recipeOf(RECIPE)).toEqual(RECIPE);
  });
});
