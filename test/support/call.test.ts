import { expect, test } from 'vitest';
import { callOf } from './call.ts';

const NONE = { ref: undefined, shard: undefined, isFirst: true, isRest: false, isCosts: false };

test.each([
  ['fast', [], NONE],
  ['fast', ['--changed'], { ...NONE, ref: 'main' }],
  ['all', ['--changed', 'HEAD~1', '--shard', '3/3'], { ...NONE, ref: 'HEAD~1', shard: '3/3', isFirst: false }],
  ['all', ['--rest'], { ...NONE, isRest: true }],
  ['all', ['--costs'], { ...NONE, isCosts: true }],
] as const)('%s %j is a call', (tier, args, call) => {
  expect(callOf(tier, args)).toEqual({ tier, ...call });
});

test.each([
  ['slow', [], 'There is no tier “slow”'],
  ['fast', ['--wrong'], "Unknown option '--wrong'"],
  ['fast', ['test/read'], "Unexpected argument 'test/read'"],
  ['fast', ['--changed=-x'], '-x is no commit'],
  ['all', ['--shard', '0/3'], '--shard 0/3: give a part'],
  ['all', ['--shard', '4/3'], '--shard 4/3: give a part'],
  ['all', ['--shard', 'first'], '--shard first: give a part'],
  ['fast', ['--rest'], 'are for npm run test:all'],
  ['all', ['--costs', '--shard', '1/3'], 'give one of them'],
  ['all', ['--rest', '--changed'], 'give one of them'],
] as const)('%s %j is refused with a sentence', (tier, args, sentence) => {
  expect(callOf(tier, args)).toContain(sentence);
});
