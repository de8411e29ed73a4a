import { treeIn } from '../../../src/governance/build/sources.node.ts';
import { textsIn } from '../../../src/governance/propose/tree.node.ts';

/** The day of the proposals of tests. */
export const TODAY = '2026-12-01';

/** The texts of a clone that proposals read. */
export const filesUnder = async (root: string): Promise<Map<string, string>> => textsIn(await treeIn(root));
