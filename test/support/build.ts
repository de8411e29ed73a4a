/** What tests look at is built from the sources as they are now. One run at a time builds in a clone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessages } from '../../src/governance/messages/compile.node.ts';
import { withLock } from '../../src/host/file-lock.node.ts';
import { ROOT } from '../../src/host/paths.node.ts';

export async function buildWhereNeeded(): Promise<void> {
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  await withLock(join(cache, 'build.lock'), async () => {
    await compileMessages();
    const { buildWhereStale } = await import('../../src/governance/build/all.node.ts');
    await buildWhereStale('en');
  });
}
