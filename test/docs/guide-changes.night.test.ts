import { describeWalkthroughs } from './walkthrough/described.ts';

/** A text, a deprecation, a break. */
describeWalkthroughs(4, 6);
