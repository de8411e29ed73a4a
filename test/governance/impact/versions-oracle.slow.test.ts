/** The counts beside two plain checks of the same file, and the laws that they obey. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../../packages/base/src/json.ts';
import type { Cause, VerdictCounts } from '../../../src/model/impact.ts';
import { ownRules } from '../../../src/validate/own-rules.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { GOLDEN, hasShared, judge, SHARED, VERSIONS, WITHOUT_SHARED } from '../../support/engine.ts';
import { NIGHT, someOf } from '../../support/tier.ts';
import { countFiles } from './count.ts';
import { EXAMPLES } from '../../support/unfolded.ts';

const PAIRS: [from: string, to: string][] = [
  ['1.5.0', '2.0.0'],
  ['2.0.0', '2.0.1'],
  ['2.0.1', '2.0.2'],
  ['2.0.2', '2.0.3'],
  ['2.0.3', GOLDEN],
];

/** Every example of a version that is a JSON text. */
function examplesOf(version: string): [name: string, text: string][] {
  return ['valid', 'invalid'].flatMap((folder) =>
    (existsSync(`${EXAMPLES}${version}/${folder}`) ? readdirSync(`${EXAMPLES}${version}/${folder}`) : [])
      .filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'))
      .sort()
      .map((name): [string, string] => [`${version} ${name}`, readFileSync(`${EXAMPLES}${version}/${folder}/${name}`, 'utf8')])
      .filter(([, text]) => text.trimStart().startsWith('{') && !text.includes('\0')),
  );
}

const RECORD = /^\/marches(\/(marche|contrat-concession))?\/\d+(?=\/|$)/;
const FOREIGN = /^(syntax|encoding|structure)\./;

/** The records that a version refuses, reported by a check of the file on its own. */
async function refusedBy(version: string, text: string): Promise<Set<string>> {
  const loaded = await loadVersion(version);
  const { findings } = judge(text, loaded, ownRules(loaded.model).run);
  const own = findings.filter(({ code, severity }) => severity === 'error' && !FOREIGN.test(code));
  return new Set(own.flatMap(({ path }) => RECORD.exec(path)?.[0] ?? []));
}

const minus = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((item) => !b.has(item)).length;

const swapped = ({ newlyRefused, newlyAccepted, ...rest }: VerdictCounts): VerdictCounts => ({
  ...rest,
  newlyRefused: newlyAccepted,
  newlyAccepted: newlyRefused,
});

const reported = (causes: readonly Cause[]): string[] =>
  causes.map(({ share: _, changes: __, ...cause }) => canonical(cause)).sort();

const reversed = (causes: readonly Cause[]): Cause[] =>
  causes.map((cause) => ({ ...cause, effect: cause.effect === 'new' ? 'gone' : 'new' }));

/** A step that changes nearly all and the one that is being prepared; the night looks at each. */
const FROM = ['1.5.0', '2.0.3'];
const SOME = PAIRS.filter(([from]) => NIGHT || FROM.includes(from));

test('each step that is chosen is there', () => {
  expect(SOME.map(([from]) => from)).toEqual(expect.arrayContaining(FROM));
});

describe.each(SOME)('%s → %s, over all examples of both', (from, to) => {
  const files = Object.fromEntries([from, to].flatMap((version) => examplesOf(version)));

  test('each file has the counts of two checks made apart', async () => {
    let changing = 0;
    for (const [name, text] of Object.entries(files)) {
      const { records, files: counted } = await countFiles(from, to, { [name]: text });
      if (counted[0]?.parsed !== true || counted[0].outside > 0) continue;
      const [before, after] = [await refusedBy(from, text), await refusedBy(to, text)];
      expect([name, records.newlyRefused, records.newlyAccepted]).toEqual([name, minus(after, before), minus(before, after)]);
      changing += records.newlyRefused + records.newlyAccepted;
    }
    expect(changing).toBeGreaterThan(0);
  });

  test('the way back is the way there, mirrored', async () => {
    const [there, back] = [await countFiles(from, to, files), await countFiles(to, from, files)];
    expect(swapped(back.records)).toEqual(there.records);
    expect(swapped(back.wholeFiles)).toEqual(there.wholeFiles);
    expect(reported(reversed(back.causes))).toEqual(reported(there.causes));
  });

  test('a record that changes verdict has a cause, and all that change are in some cause', async () => {
    const { records, causes } = await countFiles(from, to, files);
    const sum = (effect: Cause['effect'], count: 'changing' | 'alone') =>
      causes.filter((cause) => cause.effect === effect).reduce((total, cause) => total + cause[count], 0);
    expect(sum('new', 'changing')).toBeGreaterThanOrEqual(records.newlyRefused);
    expect(sum('new', 'alone')).toBeLessThanOrEqual(records.newlyRefused);
    expect(sum('gone', 'changing')).toBeGreaterThanOrEqual(records.newlyAccepted);
    expect(sum('gone', 'alone')).toBeLessThanOrEqual(records.newlyAccepted);
    const { judged, acceptedByBoth, refusedByBoth, newlyRefused, newlyAccepted } = records;
    expect(acceptedByBoth + refusedByBoth + newlyRefused + newlyAccepted).toBe(judged);
  });
});

