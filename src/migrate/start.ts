/** The versions that the records of a file start from: that of the file, or its own for a record that is of another one. */
import { isObject } from '../../packages/base/src/json.ts';
import type { VersionFacts } from '../model/facts.ts';
import type { RecordKind } from '../model/kinds.ts';
import { isBefore } from '../model/releases.ts';
import type { Detection } from '../validate/detect.ts';
import { type Chain, isReversible } from './chain.ts';
import { versionsOfRecord } from './versions-of-record.ts';

/**
 * The version to start from where the structure of a file allows several: the oldest on the way up, the newest on the way down, so that what any of
 * them has is brought to the target. A step leaves alone what is of its own version already.
 */
export function startOf({ candidates, version }: Pick<Detection, 'candidates' | 'version'>, to: string): string {
  const before = candidates.filter((candidate) => isBefore(candidate, to));
  const after = candidates.filter((candidate) => isBefore(to, candidate) && candidate !== 'next');
  return before[0] ?? after.at(-1) ?? version;
}

/**
 * `chain`: that of the file, whose versions are `own`. `versions`: those that a record may be of. `load`: loads the chain from another version.
 */
type FileStart = {
  chain: Chain;
  own: readonly VersionFacts[];
  versions: readonly VersionFacts[];
  load: (version: string) => Promise<Chain>;
};

export class Starts {
  /** The chain from the version of the file. */
  readonly chain: Chain;
  readonly #file: FileStart;
  readonly #loaded = new Map<string, Chain>();

  constructor(file: FileStart) {
    this.chain = file.chain;
    this.#file = file;
  }

  /** The chain that a record takes. */
  chainOf(kind: RecordKind, value: unknown): Chain | Promise<Chain> {
    const version = this.#versionOf(kind, value);
    if (version === this.chain.from.version) return this.chain;
    return this.#loaded.get(version) ?? this.#load(version);
  }

  /** The chain from a version that a record took; that of the file without one. */
  chainFrom(version: string | undefined): Chain {
    return (version === undefined ? undefined : this.#loaded.get(version)) ?? this.chain;
  }

  /** Every chain that a record may take. */
  async chains(): Promise<Chain[]> {
    const { from } = this.chain;
    const others = this.#file.versions.map(({ version }) => version).filter((one) => one !== from.version && this.#hasWay(one));
    return [this.chain, ...(await Promise.all(others.map((version) => this.#load(version))))];
  }

  #hasWay(start: string): boolean {
    const { to } = this.chain;
    return !isBefore(to.version, start) || isReversible(to.version, start);
  }

  async #load(version: string): Promise<Chain> {
    const chain = await this.#file.load(version);
    this.#loaded.set(version, chain);
    return chain;
  }

  #versionOf(kind: RecordKind, value: unknown): string {
    const { from, to } = this.chain;
    const { own, versions } = this.#file;
    const found = isObject(value) && versions.length > 0 ? versionsOfRecord({ kind, value }, own, versions) : own;
    if (found === own) return from.version;
    const candidates = found.map(({ version }) => version);
    const start = startOf({ candidates, version: candidates.at(-1) ?? from.version }, to.version);
    return this.#hasWay(start) ? start : from.version;
  }
}
