/** Run once before all tests: what they look at is built from the sources as they are now. */
import { buildWhereStale } from '../../src/node/build/all.ts';

export default async function setup(): Promise<void> {
  await buildWhereStale('en');
}
