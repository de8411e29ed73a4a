import type { PlanRefusal } from '../../diff/release-plan.ts';
import { movedTags } from './moved.ts';
import { releaseCommit, tagged } from './history.node.ts';
import { readReleases } from './releases-file.node.ts';

/** The tags of our own releases that no longer stand where they were put. The versions published elsewhere have tags of another history. */
export async function checkTags(): Promise<PlanRefusal[]> {
  const own = (await readReleases()).filter(({ tools }) => tools !== undefined);
  const places = own.map(async ({ version }) => {
    const [tag, release] = [await tagged(version), await releaseCommit(version)];
    return { version, ...(tag !== undefined && { tag }), ...(release !== undefined && { release }) };
  });
  return movedTags(await Promise.all(places));
}
