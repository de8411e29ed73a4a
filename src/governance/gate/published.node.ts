import { readFile } from 'node:fs/promises';
import { defectsRefusals } from './defects.ts';
import { DEFECTS, frozenRefusals } from './frozen.ts';
import { releaseRefusals } from './releases.ts';
import { changelogRefusals, notesRefusals } from './written.ts';
import type { ChangedFile, Refusal } from './refusal.ts';
import { entryAt } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';
import type { Base } from './base.node.ts';

/** What a proposal does to the versions that were published when it left its base. */
export async function publishedRefusals(
  changed: readonly ChangedFile[],
  base: Base,
  published: readonly string[],
): Promise<Refusal[]> {
  const lists = published.map(async (version) => {
    const path = `schema/${version}/${DEFECTS}`;
    if (!changed.some((file) => file.path === path)) return [];
    const after = await readFile(under(path), 'utf8').catch(() => undefined);
    return defectsRefusals(version, await base.text(path), after);
  });
  const told = Object.entries(TOLD).map(async ([path, refusals]) => {
    if (!changed.some((file) => file.path === path)) return [];
    return refusals(await base.text(path), await readFile(under(path), 'utf8').catch(() => undefined));
  });
  return [
    ...frozenRefusals(changed, published, base.name),
    ...notesRefusals(changed, published),
    ...(await Promise.all([...lists, ...told])).flat(),
  ];
}

/** The files in which each release writes a part, and what is asked of the parts that stand there. */
const TOLD = { 'schema/releases.json': releaseRefusals, 'CHANGELOG.md': changelogRefusals };

/** The versions that a commit holds as published, among those that a proposal touches. */
export async function publishedAt(changed: readonly ChangedFile[], { commit, prefix, root }: Base): Promise<string[]> {
  const touched = new Set(changed.flatMap(({ path }) => /^(?:schema|releases)\/(\d+\.\d+\.\d+)[/.]/.exec(path)?.[1] ?? []));
  const held = [...touched].map(async (version) =>
    (await entryAt(commit, `${prefix}schema/${version}`, root)) === 'tree' ? [version] : [],
  );
  return (await Promise.all(held)).flat();
}
