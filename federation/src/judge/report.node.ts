import { mkdtemp, rm, writeFile, mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ExitCode } from '../../../src/host/exit.ts';
import { FAMILIES } from '../../../src/model/rules.ts';
import { runValidate, type ValidateCall } from '../../../src/validate/verb.node.ts';
import type { Federation } from '../federation.ts';
import { filesIn } from './content.node.ts';
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
  options: Pick<ValidateCall, 'format' | 'output' | 'maxFindings'>,
): Promise<ExitCode | undefined> {
  const [version] = await store.query<Reported>(VERSION, [name]);
  if (!version) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'decp-federation-'));
  const from = process.cwd();
  try {
    const files: string[] = [];
    for await (const file of filesIn(() => archive.read(version.sha256), nameOf(version), version.size)) {
      // A file of each number: names come from outside, and may be the same.
      const path = join(String(files.length + 1), safeName(file.name));
      await mkdir(join(folder, String(files.length + 1)));
      await write(join(folder, path), file.chunks);
      files.push(path);
    }
    // The report names files as the call does: none of this machine.
    process.chdir(folder);
    return await runValidate({
      ...{ files, lang, rules: { families: FAMILIES, without: [] }, date: dayInParis(version.fetched_at) },
      ...options,
    });
  } finally {
    process.chdir(from);
    await rm(folder, { recursive: true, force: true });
  }
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
