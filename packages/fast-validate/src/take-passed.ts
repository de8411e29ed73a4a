import type { RecordKind } from '../../../src/model/kinds.ts';
import type { JudgedRecord } from '../../../src/read/record.ts';
import { NATIONAL } from './assembly/constants.ts';
import type { Machine } from './machine.ts';
import { NO_NAMES, type SuspectReader } from './suspect-reader.ts';
import type { TakeJudged } from './types.ts';

/** How many records were taken, how many keys that the schema does not have and faults are in these, and the first record that was not. */
export type Taken = { count: number; strays: number; faults: number; refused: JudgedRecord | undefined };

/** Records of one kind in `bytes`, the first of which has the number `index` in its list. */
type Passed = { kind: RecordKind; index: number; bytes: Uint8Array };

/**
 * Gives the records that the last run of a machine passed to `take`, one after the other, until it refuses one or the keys of one that the schema does
 * not have are not sound.
 */
export function takePassed(
  machine: Machine,
  suspects: SuspectReader | undefined,
  { kind, index, bytes }: Passed,
  take: TakeJudged,
): Taken {
  const { passed, words, log } = machine;
  const record: JudgedRecord = {
    ...{ index, missed: 0, hashes: words, at: 0, log, from: 0, to: 0, national: NATIONAL },
    ...{ strays: NO_NAMES, lost: NO_NAMES },
  };
  let before = 0;
  for (let number = 0; number < passed; number++) {
    const entry = machine.entry(number);
    record.index = index + number;
    record.missed = entry.missed;
    record.at = entry.keys;
    record.from = record.to;
    record.to += entry.faults;
    const strays = entry.strays === 0 ? NO_NAMES : suspects?.straysAmong(bytes, before, entry.strays);
    record.strays = strays ?? NO_NAMES;
    if (!strays || !take(kind, record)) return { count: number, strays: before, faults: record.from, refused: record };
    before += entry.strays;
  }
  return { count: passed, strays: before, faults: record.to, refused: undefined };
}
