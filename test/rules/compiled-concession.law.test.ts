import { testAgreement } from './agreement.ts';

testAgreement('concession', 15_000);
