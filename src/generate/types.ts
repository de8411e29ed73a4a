import type { Model } from '../model/types.ts';
import { isBefore } from '../model/releases.ts';

/** A generated text file, with its path in the folder of the target. The same model always gives the same bytes. */
export type GeneratedFile = { path: string; text: string };

/** A generated binary file: a workbook. */
export type BinaryFile = { path: string; bytes: Uint8Array };

/** The first release made from this référentiel. Earlier versions have another layout. */
const FIRST = '2.1.0';

/** Throws an Error if a target is not made for the version. The message names the supported versions. */
export function requireOwnRelease({ version }: Model, target: string): void {
  if (isBefore(version, FIRST))
    throw new Error(
      `${target}: made for « next » and the versions from ${FIRST} on; ${version} was published with another layout`,
    );
}
