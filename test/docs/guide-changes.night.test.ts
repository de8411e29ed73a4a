import { describeWalkthroughs } from './walkthrough/described.ts';

/** A text, a deprecation, a break. */
describeWalkthroughs('fr', 4, 6);
