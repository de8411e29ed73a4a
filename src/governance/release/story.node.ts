import { readFile } from 'node:fs/promises';
import { inForceOf } from '../../model/releases.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { readSource } from '../../model/source-text.ts';
import type { Story } from './changelog/types.ts';
import { under } from '../../host/paths.node.ts';
import type { Planned } from './plan-next.node.ts';
import { readReleases } from './releases-file.node.ts';
import { toldOf } from './told-examples.node.ts';

/** What the changelog and the notes of the release are written from. `version` may be that of a candidate. */
export async function storyOf({ plan, report, models }: Planned, version: string, date: string): Promise<Story> {
  const releases = await readReleases();
  const draft = releases.find((entry) => entry.version === 'next');
  return {
    previous: plan.previous,
    version,
    date,
    promise: plan.promise,
    inForce: inForceOf(releases),
    report,
    models,
    legal: await legalTitles(),
    legalTexts: draft?.legalTexts ?? [],
    told: await toldOf(report.diff.changes, models.next),
  };
}

async function legalTitles(): Promise<Map<string, Texts>> {
  const { value } = readSource(await readFile(under('schema', 'legal-texts.yaml'), 'utf8'));
  return new Map(Object.entries(value as Record<string, { title: Texts }>).map(([id, { title }]) => [id, title]));
}
