import type * as FastValidate from '../../packages/fast-validate/src/index.ts';

/**
 * The package of the fast path; undefined where it is not there, and then the slow path says the same, more slowly. Nothing else of the check
 * loads it. The build of the program puts it into the script of what every call needs (`src/governance/build/program.node.ts`).
 */
export const loadFastValidate = (): Promise<typeof FastValidate | undefined> =>
  import('../../packages/fast-validate/src/index.ts').catch(unlessAbsent);

/** What browsers say of a module that did not come. */
const NOT_FETCHED = /dynamically imported module|Importing a module script failed/;

function unlessAbsent(error: unknown): undefined {
  const { code, message } = error as { code?: string; message: string };
  if (code !== 'ERR_MODULE_NOT_FOUND' && !NOT_FETCHED.test(message)) throw error;
  return undefined;
}
