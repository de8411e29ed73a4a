/**
 * `npm test`: runs the checks, then the tests of the tier `fast`. `npm test -- --changed [REF]`: only what the changes since REF
 * (default: main) can break.
 */
import { runTests } from '../test/support/run-tests.ts';

process.exitCode = await runTests(process.argv.slice(2));
