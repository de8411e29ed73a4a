/** What tests look at is built from the sources as they are now. */
import { compileMessages } from '../../src/governance/messages/compile.node.ts';

export async function buildWhereNeeded(): Promise<void> {
  await compileMessages();
  const { buildWhereStale } = await import('../../src/governance/build/all.node.ts');
  await buildWhereStale('en');
}
