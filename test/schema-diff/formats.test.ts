/** What is known of the texts of a format, held against a second implementation: what is reported is right, and the rest is left open. */
import { describe, expect, test, vi } from 'vitest';
import { FORMATS, formatOf } from '../../packages/schema-diff/src/formats.ts';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import { Random } from '../fidelity/random.ts';
import { NIGHT } from '../support/tier.ts';
import { readJsonFile } from '../support/engine.ts';
import { secondJudge } from './second-judge.ts';

const TEXTS = readJsonFile('test/schema-diff/format-texts.json') as Record<string, string[]>;
const MUTANTS = NIGHT ? 400 : 20;
const SIGNS = [...'09azAZ.:-+/#?@%~"\'{}[]()<>\\^|_ TZPé\n', '::', '--', '%41', '..'];

/** RFC 3339, section 5.7: a leap second is at the end of a day of UTC. Hyperjump refuses it in a time of day. */
const HYPERJUMP_ERRS = (format: string, text: string): boolean => format === 'time' && /:60/.test(text);

function mutant(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const cut = random.below(2);
  return text.slice(0, at) + (random.chance(0.7) ? random.pick(SIGNS) : '') + text.slice(at + cut);
}

test('every format that is known has its texts', () => {
  expect(Object.keys(TEXTS).sort()).toEqual([...FORMATS.keys()].sort());
});

describe.each(Object.entries(TEXTS))('%s', (name, texts) => {
  const random = new Random('formats', name);
  const tried = [
    ...texts,
    ...texts.flatMap((text) => Array.from({ length: MUTANTS }, () => mutant(mutant(text, random), random))),
  ];

  test('tells of a text what a second implementation tells, where it tells anything', async () => {
    const quiet = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const second = await secondJudge({ format: name }, '2020-12', true);
    const format = formatOf(name, '2020-12');
    const differing = tried.filter((text) => {
      const reported = format?.is(text);
      return reported !== undefined && reported !== second(text) && !HYPERJUMP_ERRS(name, text);
    });
    quiet.mockRestore();
    expect(differing).toEqual([]);
  });

  test('tells of most texts, and of some that they are of it and of some that they are not', () => {
    const reported = texts.map((text) => formatOf(name, '2020-12')?.is(text));
    expect(reported.filter((one) => one !== undefined).length / texts.length).toBeGreaterThanOrEqual(0.5);
    expect(new Set(reported)).toContain(true);
    expect(new Set(reported)).toContain(false);
  });

  test('has a pattern that says the same, where it has one', () => {
    const { pattern, is } = FORMATS.get(name) ?? {};
    if (pattern === undefined) return;
    const test = new RegExp(pattern, 'u');
    expect(tried.filter((text) => test.test(text) !== is?.(text))).toEqual([]);
  });

  test('is no format in the dialect before the one that defines it', () => {
    const { since } = FORMATS.get(name) ?? {};
    expect(formatOf(name, 'draft-04') === undefined).toBe(since !== 'draft-04');
  });

  test('makes the answer about a text of which it is not reported unknown', () => {
    const open = texts.filter((text) => formatOf(name, '2020-12')?.is(text) === undefined);
    const verdicts = open.map((text) => contain({ const: text }, { format: name }, { formatAssertion: true }).backward.verdict);
    expect(verdicts.filter((verdict) => verdict !== 'unknown')).toEqual([]);
  });
});
