import { isExample } from '../../src/governance/examples/check.ts';

/** An example in JSON: some have a twin in another form beside them. */
export const isJsonExample = (path: string): boolean => isExample(path) && path.endsWith('.json');
