import { describeWalkthroughs } from './walkthrough/described.ts';

/** The proposal of CONTRIBUTING: a code, from its branch to its report and the gate. */
describeWalkthroughs('fr', 1, 1);
