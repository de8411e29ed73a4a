import type { Validator, MemberChecks, Version, VersionOnCall, VersionFace } from './types.ts';
import type { VersionFacts } from '../model/facts.ts';
import { labelOf, shellSchema } from '../model/shell.ts';
import type { Model } from '../model/types.ts';

/** What a check gives where it cannot go on before the checks of the version, or those of the members of its records, are loaded. */
export const NEED_CHECKS = Symbol('need checks');
export const NEED_MEMBERS = Symbol('need members');
export type Need = typeof NEED_CHECKS | typeof NEED_MEMBERS;

/** What `versions/<version>/validators.js` exports. */
export type ValidatorModule = { marche: Validator; contratConcession: Validator; shell: Validator };

/** A version with its checks. */
export const versionOf = (facts: VersionFacts, model: Model, { marche, contratConcession, shell }: ValidatorModule): Version => ({
  label: labelOf(facts),
  model,
  validators: { marche, 'contrat-concession': contratConcession, shell },
});

/** A version that is loaded already. */
export const atHand = (version: Version): VersionOnCall => ({
  face: faceOf(version),
  loaded: version,
  members: version.members,
});

/** The version itself, asked for where it is not there yet. */
export function* checksOf(version: VersionOnCall): Generator<typeof NEED_CHECKS, Version> {
  if (!version.loaded) yield NEED_CHECKS;
  return loadedOf(version);
}

/** The same where it was asked for before. */
export const loadedOf = (version: VersionOnCall): Version => given(version.loaded, version);

/** The checks of the members of its records, likewise. */
export function* membersOf(version: VersionOnCall): Generator<typeof NEED_MEMBERS, MemberChecks> {
  if (!version.members) yield NEED_MEMBERS;
  return given(version.members, version);
}

function given<T>(value: T | undefined, { face }: VersionOnCall): T {
  if (value === undefined) throw new Error(`${face.version}: what was asked for was not loaded`);
  return value;
}

const faces = new WeakMap<Model, VersionFace>();

/** The face of a version that is loaded; made once a Model, since records are also checked one by one. */
export function faceOf({ model, label }: Pick<Version, 'model' | 'label'>): VersionFace {
  let face = faces.get(model);
  if (face?.label !== label) faces.set(model, (face = makeFace(model, label)));
  return face;
}

const makeFace = (model: Model, label: string): VersionFace => ({
  version: model.version,
  label,
  lists: model.lists,
  unicodePatterns: model.unicodePatterns,
  shell: plain(shellSchema(model)),
});

/** Without the annotations, which are most of it. */
function plain(schema: unknown): VersionFace['shell'] {
  const text = JSON.stringify(schema, (key, value: unknown) => (/^(x-|title$|description$)/.test(key) ? undefined : value));
  return JSON.parse(text) as VersionFace['shell'];
}
