import { describe, expect, test } from 'vitest';
import { USUAL } from '../../../federation/src/budgets.ts';
import { metered, Spending, TooCostly } from '../../../federation/src/judge/spending.node.ts';

const clock = { time: 0, processor: 0, outside: 0 };
const clocks = { time: () => clock.time, processor: () => clock.processor, outside: () => clock.outside };

/** What a file of 1 MB may take: 10 s of processor, 300 records, 2 MB unpacked, 128 MB of memory. `largestRecord`: megabytes. */
const open = (largestRecord: number = USUAL.file.largestRecord): Spending => {
  Object.assign(clock, { time: 0, processor: 0, outside: 0 });
  const budget = { ...USUAL.file, seconds: 8, secondsPerMegabyte: 2, records: 300, unpacked: 2, memory: 128, largestRecord };
  return new Spending(1e6, budget, clocks);
};

/** Time passes, of which the threads of the process have some of the processor. */
const pass = (seconds: number, processor = seconds): void => {
  clock.time += seconds * 1000;
  clock.processor += processor * 1000;
};

const over = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof TooCostly ? [error.over, error.allowed] : error;
  }
  return 'within';
};

describe('the processor', () => {
  test('counts while the file is worked on, and not while something is waited for', () => {
    const spending = open();
    spending.begin();
    pass(6);
    spending.end();
    pass(100);
    spending.begin();
    pass(4);
    expect(over(() => spending.check())).toBe('within');
    pass(0.1);
    expect(over(() => spending.check())).toEqual(['seconds', 10]);
  });

  test('is no more than the time that passed, whatever other threads take', () => {
    const spending = open();
    spending.begin();
    pass(9, 36);
    expect(over(() => spending.check())).toBe('within');
  });

  test('is no more than the process had, on a machine that is busy or slept', () => {
    const spending = open();
    spending.begin();
    pass(1000, 9);
    expect(over(() => spending.check())).toBe('within');
    pass(1000, 2);
    expect(over(() => spending.check())).toEqual(['seconds', 10]);
  });

  test('is looked at while records are read', () => {
    const spending = open();
    spending.begin();
    pass(11);
    expect(over(() => Array.from({ length: 255 }, () => spending.record()))).toBe('within');
    expect(over(() => spending.record())).toEqual(['seconds', 10]);
  });

  test('and while nothing but findings is read', () => {
    const spending = open();
    spending.begin();
    pass(11);
    expect(over(() => Array.from({ length: 256 }, () => spending.event()))).toEqual(['seconds', 10]);
  });
});

test('records, bytes, those of all records together, and memory have each their own limit', () => {
  const spending = open();
  expect(over(() => Array.from({ length: 300 }, () => spending.record()))).toBe('within');
  expect(over(() => spending.record())).toEqual(['records', 300]);
  expect(over(() => spending.unpack(2e6))).toBe('within');
  expect(over(() => spending.unpack(1))).toEqual(['unpacked', 2]);
  const grown = open();
  expect(over(() => Array.from({ length: 4 }, () => grown.record(500_000)))).toBe('within');
  expect(over(() => grown.record(1))).toEqual(['unpacked', 2]);
  expect(over(() => open(1).record(1e6))).toBe('within');
  expect(over(() => open(1).record(1e6 + 1))).toEqual(['largestRecord', 1]);
  const other = open();
  clock.outside = 129e6;
  expect(over(() => other.check())).toEqual(['memory', 128]);
});

test('others get their turn from time to time', () => {
  const spending = open();
  expect(spending.isTurnOver()).toBe(false);
  pass(0.2);
  expect([spending.isTurnOver(), spending.isTurnOver()]).toEqual([true, false]);
});

async function* slowly(count: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n++) {
    await Promise.resolve();
    pass(50);
    yield new Uint8Array(900_000);
  }
}

test('the chunks of a file count as unpacked, and what they are waited for does not count as work', async () => {
  const spending = open();
  const lengths: number[] = [];
  const read = async (): Promise<void> => {
    for await (const chunk of metered(slowly(3), spending)) lengths.push(chunk.length);
  };
  await expect(read()).rejects.toMatchObject({ over: 'unpacked' });
  expect(lengths).toEqual([900_000, 900_000]);
});

test('what is done once all chunks of a file are there counts as work', async () => {
  const spending = open();
  for await (const chunk of metered(slowly(1), spending)) expect(chunk).toHaveLength(900_000);
  pass(11);
  expect(over(() => spending.check())).toEqual(['seconds', 10]);
});
