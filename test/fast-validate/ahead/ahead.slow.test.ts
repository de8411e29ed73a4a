import { expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { RingBuffer, type Span } from '../../../packages/fast-validate/src/ahead/ring-buffer.ts';
import { Random } from '../../fidelity/random.ts';
import { fastJudge } from '../fast.ts';
import { disagreement } from '../versus.ts';
import { strangeFile } from './files.ts';
import { scouted } from './scouted.ts';
import { FULL } from '../../support/tier.ts';

const FILES = FULL ? 5000 : 300;

const version = await loadWithMembers('2.0.3');
const alone = fastJudge(version);

/** So small that a file of some records is large. */
const paceOf = (random: Random) => ({ chunk: 1 + random.below(8000), leap: random.below(12_000), least: random.pick([0, 4000]) });

/** How the judge with a scout differs from the one without on the file of a number, and what the scout was good for. */
function compare(number: number, ring: (random: Random) => RingBuffer) {
  const random = new Random('ahead', number);
  const bytes = strangeFile(random, 1 + random.below(60));
  const setting = { pace: paceOf(random), piece: 1 + random.below(6000), seeks: random.chance(0.5), ring: ring(random) };
  const { judged, spans, fed } = scouted(version, bytes, random, setting);
  return { wrong: disagreement(alone(bytes), judged), spans, unread: bytes.length - fed, jumped: setting.seeks };
}

/** Boards of any room, down to that of one span. */
const fairRing = (random: Random): RingBuffer => new RingBuffer(new SharedArrayBuffer(16 + 64 * (1 + random.below(40))));

test('with a scout ahead, findings, order, positions and verdict are the same', { timeout: 600_000 }, () => {
  let [spans, unread] = [0, 0];
  for (let number = 0; number < FILES; number++) {
    const compared = compare(number, fairRing);
    expect(compared.wrong, `file ${number}`).toBeUndefined();
    expect(compared.unread === 0 || compared.jumped).toBe(true);
    spans += compared.spans;
    unread += compared.unread;
  }
  // Otherwise nothing was tried.
  expect(spans).toBeGreaterThan(FILES);
  expect(unread).toBeGreaterThan(10_000 * (FILES / 10));
});

test('a file that is changed while it is read is judged to its end', () => {
  let refused = 0;
  for (let number = 0; number < 100; number++) {
    const random = new Random('changed', number);
    const seen = strangeFile(random, 1 + random.below(60));
    const bytes = random.chance(0.5) ? seen.slice(0, random.below(seen.length)) : strangeFile(random, 1 + random.below(60));
    const setting = {
      pace: paceOf(random),
      piece: 1 + random.below(6000),
      seeks: random.chance(0.5),
      ring: fairRing(random),
      seen,
    };
    const { verdict } = scouted(version, bytes, random, setting).judged;
    refused += Number('code' in verdict || verdict.counts.error > 0);
  }
  expect(refused).toBeGreaterThan(50);
});

/** A board that tells the reader something else than was put up. */
class Lying extends RingBuffer {
  #at = 0;
  readonly #lie: (span: Span, at: number) => Span;

  constructor(lie: (span: Span, at: number) => Span) {
    super();
    this.#lie = lie;
  }

  override arrive(offset: number): void {
    this.#at = offset;
    super.arrive(offset);
  }

  override first(): Span | undefined {
    const span = super.first();
    return span && this.#lie(span, this.#at);
  }
}

const LIES: Record<string, (span: Span, at: number) => Span> = {
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

test.each(Object.entries(LIES))('the comparison finds it where %s', { timeout: 600_000 }, (_, lie) => {
  let caught = false;
  for (let number = 0; number < FILES && !caught; number++) {
    caught = compare(number, () => new Lying(lie)).wrong !== undefined;
  }
  expect(caught).toBe(true);
});
