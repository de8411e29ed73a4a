import { expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { NIGHT, turnOf } from '../../support/tier.ts';
import { corpusOf } from '../fuzz/corpus.ts';
import { search } from '../fuzz/search.ts';
import { type Judge, slowJudge } from '../judge.ts';
import { planted, seen, sourcesWithoutRules } from './plant.ts';
import { PLANTS } from './plants.ts';

/** So many mutants must be enough to see any of the bugs. */
const MOST = 40_000;

/** To compile a recogniser is dear, and some bugs show in one mutant of thousands: each night a third of them, outside of it one of each kind that shows soon. */
const SOON = ['a sign that is lost', 'codes that come twice', 'characters of two bytes measured as two'];
const chosen = NIGHT ? turnOf(PLANTS, 3) : PLANTS.filter(({ name }) => SOON.includes(name));

test('each bug that is chosen by its name is there', () => {
  expect(PLANTS.map(({ name }) => name)).toEqual(expect.arrayContaining(SOON));
});

test.each(chosen)('the fuzz sees $name', async (plant) => {
  const said = await seen(await loadWithMembers(plant.version ?? '2.0.3'), plant, MOST);
  expect(said, plant.name).toMatch(/expected|broke/);
});

test('a plant that changes nothing, or a file that is not there, is refused', () => {
  const files = new Map([['number.ts', 'const a = 1;']]);
  const plant = { name: 'a bug', file: 'number.ts', search: 'a = 1', replace: 'a = 2' };
  expect(planted(files, plant).get('number.ts')).toBe('const a = 2;');
  expect(files.get('number.ts')).toBe('const a = 1;');
  expect(() => planted(files, { ...plant, search: 'b = 1' })).toThrow('« a bug » changes nothing in number.ts');
  expect(() => planted(files, { ...plant, file: 'text.ts' })).toThrow('changes nothing in text.ts');
});

test('each bug has a place in the sources as they are', async () => {
  for (const version of new Set(PLANTS.map((plant) => plant.version ?? '2.0.3'))) {
    const sources = await sourcesWithoutRules((await loadWithMembers(version)).model);
    for (const plant of PLANTS)
      if ((plant.version ?? '2.0.3') === version) expect(planted(sources, plant).size, plant.name).toBeGreaterThan(10);
  }
});

// Every run shows the same of records as published.
test.runIf(NIGHT)(
  'a fast path that misses one code in a hundred findings is caught, and the file that shows it is small',
  async () => {
    // A frozen version: a field more in the draft changes what is drawn.
    const version = await loadWithMembers('2.1.0');
    const slow = slowJudge(version);
    // Blind to one bound of one field.
    const blind: Judge = (bytes, cuts) => {
      const judged = slow(bytes, cuts);
      return {
        ...judged,
        findings: judged.findings.filter(({ code, path }) => code !== 'schema.maximum' || !path.endsWith('/tauxAvance')),
      };
    };
    const found = search({ corpus: corpusOf(version), slow, fast: blind, seed: 'planted', count: 5000, enough: 1 });
    expect(found.differences).toHaveLength(1);
    // Where among the findings depends on what is drawn: the file may have many.
    expect(found.differences[0]).toMatch(/^ {2}\/findings/m);
    expect(found.differences[0]).toMatch(/FUZZ_SEED=planted, mutant \d+/);
  },
);
