import { describe, expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { type ReadSpan, RingBuffer } from '../../../packages/fast-validate/src/ahead/ring-buffer.ts';
import { Random } from '../../fidelity/random.ts';
import { disagreement } from '../versus.ts';
import { strangeFile } from './files.ts';
import { type Lie, plainly, scouted } from './scouted.ts';
import { draws, NIGHT } from '../../support/tier.ts';

const FILES = draws(15, 150);

/** So many must be enough to show any fault. */
const ENOUGH = 150;

const version = await loadWithMembers('2.0.3');
const choice = allRules('2024-07-31');
const rules = await rulesFor('2.0.3', choice);
// Without these, records are taken of which some rules are not evaluated.
const someRules = await rulesFor('2.0.3', {
  ...choice,
  without: ['date-future', 'cle-consolidation-dupliquee', 'contrat-present-deux-fois'],
});
// Not the version in force: the schema of that one is asked too.
const later = { version: await loadWithMembers('2.1.0'), run: await rulesFor('2.1.0', choice) };

/** So small that a file of some records is large. */
const paceOf = (random: Random) => ({ chunk: 1 + random.below(8000), leap: random.below(12_000), least: random.pick([0, 4000]) });

/** Rings of any room, down to that of one span, and of notes on two or three records. */
const fairRing = (random: Random): RingBuffer =>
  new RingBuffer(RingBuffer.memory(1 + random.below(40), random.pick([400, 2000, 40_000])));

/** Which findings a report shows, by the numbers of their records. */
const REPORTS = [() => false, (index: number) => index % 3 === 2, (index: number) => index % 20 === 0 || index < 5];

const MODES = {
  'without rules': () => ({ version, run: undefined, isShown: undefined }),
  'without rules, in a report that counts': (random: Random) => ({ version, run: undefined, isShown: random.pick(REPORTS) }),
  'with rules': () => ({ version, run: rules, isShown: undefined }),
  'with rules, in a report that counts': (random: Random) => ({ version, run: rules, isShown: random.pick(REPORTS) }),
  'with some rules, in a report that counts': (random: Random) => ({ version, run: someRules, isShown: random.pick(REPORTS) }),
  'with rules of a proposed version, in a report that counts': (random: Random) => ({ ...later, isShown: random.pick(REPORTS) }),
};
type Mode = keyof typeof MODES;

type Fault = { ring?: (random: Random) => RingBuffer; lie?: Lie };

/** How the judge with a scout differs from the plain path on the file of a number, and what the scout was good for. */
function compare(mode: Mode, number: number, { ring = fairRing, lie }: Fault = {}) {
  const random = new Random('ahead', mode, number);
  const check = MODES[mode](random);
  const bytes = strangeFile(random, 1 + random.below(60));
  const setting = { pace: paceOf(random), piece: 1 + random.below(6000), seeks: random.chance(0.5), ring: ring(random) };
  const { judged, ...seen } = scouted(check, bytes, random, { ...setting, ...(lie && { lie }) });
  return { wrong: disagreement(plainly(check, bytes), judged), unread: bytes.length - seen.fed, jumped: setting.seeks, ...seen };
}

describe.each(Object.keys(MODES) as Mode[])('with a scout ahead, %s,', (mode) => {
  test('findings, order, positions, counts and verdict are those of the plain path', () => {
    let [spans, unread, refused] = [0, 0, 0];
    for (let number = 0; number < FILES; number++) {
      const compared = compare(mode, number);
      expect(compared.wrong, `file ${number}`).toBeUndefined();
      expect(compared.unread === 0 || compared.jumped).toBe(true);
      spans += compared.spans;
      unread += compared.unread;
      refused += compared.refused;
    }
    // Otherwise nothing was tried.
    expect(spans).toBeGreaterThan(FILES);
    expect(unread).toBeGreaterThan(500 * FILES);
    // Of few files, few are refused.
    expect(refused > FILES / (NIGHT ? 10 : 20)).toBe(mode !== 'without rules');
  });
});

const CHANGED = draws(30, 250);

test('a file that is changed while it is read is judged to its end', () => {
  let refused = 0;
  for (let number = 0; number < CHANGED; number++) {
    const random = new Random('changed', number);
    const seen = strangeFile(random, 1 + random.below(60));
    const bytes = random.chance(0.5) ? seen.slice(0, random.below(seen.length)) : strangeFile(random, 1 + random.below(60));
    const check = MODES[random.pick(Object.keys(MODES) as Mode[])](random);
    const setting = {
      pace: paceOf(random),
      piece: 1 + random.below(6000),
      seeks: random.chance(0.5),
      ring: fairRing(random),
      seen,
    };
    const { verdict } = scouted(check, bytes, random, setting).judged;
    refused += Number('code' in verdict || verdict.counts.error > 0);
  }
  expect(refused).toBeGreaterThan(CHANGED / 2);
});

/** A ring that tells the reader something else than was put up. */
class Lying extends RingBuffer {
  #at = 0;
  readonly #lie: (span: ReadSpan, at: number) => ReadSpan;

  constructor(lie: (span: ReadSpan, at: number) => ReadSpan) {
    super();
    this.#lie = lie;
  }

  override arrive(offset: number): void {
    this.#at = offset;
    super.arrive(offset);
  }

  override first(): ReadSpan | undefined {
    const span = super.first();
    return span && this.#lie(span, this.#at);
  }
}

const LIES: Record<string, (span: ReadSpan, at: number) => ReadSpan> = {
  'a guess is taken without proof': (span, at) => ({
    ...span,
    from: { ...span.from, offset: Math.max(at, span.from.offset - 5000) },
  }),
  'what is not linked is taken for linked': (span) => ({ ...span, linked: true }),
  'the kind is not looked at': (span) => ({ ...span, kind: 'marche' }),
  'a record too many is counted': (span) => ({ ...span, count: span.count + 1 }),
  'columns are counted from the wrong place': (span) => ({ ...span, from: { ...span.from, column: span.from.column + 1 } }),
  'lines are counted from the wrong place': (span) => ({ ...span, from: { ...span.from, line: span.from.line + 1 } }),
  'the end is one byte too early': (span) => ({ ...span, to: { ...span.to, offset: span.to.offset - 1 } }),
};

test.each(Object.entries(LIES))('the comparison finds it where %s', (_, lie) => {
  expect(isCaught('without rules', { ring: () => new Lying(lie) })).toBe(true);
});

/** A ring that keeps something else of a span of which some records were taken. */
class Careless extends RingBuffer {
  readonly #keepOther: (count: number) => number;

  constructor(keepOther: (count: number) => number) {
    super();
    this.#keepOther = keepOther;
  }

  override keep(count: number): void {
    super.keep(this.#keepOther(count));
  }
}

const KEPT: Record<string, (count: number) => number> = {
  'a record too few is left of a span': (count) => Math.max(0, count - 1),
  'a record too many is left of a span': (count) => (count === 0 ? 0 : count + 1),
};

const forgetful: Lie = (record, take) => {
  record.missed = 0;
  return take();
};

test('the comparison finds it where a rule that was not evaluated is forgotten', () => {
  expect(isCaught('with some rules, in a report that counts', { lie: forgetful })).toBe(true);
});

/** What is told of a record in place of what was noted. */
const NOTED: Record<string, () => Lie> = {
  'records are numbered from one': () => (record, take) => {
    record.index++;
    return take();
  },
  'fingerprints are those of the record before': () => {
    let before: Uint32Array | undefined;
    return (record, take) => {
      const own = record.hashes.slice(record.at, record.at + 8);
      const given = before ?? own;
      before = own;
      const { hashes, at } = record;
      Object.assign(record, { hashes: given, at: 0 });
      const isTaken = take();
      Object.assign(record, { hashes, at });
      return isTaken;
    };
  },
  'fingerprints of the two threads differ': () => (record, take) => {
    record.hashes[record.at] = (record.hashes[record.at] as number) ^ 1;
    return take();
  },
  'the last fault is forgotten': () => (record, take) => {
    record.to = Math.max(record.from, record.to - 1);
    return take();
  },
  'a fault is that of another entry': () => (record, take) => {
    record.log.copyWithin(record.from, record.from + 1, record.to);
    return take();
  },
  'keys that the schema refuses are forgotten': () => (record, take) => {
    record.strays = [];
    return take();
  },
  'a record is passed that is to be shown': () => (_, take) => {
    take();
    return true;
  },
  'a record is passed of which nothing is counted': () => () => true,
};

test.each(Object.entries(NOTED))('the comparison finds it where %s', (_, lie) => {
  expect(isCaught('with rules, in a report that counts', { lie: lie() })).toBe(true);
});

test.each(Object.entries(KEPT))('the comparison finds it where %s', (_, keepOther) => {
  expect(isCaught('with rules, in a report that counts', { ring: () => new Careless(keepOther) })).toBe(true);
});

/** Whether some file shows a fault. One by which the reader itself fails is found too. */
function isCaught(mode: Mode, fault: Fault): boolean {
  for (let number = 0; number < ENOUGH; number++) {
    try {
      if (compare(mode, number, fault).wrong !== undefined) return true;
    } catch {
      return true;
    }
  }
  return false;
}
