/** Unpacks files of an archive within bounds that do not rely on the sizes declared in it. */
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { InputError } from '../finding.ts';
import { SHEET_LIMITS } from '../model/cell-text.ts';
import { concat } from './concat.ts';
import { mostUnpacked } from './unpack.ts';

/** Bounds of one archive. An archive of the size that readers take packed is far below the others. */
export const UNPACK_LIMITS = { unpacked: SHEET_LIMITS.bytes, entries: 1_000 } as const;

/** Files by path, as bytes. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** The files to unpack, and the InputErrors for their faults. `part` is a path in the archive. */
export type Wanted = {
  files: RegExp;
  broken(part?: string): InputError;
  tooLarge(limit: number): InputError;
};

/** `names`: all names in the archive, also of files that are not unpacked. */
export type Unpacked = { parts: Parts; names: ReadonlySet<string> };

/** Slices are small since each may expand a thousandfold before the budget is checked again. */
const SLICE = 16_384;

/** The wanted files of the archive `bytes`; others are never unpacked. Throws the InputErrors of `wanted`. */
export function unpack(bytes: Uint8Array, wanted: Wanted): Unpacked {
  const archive = new Archive(bytes.length, wanted);
  const unzip = new Unzip((file) => archive.meet(file));
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += SLICE) unzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  } catch (error) {
    throw error instanceof InputError ? error : wanted.broken();
  }
  return archive.unpacked();
}

class Archive {
  readonly #limit: number;
  readonly #wanted: Wanted;
  readonly #pieces = new Map<string, Uint8Array[]>();
  readonly #whole = new Set<string>();
  readonly #names = new Set<string>();
  #entries = 0;
  #unpacked = 0;

  constructor(packed: number, wanted: Wanted) {
    this.#wanted = wanted;
    this.#limit = mostUnpacked(packed, UNPACK_LIMITS.unpacked);
  }

  meet(file: UnzipFile): void {
    if (++this.#entries > UNPACK_LIMITS.entries) throw this.#wanted.tooLarge(this.#limit);
    this.#names.add(file.name);
    if (!this.#wanted.files.test(file.name)) return;
    // Two entries with one name: programs disagree on which counts, so that an archive could have two contents.
    if (this.#pieces.has(file.name)) throw this.#wanted.broken(file.name);
    const pieces: Uint8Array[] = [];
    this.#pieces.set(file.name, pieces);
    file.ondata = (error, data, final) => {
      // The unpacker passes errors thrown here back to us.
      if (error) throw error instanceof InputError ? error : this.#wanted.broken(file.name);
      this.#unpacked += data.length;
      if (this.#unpacked > this.#limit) throw this.#wanted.tooLarge(this.#limit);
      pieces.push(data);
      if (final) this.#whole.add(file.name);
    };
    file.start();
  }

  unpacked(): Unpacked {
    const parts = new Map<string, Uint8Array>();
    for (const [name, pieces] of this.#pieces) {
      if (!this.#whole.has(name)) throw this.#wanted.broken(name);
      parts.set(name, concat(pieces));
    }
    return { parts, names: this.#names };
  }
}
