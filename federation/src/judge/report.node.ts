import { mkdtemp, rm, mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
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
 * Makes the full report of a version again, from the archive: that of `decp validate` on the file as it was fetched, on the day of the fetch. Says on the standard error which
 * files of an archive it could not unpack. Returns undefined where no version is meant by `name`.
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
    const { files, faults } = await unpacked(folder, archive, version);
    const say = FEDERATION_RUN[lang];
    for (const { member, code } of faults) console.error(say['report.not-unpacked']({ name: member, code }));
    // The report names files as the call does: none of this machine.
    process.chdir(folder);
    const ended = await runValidate(
      {
        ...{ files, lang, rules: { families: FAMILIES, without: [] }, date: dayInParis(version.fetched_at) },
        ...options,
        // A path of the caller's folder.
        ...(output !== undefined && { output: resolve(from, output) }),
      },
      { areCopies: true },
    );
    return faults.length > 0 && ended === EXIT.conforming ? EXIT.findings : ended;
  } finally {
    process.chdir(from);
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the files of a content into a folder, or the content as it was fetched where nothing can be unpacked: the report says why. Returns their paths in the folder, and why
 * some files of an archive are absent, or cut.
 */
async function unpacked(
  folder: string,
  archive: Federation['archive'],
  version: Reported,
): Promise<{ files: string[]; faults: ContentFault[] }> {
  const files: string[] = [];
  const faults: ContentFault[] = [];
  const name = nameOf(version);
  const note = (error: unknown): void => {
    if (!(error instanceof ContentFault)) throw error;
    if (error.code === 'bomb')
      throw new Failure(
        textsOf(FEDERATION_RUN, (say) => say['report.bomb']({ name })),
        { cause: error },
      );
    faults.push(error);
  };
  let count = 0;
  /** Writes what can be unpacked of a file. A folder for each: names come from outside, and may be the same. */
  const add = async (file: ContentFile): Promise<void> => {
    const path = join(String(++count), safeName(file.name));
    await mkdir(join(folder, dirname(path)));
    const { size, error } = await write(join(folder, path), file.chunks);
    if (error !== undefined) note(error);
    // The content as it was fetched says best why it is cut; of a member of an archive, what was unpacked is judged.
    if (error === undefined || (file.member !== '' && size > 0)) files.push(path);
  };
  try {
    for await (const file of filesIn(() => archive.read(version.sha256), name, version.size)) await add(file);
  } catch (error) {
    note(error);
  }
  if (files.length > 0) return { files, faults };
  await add({ name, member: '', chunks: archive.read(version.sha256) });
  return { files, faults: faults.filter(({ member }) => member !== '') };
}

const safeName = (name: string): string =>
  basename(name)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '') || 'fichier';

/** Writes a file. Returns its size in bytes, and the error of the chunks that ended it too early. */
async function write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<{ size: number; error?: unknown }> {
  const handle = await open(path, 'wx');
  const source = chunks[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (;;) {
      const step = await source.next().catch((error: unknown) => ({ error }));
      if ('error' in step) return { size, error: step.error };
      if (step.done === true) return { size };
      await handle.writeFile(step.value);
      size += step.value.length;
    }
  } finally {
    await handle.close();
    await source.return?.();
  }
}
