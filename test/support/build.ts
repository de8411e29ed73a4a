/** Run once before all tests: what they look at is built from the sources as they are now. */
import { compileMessages } from '../../src/governance/messages/compile.node.ts';

export default async function setup(): Promise<void> {
  await compileMessages();
  const { buildWhereStale } = await import('../../src/governance/build/all.node.ts');
  await buildWhereStale('en');
}
