import type { Validator, MemberChecks, Version, VersionOnCall, VersionSummary } from './types.ts';
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
  versionSummary: summaryOf(version),
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

function given<T>(value: T | undefined, { versionSummary }: VersionOnCall): T {
  if (value === undefined) throw new Error(`${versionSummary.version}: what was asked for was not loaded`);
  return value;
}

const faces = new WeakMap<Model, VersionSummary>();

/** The face of a version that is loaded; made once a Model, since records are also checked one by one. */
export function summaryOf({ model, label }: Pick<Version, 'model' | 'label'>): VersionSummary {
  let versionSummary = faces.get(model);
  if (versionSummary?.label !== label) faces.set(model, (versionSummary = makeSummary(model, label)));
  return versionSummary;
}

const makeSummary = (model: Model, label: string): VersionSummary => ({
  version: model.version,
  label,
  lists: model.lists,
  unicodePatterns: model.unicodePatterns,
  shell: plain(shellSchema(model)),
});

/** Without the annotations, which are most of it. */
function plain(schema: unknown): VersionSummary['shell'] {
  const text = JSON.stringify(schema, (key, value: unknown) => (/^(x-|title$|description$)/.test(key) ? undefined : value));
  return JSON.parse(text) as VersionSummary['shell'];
}
