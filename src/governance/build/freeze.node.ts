import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../finding.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { formatSums } from '../checks/frozen.ts';
import { sumsOf } from './frozen.node.ts';
import { readVersion } from '../../model/read-version.node.ts';

/** `npm run freeze -- X.Y.Z`: freezes `schema/next/` as a published version. */
export async function runFreeze({ version }: { version: string }): Promise<ExitCode> {
  console.log(await freeze(under('schema'), version));
  return EXIT.conforming;
}

/**
 * Freezes `schema/next/` into `schema/<version>/`: its sources (what was counted in real data is no part of a version), their bundle, an empty list of known defects, and the sums that
 * hold it unchanged from then on. Throws an InputError where the number is none, or taken.
 */
export async function freeze(schemaDir: string, version: string): Promise<string> {
  const folder = join(schemaDir, version);
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new InputError('input.not-a-version-number', { version });
  if (await stat(folder).then(Boolean, () => false)) throw new InputError('input.version-taken', { version });
  const beside = join(schemaDir, `.${version}.partiel`);
  try {
    await cp(join(schemaDir, 'next'), beside, { recursive: true, filter: (path) => !/^impact\b/.test(basename(path)) });
    const { schema } = await readVersion(schemaDir, `.${version}.partiel`, version);
    await mkdir(join(beside, 'bundled'));
    await writeFile(join(beside, 'bundled', 'decp.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
    await writeFile(join(beside, 'known-defects.yaml'), '[]\n');
    await writeFile(join(beside, 'SHA256SUMS'), formatSums(await sumsOf(beside)));
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}
