import { describeJobs } from './cases.ts';
import { openedPostgres } from './stores.ts';

describeJobs('PostgreSQL', openedPostgres);
