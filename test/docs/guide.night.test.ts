/** What guide.slow.test.ts walks, in the other language, and as a reader does: each command starts a process. A night takes half of them. */
import { describe } from 'vitest';
import { TONIGHT, turnOf } from '../support/tier.ts';
import { describeWalkthroughs, type Walked } from './walkthrough/described.ts';

const WALKED: Walked[] = [
  [1, 'en'],
  [2, 'fr'],
  [3, 'en'],
  [4, 'fr'],
  [5, 'en'],
  [6, 'fr'],
];

describe(`TONIGHT=${TONIGHT}`, () => {
  describeWalkthroughs(turnOf(WALKED, 2), { answering: false });
});
