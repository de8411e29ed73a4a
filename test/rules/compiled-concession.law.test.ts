import { testAgreement } from './agreement.ts';

testAgreement('concession', 8_000);
