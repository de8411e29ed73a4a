import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { openOutput, writeWhole } from '../../../src/host/output.node.ts';
import { cannotWrite } from '../../../src/host/stream-output.node.ts';
import { unfinished } from '../../../src/host/unfinished.node.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import { discover, discoveryJson, discoveryText } from './discover.ts';
import type { Portal } from './portal.ts';
import type { Catalogue } from './source.ts';

type DiscoverCall = {
  lang: Lang;
  format: 'text' | 'json';
  /** A folder for the files of new sources. */
  out?: string;
};

/**
 * `decp-federation discover [--format text|json] [--out FOLDER]`: proposes sources. Ends with 1 where a list of the portal could not be read in full, or where a file to be written is
 * there already.
 */
export async function runDiscover(
  { lang, format, out }: DiscoverCall,
  { portal, catalogue, now }: { portal: Portal; catalogue: Catalogue; now: () => Date },
): Promise<ExitCode> {
  const found = await discover(portal, catalogue, now().toISOString().slice(0, 10));
  await writeWhole(await openOutput(undefined, []), format === 'json' ? discoveryJson(found) : discoveryText(found, lang));
  let isWhole = found.faults.length === 0;
  if (out !== undefined) {
    await mkdir(out, { recursive: true }).catch((error: unknown) => {
      throw cannotWrite(out, error as NodeJS.ErrnoException);
    });
    for (const { file, isNew, yaml } of found.proposals) {
      if (!isNew) continue;
      const path = join(out, file);
      const isWritten = await writeNew(path, yaml);
      isWhole &&= isWritten;
      console.error(FEDERATION[lang][isWritten ? 'discover.written' : 'discover.exists']({ path }));
    }
  }
  return isWhole ? EXIT.conforming : EXIT.findings;
}

/** Writes a file beside and gives it its name, which fails where a file has it: nothing is overwritten, and nobody reads half a file. */
async function writeNew(path: string, text: string): Promise<boolean> {
  const beside = unfinished(path);
  try {
    await writeFile(beside, text);
    await link(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  } finally {
    await rm(beside, { force: true });
  }
}
