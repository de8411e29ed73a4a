import { readdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { InputError, type Lang } from '../../finding.ts';
import type { Texts } from '../../model/types.ts';
import { writeFiles } from '../build/write-dist.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { under } from '../paths.ts';
import { cannotWrite } from '../stream-output.ts';
import type { Artefact } from './archive/files.ts';
import { makeArtefacts } from './artefacts/make.ts';
import { listedArtefacts } from './sums.ts';
import { releaseText } from './words.ts';

export type ArtefactsOptions = { lang: Lang; out?: string; as?: string };

/** `decp release artefacts VERSION`: writes the files of a release, and says each with its size and sum. */
export async function runArtefacts(version: string, { lang, out, as }: ArtefactsOptions): Promise<ExitCode> {
  const { name, artefacts, source } = await makeArtefacts({ version, as }, telling(lang));
  const folder = out ?? under('dist', 'release', version.startsWith('outils-') ? version : name);
  await write(folder, artefacts);
  for (const { path, bytes, sha256 } of listedArtefacts(artefacts))
    console.log(`${sha256}  ${String(bytes).padStart(9)}  ${path}`);
  if ('missing' in source) console.error(releaseText(source.missing === 'uncommitted' ? 'no-commit' : 'no-history', lang));
  console.log(releaseText('artefacts.done', lang, out ?? relative(process.cwd(), folder)));
  return EXIT.conforming;
}

/** Long work says what it is at, where results are not read. */
export const telling =
  (lang: Lang) =>
  (step: Texts): void =>
    console.error(`  … ${step[lang]}`);

/** A folder with anything else in it is left alone: those files would be taken for artefacts. */
async function write(folder: string, artefacts: readonly Artefact[]): Promise<void> {
  const there = folder === '' ? [] : await readdir(folder).catch(() => []);
  if (folder === '') throw new InputError('output.cannot-write', { file: folder, reason: 'ENOENT' });
  if (there.some((name) => !artefacts.some(({ path }) => path === name)))
    throw new InputError('output.folder-in-use', { file: folder });
  await writeFiles(folder, artefacts).catch((error: unknown) => {
    throw cannotWrite(folder, error as NodeJS.ErrnoException);
  });
}
