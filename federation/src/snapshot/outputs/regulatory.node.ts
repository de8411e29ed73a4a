import type { RecordKind } from '../../../../src/model/kinds.ts';
import type { SnapshotContract } from '../contract.ts';
import { frameOf } from '../frame.node.ts';
import type { FileEntry } from '../manifest.ts';
import type { OpenOutput, OutputContext, Writing } from '../output.ts';

/** `contrats/<standard>/<year>.json`: the contracts as the standard asks for them, one a line; `sans-annee.json` for those whose year cannot be read. */
export const regulatory: OpenOutput = async (context) => {
  const files: FileEntry[] = [];
  let current: YearFile | undefined;
  const next = async (contract: SnapshotContract): Promise<void> => {
    if (!current?.takes(contract)) {
      if (current) files.push(await current.close());
      current = await YearFile.open(context, contract);
    }
    await current.add(contract);
  };
  return Promise.resolve({
    contract: (contract) => (current?.takes(contract) ? current.add(contract) : next(contract)),
    async close() {
      if (current) files.push(await current.close());
      return { files };
    },
  });
};

class YearFile {
  readonly #writing: Writing;
  readonly #standard: string;
  readonly #year: number;
  readonly #isFlat: boolean;
  #kind: RecordKind | undefined;
  #count = 0;

  private constructor(writing: Writing, { facts }: SnapshotContract, isFlat: boolean) {
    this.#writing = writing;
    this.#standard = facts.standard;
    this.#year = facts.year;
    this.#isFlat = isFlat;
  }

  static async open(context: OutputContext, contract: SnapshotContract): Promise<YearFile> {
    // The names of files are made of what the program knows: the version is looked up, the year is a number.
    const { version, begin, isFlat } = await frameOf(contract.facts.standard);
    const writing = await context.create(`contrats/${version}/${yearName(contract.facts.year)}.json`);
    const file = new YearFile(writing, contract, isFlat);
    await writing.write(begin);
    return file;
  }

  takes({ facts: { standard, year } }: SnapshotContract): boolean {
    return standard === this.#standard && year === this.#year;
  }

  add({ facts: { kind }, text }: SnapshotContract): Promise<void> | undefined {
    let before = this.#count === 0 ? '\n' : ',\n';
    if (!this.#isFlat && kind !== this.#kind) before = `${this.#kind === undefined ? '' : '\n],'}${JSON.stringify(kind)}:[\n`;
    this.#kind = kind;
    this.#count++;
    return this.#writing.write(before + text);
  }

  async close(): Promise<FileEntry> {
    await this.#writing.write(this.#isFlat ? '\n]}\n' : '\n]}}\n');
    return this.#writing.close(this.#count);
  }
}

const yearName = (year: number): string => (year === 0 ? 'sans-annee' : String(year).padStart(4, '0'));
