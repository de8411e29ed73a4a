import { readdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { InputError } from '../../../finding.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { writeFiles } from '../../../host/tree.node.ts';
import { EXIT, type ExitCode } from '../../../host/exit.ts';
import { under } from '../../../host/paths.node.ts';
import { cannotWrite } from '../../../host/stream-output.node.ts';
import { planOf, artefactNames, makePlanned } from './plan.node.ts';
import { listedArtefacts } from '../sums.node.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { progressIn } from '../progress.ts';

type ArtefactsCall = { version: string; lang: Lang; out?: string; as?: string };

/**
 * `decp release artefacts VERSION`: writes the files of a release, and prints the SHA-256 sum, size in bytes and path of each.
 */
export async function runArtefacts({ version, lang, out, as }: ArtefactsCall): Promise<ExitCode> {
  const plan = await planOf({ version, as }, progressIn(lang));
  const folder = out ?? under('dist', 'release', plan.stream === 'outils' ? version : plan.name);
  await refuseOthers(folder, artefactNames(plan));
  const { artefacts, source } = await makePlanned(plan);
  await writeFiles(folder, artefacts).catch((error: unknown) => {
    throw cannotWrite(folder, error as NodeJS.ErrnoException);
  });
  for (const { path, bytes, sha256 } of listedArtefacts(artefacts))
    console.log(`${sha256}  ${String(bytes).padStart(9)}  ${path}`);
  const say = RELEASE[lang];
  if ('missing' in source)
    console.error(source.missing === 'uncommitted' ? say['artefacts.no-commit']() : say['artefacts.no-history']());
  console.log(say['artefacts.done']({ folder: out ?? relative(process.cwd(), folder) }));
  return EXIT.conforming;
}

/** Refuses a folder that contains other files, since they would be taken for artefacts. */
async function refuseOthers(folder: string, names: readonly string[]): Promise<void> {
  if (folder === '') throw new InputError('output.cannot-write', { file: folder, reason: 'ENOENT' });
  const there = await readdir(folder).catch(() => []);
  if (there.some((name) => !names.includes(name))) throw new InputError('output.folder-in-use', { file: folder });
}
