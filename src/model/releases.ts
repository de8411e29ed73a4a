/** What `schema/releases.json` says of a version: whether the State applies it, or whether it is a proposal of this repository. */
import type { Texts } from '../../packages/base/src/language.ts';
import { InputError } from '../finding.ts';

/**
 * `en vigueur` is said of the one version that the State applies today, and only a person may write it, with `appliedBy`. `publiée ici` is a
 * version that this repository published: a proposal. `remplacée`: another version took its place. `brouillon`: `next`.
 */
export type Status = 'brouillon' | 'publiée ici' | 'en vigueur' | 'remplacée';

/** One entry of `schema/releases.json`, the part that the program reads. `expectedVersion` is the number that `next` will carry, `legalTexts` the texts that it follows. */
export type Release = { version: string; status: Status; expectedVersion?: string; legalTexts?: readonly string[] };

/** Who applies the version in force, where that can be read, and the day on which that source said so (AAAA-MM-JJ). */
export type AppliedBy = { who: Texts; source: Texts; date: string };

/** What `--schema latest` asks for. */
const LATEST = 'latest';

/** The version that the State applies: its consolidation judges by it, and so is a file judged that says no version. */
export function inForceOf(releases: readonly Release[]): string {
  const [entry] = releases.filter(({ status }) => status === 'en vigueur');
  if (!entry) throw new Error('schema/releases.json: no version is « en vigueur »');
  return entry.version;
}

/** The newest version that can be downloaded here, whether it is in force or a proposal. `releases`: oldest first. */
export function latestOf(releases: readonly Release[]): string {
  const entry = releases.filter(({ status }) => status !== 'brouillon').at(-1);
  if (!entry) throw new Error('schema/releases.json: no version is published');
  return entry.version;
}

/** What is known of a version, `latest` among them. Throws an InputError for a version that does not exist. */
export function factsIn<T extends Release>(index: readonly T[], version: string): T {
  const wanted = version === LATEST ? latestOf(index) : version;
  const facts = index.find((candidate) => candidate.version === wanted);
  if (!facts) throw new InputError('input.unknown-version', { version, known: index.map((candidate) => candidate.version) });
  return facts;
}

/**
 * What a report says of the version that a file was judged by: the one in force, where that is another; the proposal, where only the law and not the file
 * chose between the two.
 */
export function standingOf(
  { version, chosen, candidates }: { version: string; chosen: boolean; candidates: readonly string[] },
  inForce: string,
  proposed: string | undefined,
): { inForce?: string; proposal?: { version: string } } {
  if (version !== inForce) return { inForce };
  return chosen || proposed === undefined || !candidates.includes(proposed) ? {} : { proposal: { version: proposed } };
}

/** The newest version published here as a proposal; undefined where the newest is the one in force. */
export function proposedOf(releases: readonly Release[]): string | undefined {
  const latest = latestOf(releases);
  return latest === inForceOf(releases) ? undefined : latest;
}

/** The order of the versions of the format: `X.Y.Z` by their numbers, a candidate (`X.Y.Z-rc.N`) as what it prepares, a working schema of the State (`etat-X.Y.Z`) by its number, `next` after all. */

const numbers = (version: string): number[] =>
  version
    .replace(/^etat-|-.*$/g, '')
    .split('.')
    .map(Number);

/** Negative, zero or positive, as version `a` comes before, with or after version `b`. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  if (a === 'next' || b === 'next') return a === 'next' ? 1 : -1;
  const [left, right] = [numbers(a), numbers(b)];
  return left.map((n, i) => n - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

export const isBefore = (a: string, b: string): boolean => compareVersions(a, b) < 0;

/** The first version whose records have one list a kind, which every form but JSON is made for. */
export const BY_KIND = '2.0.1';

/** The first version of the référentiel's own. */
const OWN = '2.1.0';

export const isOwn = (version: string): boolean => !isBefore(version, OWN);

/** The version whose rules judge data of `version`: its own, frozen with it; those of `next` for what was published without rules. */
export const rulesFrom = (version: string): string => (isOwn(version) ? version : 'next');
