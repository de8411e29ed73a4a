import { describeWalkthroughs } from './walkthrough/described.ts';

/** A code, a field, a rule. The others are apart, so that both halves run at a time. */
describeWalkthroughs(1, 3);
