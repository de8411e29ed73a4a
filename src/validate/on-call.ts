import type { Validator, MemberChecks, Version, VersionOnCall, VersionSummary } from './types.ts';
import type { VersionFacts } from '../model/facts.ts';
import { labelOf, shellSchema } from '../model/shell.ts';
import type { Model } from '../model/types.ts';

/** Yielded by a check that cannot go on before the validators of the version, or those of the members of its records, are loaded. */
export const NEED_CHECKS = Symbol('need checks');
export const NEED_MEMBERS = Symbol('need members');
export type Need = typeof NEED_CHECKS | typeof NEED_MEMBERS;

/** The exports of `versions/<version>/validators.js`. */
export type ValidatorModule = { marche: Validator; contratConcession: Validator; shell: Validator };

/** A version with its validators. */
export const versionOf = (facts: VersionFacts, model: Model, { marche, contratConcession, shell }: ValidatorModule): Version => ({
  label: labelOf(facts),
  model,
  validators: { marche, 'contrat-concession': contratConcession, shell },
});

/** A version that is loaded already. */
export const alreadyLoaded = (version: Version): VersionOnCall => ({
  versionSummary: summaryOf(version),
  loaded: version,
  members: version.members,
});

/** The loaded version; yields `NEED_CHECKS` first where it is not loaded. */
export function* checksOf(version: VersionOnCall): Generator<typeof NEED_CHECKS, Version> {
  if (!version.loaded) yield NEED_CHECKS;
  return loadedOf(version);
}

/** The loaded version. Throws where it has not been loaded. */
export const loadedOf = (version: VersionOnCall): Version => given(version.loaded, version);

/** The validators of the members of its records; yields `NEED_MEMBERS` first where they are not loaded. */
export function* membersOf(version: VersionOnCall): Generator<typeof NEED_MEMBERS, MemberChecks> {
  if (!version.members) yield NEED_MEMBERS;
  return given(version.members, version);
}

function given<T>(value: T | undefined, { versionSummary }: VersionOnCall): T {
  if (value === undefined) throw new Error(`${versionSummary.version}: what was asked for was not loaded`);
  return value;
}

const summaries = new WeakMap<Model, VersionSummary>();

/** The summary of a loaded version, cached for each Model, since records are also checked one by one. */
export function summaryOf({ model, label }: Pick<Version, 'model' | 'label'>): VersionSummary {
  let versionSummary = summaries.get(model);
  if (versionSummary?.label !== label) summaries.set(model, (versionSummary = makeSummary(model, label)));
  return versionSummary;
}

const makeSummary = (model: Model, label: string): VersionSummary => ({
  version: model.version,
  label,
  lists: model.lists,
  unicodePatterns: model.unicodePatterns,
  shell: withoutAnnotations(shellSchema(model)),
});

/** Removes annotations, which are most of a schema. */
function withoutAnnotations(schema: unknown): VersionSummary['shell'] {
  const text = JSON.stringify(schema, (key, value: unknown) => (/^(x-|title$|description$)/.test(key) ? undefined : value));
  return JSON.parse(text) as VersionSummary['shell'];
}
