/** What proposals read and change, as it was on the day after the newest release. */
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeIn } from '../../../src/governance/build/sources.node.ts';
import { textsIn } from '../../../src/governance/propose/tree.node.ts';
import { resetDraft } from '../../support/draft.ts';
import { ROOT } from '../../support/engine.ts';

/** The day of the proposals of tests. */
export const TODAY = '2026-12-01';

/** Whoever makes it removes it. */
export function frozenTree(): string {
  const root = mkdtempSync(join(tmpdir(), 'propose-'));
  for (const part of ['schema', 'examples', 'propositions']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  resetDraft(root);
  return root;
}

/** The texts of a clone that proposals read. */
export const filesUnder = async (root: string): Promise<Map<string, string>> => textsIn(await treeIn(root));
