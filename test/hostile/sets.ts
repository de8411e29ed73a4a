/** The sets of hostile files, by name. */
import { readFileSync } from 'node:fs';
import { changedExamples, drawnFiles, type FileSet, type HostileFile, sampledExamples } from './files.ts';
import { hostileForms } from './forms.ts';
import { tortureInRecords, tortureInTurn } from './torture.ts';
import { trialFiles } from './trial.ts';

const SETS: Record<string, (seed: string) => FileSet | Promise<FileSet>> = {
  examples: changedExamples,
  'sampled examples': sampledExamples,
  drawn: drawnFiles,
  forms: hostileForms,
  torture: (versions) => tortureInRecords(versions.split(' ')),
  'torture in turn': (versions) => tortureInTurn(versions.split(' ')),
  trial: trialFiles,
  given: givenFiles,
  several: severalSets,
};

/** A set by its name. Throws for one that there is not. */
export async function openSet(name: string, seed: string): Promise<FileSet> {
  const open = SETS[name];
  if (!open) throw new Error(`no set of hostile files is called ${name}`);
  return open(seed);
}

/** So many files of a set, from its first on. */
export type Part = { set: string; seed: string; count: number };

/** Parts of sets, as JSON, one after the other: a process has loaded all that it judges with only once. Files are tried on the ways that their numbers in their own sets decide. */
async function severalSets(parts: string): Promise<FileSet> {
  const opened = await Promise.all(
    (JSON.parse(parts) as Part[]).map(async ({ set, seed, count }) => ({ set, count, files: await openSet(set, seed) })),
  );
  const places = opened.flatMap(({ set, count, files }) =>
    Array.from({ length: count }, (_, number) => ({ set, number, files })),
  );
  const file = (place: number): HostileFile => {
    const { set, number, files } = places[place]!;
    const one = files.file(number);
    return { way: number, ...one, label: `${set} ${number}: ${one.label}` };
  };
  return { total: places.length, file };
}

/** Files that stand one after the other in a file, as JSON with their bytes in base64. */
function givenFiles(path: string): FileSet {
  const given = JSON.parse(readFileSync(path, 'utf8')) as Given[];
  return {
    total: given.length,
    file: (number) => ({ ...given[number]!, bytes: new Uint8Array(Buffer.from(given[number]!.bytes, 'base64')) }),
  };
}

type Given = Omit<HostileFile, 'bytes'> & { bytes: string };

/** The text of such a file. */
export const asGiven = (files: readonly HostileFile[]): string =>
  JSON.stringify(files.map((file): Given => ({ ...file, bytes: Buffer.from(file.bytes).toString('base64') })));
