import { testAgreement } from './agreement.ts';

testAgreement(['2.0.1', '2.0.2', '2.0.3']);
