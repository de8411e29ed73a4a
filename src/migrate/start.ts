/** The versions that the records of a file start from: that of the file, or its own for a record that is of another one. */
import { isObject } from '../../packages/base/src/json.ts';
import type { VersionFacts } from '../model/facts.ts';
import type { RecordKind } from '../model/kinds.ts';
import { isBefore } from '../model/releases.ts';
import { chosenOf, type Detection } from '../validate/detect.ts';
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
 * `version`: the one that the file is recognised as, or that a person gave. `chain`: the one that its records take, unless they are of another version. `own`: the versions
 * that nothing tells from that of the file. `versions`: those that a record may be of. `load`: loads the chain from another version.
 */
type FileStart = {
  version: string;
  chain: Chain;
  own: readonly VersionFacts[];
  versions: readonly VersionFacts[];
  load: (version: string) => Promise<Chain>;
};

/** `version`: the one that a record is recognised as. `chain`: the one that it takes, from the oldest version that nothing tells from it (on the way back, the newest). */
export type Start = { version: string; chain: Chain };

export class Starts {
  /** That of the file. */
  readonly version: string;
  readonly chain: Chain;
  readonly #file: FileStart;
  readonly #loaded = new Map<string, Chain>();
  /** Of the records that are of another version than the file, by the version that they are recognised as. */
  readonly #others = new Map<string, Chain>();

  constructor(file: FileStart) {
    this.version = file.version;
    this.chain = file.chain;
    this.#file = file;
  }

  /** The start of a record. */
  of(kind: RecordKind, value: unknown): Start | Promise<Start> {
    const other = this.#otherOf(kind, value);
    if (!other) return { version: this.version, chain: this.chain };
    const { version, from } = other;
    const started = (chain: Chain): Start => {
      this.#others.set(version, chain);
      return { version, chain };
    };
    const chain = from === this.chain.from.version ? this.chain : this.#loaded.get(from);
    return chain ? started(chain) : this.#load(from).then(started);
  }

  /** The chain of records that are recognised as a version; that of the file without one. */
  chainFrom(version: string | undefined): Chain {
    return (version === undefined ? undefined : this.#others.get(version)) ?? this.chain;
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

  /** The version of a record that is of another one than the file, and the one from which there is a way. */
  #otherOf(kind: RecordKind, value: unknown): { version: string; from: string } | undefined {
    const { own, versions } = this.#file;
    const found = isObject(value) && versions.length > 0 ? versionsOfRecord({ kind, value }, own, versions) : own;
    if (found === own) return undefined;
    const { version } = chosenOf(found);
    const from = startOf({ candidates: found.map((one) => one.version), version }, this.chain.to.version);
    return this.#hasWay(from) ? { version, from } : undefined;
  }
}
