import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { measureRefusals } from './measures.ts';
import type { ChangedFile, Refusal } from './refusal.ts';
import { formatSums, type Sums } from '../checks/frozen.ts';
import type { SchemaFiles } from '../problem.ts';
import { impactJson } from '../impact/report.ts';
import { freeze } from '../build/freeze.node.ts';
import { sumsOf } from '../build/frozen.node.ts';
import { treeAt } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';
import { numberNext } from '../release/number-next.node.ts';
import { writeFiles } from '../build/write-dist.node.ts';
import type { Base } from './base.node.ts';

/** The files of `schema/` that a program writes, and that are not what it writes. Those of published versions are looked at apart. */
export async function generatedRefusals(changed: readonly ChangedFile[], base: Base, files: SchemaFiles): Promise<Refusal[]> {
  const there = changed.filter(({ how }) => how !== 'removed').map(({ path }) => path);
  const folders = new Set(there.flatMap((path) => /^schema\/(\d+\.\d+\.\d+)\//.exec(path)?.[1] ?? []));
  return [
    ...(
      await Promise.all(
        there.filter((path) => /^schema\/next\/impact[^/]*\.json$/.test(path)).map((path) => measureOf(path, base, files)),
      )
    ).flat(),
    ...(await listRefusals(there.filter((path) => /^schema\/nomenclatures\/.*\.csv$/.test(path)))),
    ...(await Promise.all([...folders].map((version) => newVersion(version, base)))).flat(),
  ];
}

async function measureOf(path: string, base: Base, files: SchemaFiles): Promise<Refusal[]> {
  const after = await readFile(under(path), 'utf8');
  return measureRefusals({ file: path, before: await base.text(path), after, print: impactJson }, files);
}

async function listRefusals(paths: readonly string[]): Promise<Refusal[]> {
  if (paths.length === 0) return [];
  const [{ nomenclatures }, { installedCog, installedCountries }] = await Promise.all([
    import('../../model/nomenclature.ts'),
    import('../nomenclature-sources.node.ts'),
  ]);
  const made = nomenclatures(installedCog(), installedCountries());
  const wrong = paths.map(async (path): Promise<Refusal[]> => {
    const text = made.get(basename(path));
    // The CPV is no package: its file is the source.
    if (text === undefined || text === (await readFile(under(path), 'utf8'))) return [];
    return [
      {
        kind: 'generated',
        file: path,
        fr: "cette liste est tirée d'un paquet npm par « npm run nomenclatures », et n'est pas celle qu'il donne ; relancez cette commande au lieu de la modifier à la main",
        en: 'this list is made of an npm package by “npm run nomenclatures”, and is not what that gives; run that command instead of editing it by hand',
      },
    ];
  });
  return (await Promise.all(wrong)).flat();
}

/** A version that the base does not hold is what publishing `next` of the base makes, and nothing else. */
async function newVersion(version: string, base: Base): Promise<Refusal[]> {
  if ((await base.text(`schema/${version}/SHA256SUMS`)) !== undefined) return [];
  const made = formatSums(await publishedFrom(base, version));
  if (made === formatSums(await sumsOf(under('schema', version)))) return [];
  return [
    {
      kind: 'generated',
      file: `schema/${version}`,
      fr: `une version naît de schema/next par la publication, depuis la branche principale, et ce dossier n'est pas celui qu'elle écrirait ; retirez-le et proposez le changement dans schema/next/`,
      en: `a version is made of schema/next by publishing it, from the main branch, and this folder is not what that would write; remove it and propose the change in schema/next/`,
    },
  ];
}

/** The sums of the version that publishing would make of `next` as a commit holds it: numbered first, as a release does. */
export async function publishedFrom(base: Base, version: string): Promise<Sums> {
  const schema = await mkdtemp(join(tmpdir(), 'decp-'));
  try {
    for (const part of ['next', 'fields']) await copy(`schema/${part}`, join(schema, part), base);
    await writeFiles(schema, [{ path: 'base-uri.txt', text: (await base.text('schema/base-uri.txt')) ?? '' }]);
    await numberNext(version, join(schema, 'next'));
    return await sumsOf(await freeze(schema, version));
  } finally {
    await rm(schema, { recursive: true, force: true });
  }
}

async function copy(path: string, folder: string, { commit, prefix, root }: Base): Promise<void> {
  const files = await treeAt(commit, prefix + path, root);
  await writeFiles(
    folder,
    [...files].map(([name, bytes]) => ({ path: name, bytes })),
  );
}
