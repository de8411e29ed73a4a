import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { isExample } from '../../../src/governance/examples/check.ts';
import { readTree } from '../../../src/host/tree.node.ts';
import { loadModel, validateRecord, validateStream } from '../../../src/library/index.node.ts';
import { pull } from '../../../src/library/pull.ts';
import type { Finding } from '../../../src/library/index.node.ts';
import { kindOf } from '../../../src/read/record.ts';
import { GOLDEN, VERSIONS } from '../../support/engine.ts';
import { NIGHT, someOf } from '../../support/tier.ts';
import { EXAMPLES } from '../../support/unfolded.ts';

const DAY = '2026-01-31';

const bytes = (text: string): Uint8Array[] => [new TextEncoder().encode(text)];

async function streamed(text: string, version: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of validateStream(bytes(text), { version, date: DAY })) findings.push(finding);
  return findings;
}

type Placed = { path: string; kind: RecordKind; value: unknown };

/** The records of a file in the layouts of the standard. */
function recordsOf(text: string): Placed[] {
  const { marches } = JSON.parse(text) as { marches?: unknown };
  if (Array.isArray(marches)) return marches.map((value: unknown, i) => ({ path: `/marches/${i}`, kind: kindOf(value), value }));
  return (['marche', 'contrat-concession'] as const).flatMap((kind) => {
    const list = (marches as Partial<Record<RecordKind, unknown>> | undefined)?.[kind];
    return Array.isArray(list) ? list.map((value: unknown, i) => ({ path: `/marches/${kind}/${i}`, kind, value })) : [];
  });
}

/** What only a whole file shows: twins, and that something stands twice. */
const OF_FILES = new Set([
  'schema.uniqueItems',
  'cle-consolidation-dupliquee',
  'enregistrement-duplique',
  'contrat-present-deux-fois',
]);

describe.each(someOf(VERSIONS))('the records of %s', (version) => {
  test('have alone the findings that they have in their file', async () => {
    const files = await readTree(`${EXAMPLES}${version}`, (path) => isExample(path) && path.endsWith('.json'));
    let compared = 0;
    // By day every third file; at night all, of all versions.
    for (const [path, text] of [...files].filter((_, i) => NIGHT || i % 3 === 0)) {
      if (/^invalid\/(structure|syntax|encoding)\./.test(path)) continue;
      const inFile = await streamed(text, version);
      for (const { path: place, kind, value } of recordsOf(text)) {
        const expected = inFile
          .filter((finding) => finding.path === place || finding.path.startsWith(`${place}/`))
          .filter(({ code, path: at }) => !OF_FILES.has(code) || at !== place);
        const found = await validateRecord(kind, value, { version, date: DAY });
        const short = (list: { code: string; path: string; message: string }[], cut: number) =>
          list.map(({ code, path: at, message }) => `${at.slice(cut)} ${code} ${message}`).sort();
        expect(short(found, 0), path).toEqual(short(expected, place.length));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});

const deep = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};
const circle: { self?: unknown } = {};
circle.self = circle;

test.each([
  ['a circle', circle],
  ['undefined', undefined],
  ['a BigInt', { montant: 12n }],
  ['a function', () => 1],
  ['a value nested beyond measure', deep(1_000_000)],
])('what cannot be written in JSON is a wrong call, reported in a sentence: %s', async (_, value) => {
  await expect(validateRecord('marche', value)).rejects.toThrow(
    /^validateRecord : l'argument « value » ne s'écrit pas en JSON \(.+\)\.$/,
  );
});

test.each(['2026-02-30', '2025-02-29', '2026-04-31', '2026-13-01', '2026-1-1'])('%s is no day to judge by', async (date) => {
  await expect(validateRecord('marche', {}, { date })).rejects.toThrow(RangeError);
});

test('a record beyond the limits of a file is a finding', async () => {
  const found = await validateRecord('marche', { objet: deep(2000) });
  expect(found.map(({ code }) => code)).toEqual(['structure.too-deep']);
});

test('the names of what every object has are names like others', async () => {
  const found = await validateRecord('marche', JSON.parse('{"__proto__":1,"constructor":2}'), { version: GOLDEN, rules: false });
  const strange = found.filter(({ code }) => code === 'schema.additionalProperties').map(({ path }) => path);
  expect(strange).toEqual(['/__proto__', '/constructor']);
});

test('a model is the same object each time', async () => {
  expect(await loadModel(GOLDEN)).toBe(await loadModel(GOLDEN));
});

describe('pull', () => {
  const counting = async (give: (n: number) => Promise<void>): Promise<string> => {
    for (let n = 1; n <= 3; n++) await give(n);
    return 'done';
  };

  test('gives what the work gives, one by one, then its result', async () => {
    const steps = pull(counting);
    const seen = [await steps.next(), await steps.next(), await steps.next(), await steps.next()];
    expect(seen.map(({ value }) => value)).toEqual([1, 2, 3, 'done']);
  });

  test('lets the work wait until its value is taken, and stops it when nobody asks any more', async () => {
    const given: number[] = [];
    let ended = false;
    const steps = pull(async (give: (n: number) => Promise<void>) => {
      try {
        for (let n = 1; ; n++) {
          given.push(n);
          await give(n);
        }
      } finally {
        ended = true;
      }
    });
    await steps.next();
    await steps.next();
    expect(given).toEqual([1, 2]);
    await steps.return(undefined as never);
    expect([given, ended]).toEqual([[1, 2], true]);
  });

  test('fails as the work fails', async () => {
    const steps = pull<number, undefined>(async (give) => {
      await give(1);
      throw new Error('broken');
    });
    await steps.next();
    await expect(steps.next()).rejects.toThrow('broken');
  });
});
