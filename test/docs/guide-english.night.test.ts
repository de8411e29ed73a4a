import { describeWalkthroughs } from './walkthrough/described.ts';

/** Those of the English documents: their steps are those of the French ones (walkthroughs.test.ts), what they show is printed in English. */
describeWalkthroughs('en', 1, 6);
