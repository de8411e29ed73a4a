import { mkdtemp, rm, writeFile, mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { ExitCode } from '../../../src/host/exit.ts';
import { FAMILIES } from '../../../src/model/rules.ts';
import { runValidate, type ValidateCall } from '../../../src/validate/verb.node.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import type { Federation } from '../federation.ts';
import { type ContentFile, ContentFault, filesIn } from './content.node.ts';
import { dayInParis, nameOf } from './group.node.ts';

type Reported = { id: number; sha256: string; size: number; title: string; format: string; fetched_at: string };

/** The versions that a call may mean: by number, by the sum of the content, or the last one of a resource. */
const VERSION = `
  select version.id, sha256, size, title, format, version.fetched_at
  from version join content on content.id = version.content join resource on resource.id = version.resource
  where version.id::text = $1 or sha256 = $1 or resource.name = $1
  order by version.fetched_at desc limit 1`;

/**
 * Makes the full report of a version again, from the archive: that of `decp validate` on the file as it was fetched, on the day of the fetch. Returns undefined where no version is
 * meant by `name`.
 */
export async function reportVersion(
  { store, archive, lang }: Federation,
  name: string,
  { output, ...options }: Pick<ValidateCall, 'format' | 'output' | 'maxFindings'>,
): Promise<ExitCode | undefined> {
  const [version] = await store.query<Reported>(VERSION, [name]);
  if (!version) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'decp-federation-'));
  const from = process.cwd();
  try {
    const files = await unpacked(folder, archive, version);
    // The report names files as the call does: none of this machine.
    process.chdir(folder);
    return await runValidate({
      ...{ files, lang, rules: { families: FAMILIES, without: [] }, date: dayInParis(version.fetched_at) },
      ...options,
      // A path of the caller's folder.
      ...(output !== undefined && { output: resolve(from, output) }),
    });
  } finally {
    process.chdir(from);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the files of a content into a folder, or the content as it was fetched where it cannot be unpacked: the report says why. Returns their paths in the folder. */
async function unpacked(folder: string, archive: Federation['archive'], version: Reported): Promise<string[]> {
  const files: string[] = [];
  const name = nameOf(version);
  // A folder for each: names come from outside, and may be the same.
  const add = async (file: ContentFile, inside = String(files.length + 1)): Promise<void> => {
    await mkdir(join(folder, inside));
    await write(join(folder, inside, safeName(file.name)), file.chunks);
    files.push(join(inside, safeName(file.name)));
  };
  try {
    for await (const file of filesIn(() => archive.read(version.sha256), name, version.size)) await add(file);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    if (error.code === 'bomb')
      throw new Failure(
        textsOf(FEDERATION_RUN, (say) => say['report.bomb']({ name })),
        { cause: error },
      );
    files.length = 0;
  }
  if (files.length === 0) await add({ name, chunks: archive.read(version.sha256) }, '0');
  return files;
}

const safeName = (name: string): string =>
  basename(name)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '') || 'fichier';

async function write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await writeFile(handle, chunks);
  } finally {
    await handle.close();
  }
}
