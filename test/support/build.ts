/** What tests look at is built from the sources as they are now. */
import { EXIT } from '../../src/host/exit.ts';
import { compileMessages } from '../../src/governance/messages/compile.node.ts';

export async function buildWhereNeeded(): Promise<void> {
  await compileMessages();
  const { buildWhereStale } = await import('../../src/governance/build/all.node.ts');
  if ((await buildWhereStale('en')) !== EXIT.conforming)
    throw new Error('the sources are wrong, as said above: nothing is tested');
}
