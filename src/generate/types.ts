import type { Model } from '../model/types.ts';
import { isBefore } from '../model/releases.ts';

/** What every target gives: files with their path in the target's folder. The same Model gives the same bytes. */
export type GeneratedFile = { path: string; text: string };

/** A generated file that is no text: a workbook. */
export type BinaryFile = { path: string; bytes: Uint8Array };

/** The first release made from this référentiel: what was published before has another layout, and other defects. */
const FIRST = '2.1.0';

/** Throws where a target is asked for a version that it is not made for. The sentence says which versions it is made for. */
export function requireOwnRelease({ version }: Model, target: string): void {
  if (isBefore(version, FIRST))
    throw new Error(
      `${target}: made for « next » and the versions from ${FIRST} on; ${version} was published with another layout`,
    );
}
