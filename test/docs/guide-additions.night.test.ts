import { describeWalkthroughs } from './walkthrough/described.ts';

/** A field, a rule. The others are apart, so that both halves run at a time. */
describeWalkthroughs('fr', 2, 3);
