import { isExample } from '../../src/governance/examples/check.ts';

/** Whether a path is an example in JSON; some have a counterpart in another form. */
export const isJsonExample = (path: string): boolean => isExample(path) && path.endsWith('.json');
