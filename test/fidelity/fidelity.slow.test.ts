import { testAgreement } from './agreement.ts';

testAgreement(['1.3.0', '1.4.0', '1.5.0', '2.0.0']);
