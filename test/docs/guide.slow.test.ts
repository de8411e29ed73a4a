/** Each walkthrough, in one language: walkthroughs.test.ts holds that the steps of both are the same, and a night walks the other one. */
import { describeWalkthroughs } from './walkthrough/described.ts';

describeWalkthroughs(
  [
    [1, 'fr'],
    [2, 'en'],
    [3, 'fr'],
    [4, 'en'],
    [5, 'fr'],
    [6, 'en'],
  ],
  { answering: true },
);
