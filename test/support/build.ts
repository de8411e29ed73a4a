/** Run once before all tests: what they look at is built from the sources as they are now. */
import { buildWhereStale } from '../../src/governance/build/all.node.ts';

export default async function setup(): Promise<void> {
  await buildWhereStale('en');
}
