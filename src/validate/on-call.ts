import { faceOf } from './face.ts';
import type { Version, VersionOnCall } from './types.ts';

/** What a check gives where it cannot go on before the checks of the version are loaded. */
export const NEED_CHECKS = Symbol('need checks');

/** A version that is loaded already. */
export const atHand = (version: Version): VersionOnCall => ({ face: faceOf(version), loaded: version });

/** The version itself. Throws where it was not asked for before. */
export function checksOf({ face, loaded }: VersionOnCall): Version {
  if (!loaded) throw new Error(`${face.version}: the checks were not asked for`);
  return loaded;
}