test('a version beside itself: nothing changes', async () => {
  for (const version of someOf(VERSIONS)) {
    const { causes, records } = await countFiles(version, version, Object.fromEntries(examplesOf(version)));
    expect([version, causes, records.newlyRefused, records.newlyAccepted]).toEqual([version, [], 0, 0]);
  }
});

describe.skipIf(!hasShared)(`real files${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  const files = (format: string) =>
    Object.fromEntries(
      readdirSync(`${SHARED}realdata`)
        .filter((name) => name.startsWith(format))
        .map((name) => [name, readFileSync(`${SHARED}realdata/${name}`, 'utf8')]),
    );

  test('2.0.2 → 2.0.3 refuses 136 of 418 records more, all for `_type` alone; 5 more that have it were refused already', async () => {
    const { records, causes } = await countFiles('2.0.2', '2.0.3', files('v2'));
    expect(records).toEqual({ judged: 418, acceptedByBoth: 277, refusedByBoth: 5, newlyRefused: 136, newlyAccepted: 0 });
    expect(causes.map(({ effect, code, path, records: hit, alone }) => [effect, code, path, hit, alone])).toEqual([
      ['new', 'schema.additionalProperties', '_type', 141, 136],
    ]);
  });

  test('2.0.1 → 2.0.2 accepts 403 records more', async () => {
    // ../shared/realdata/verdicts.json: 408 of 418 refused by 2.0.1, 5 by 2.0.2.
    const { records } = await countFiles('2.0.1', '2.0.2', files('v2'));
    expect(records).toMatchObject({ newlyAccepted: 403, newlyRefused: 0, refusedByBoth: 5, acceptedByBoth: 10 });
  });

  test('2.0.3 → 2.1.0 changes no verdict; three modifications are fixed, one record has names that are gone', async () => {
    const { records, causes } = await countFiles('2.0.3', GOLDEN, files('v2'));
    expect(records).toEqual({ judged: 418, acceptedByBoth: 277, refusedByBoth: 141, newlyRefused: 0, newlyAccepted: 0 });
    expect(causes.map(({ effect, code, records: hit, changing }) => [effect, code, hit, changing])).toEqual([
      ['gone', 'schema.minimum', 3, 0],
      ['new', 'schema.additionalProperties', 1, 0],
    ]);
  });

  test('1.4.0 → 1.5.0 refuses 30 of 1 075 records more, all for codes of procedures', async () => {
    const { records, causes } = await countFiles('1.4.0', '1.5.0', files('v1'));
    expect(records).toMatchObject({ judged: 1075, newlyRefused: 30, refusedByBoth: 300, newlyAccepted: 0 });
    const decisive = causes.filter(({ changing }) => changing > 0);
    expect(decisive.every(({ code, path, value }) => code === 'schema.enum' && path === 'procedure' && value !== undefined)).toBe(
      true,
    );
    expect(decisive.reduce((sum, { alone }) => sum + alone, 0)).toBe(30);
  });

  test('files of 2.x are of neither form for 1.4.0 and 1.5.0', async () => {
    const { records, files: counted } = await countFiles('1.4.0', '1.5.0', files('v2'));
    expect(records.judged).toBe(0);
    expect(counted.map(({ shape }) => shape)).toEqual(['neither', 'neither', 'neither']);
    expect(counted.reduce((sum, { outside }) => sum + outside, 0)).toBe(418);
  });
});
