import { describeJobs } from './cases.ts';
import { openedPglite } from './stores.ts';

describeJobs('PGlite', openedPglite);
