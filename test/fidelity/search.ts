/** The search for an instance on which a frozen version and the published one disagree. */
import type { Version } from '../../src/validate/types.ts';
import type { Corpus } from './corpus.ts';
import type { Coverage } from './coverage.ts';
import { type Instance, instanceOf } from './instances.ts';
import { ofFile, ofRecord, type Verdict, verdictOf } from './verdict.ts';

export type Search = {
  seed: string | number;
  count: number;
  coverage?: Coverage;
  /** Versions with a difference planted in them, by its name. Each is left alone once it was noticed. */
  planted?: ReadonlyMap<string, Version>;
  /** Up to `most` instances are judged while fewer than `expected` of the planted differences were noticed. */
  expected?: number;
  most?: number;
};

export type Result = {
  records: number;
  files: number;
  acceptedRecords: number;
  acceptedFiles: number;
  /** Reported so that each can be made again. */
  disagreements: string[];
  /** By the name of a planted difference: how many instances it took to notice it. */
  noticed: Map<string, number>;
};

/** Nobody reads more. */
const ENOUGH = 10;

/** Judges `count` instances both ways, or more until what is planted was noticed. */
export function search(
  corpus: Corpus,
  version: Version,
  { seed, count, coverage, planted = new Map(), expected = 0, most = count }: Search,
): Result {
  const result: Result = { records: 0, files: 0, acceptedRecords: 0, acceptedFiles: 0, disagreements: [], noticed: new Map() };
  for (let number = 0; number < count || (number < most && result.noticed.size < expected); number++) {
    const instance = instanceOf(corpus, seed, number);
    const theirs = published(corpus, instance, coverage);
    tally(result, instance, theirs);
    const differs = (other: Version): boolean => ours(other, instance).valid !== theirs.valid;
    if (differs(version) && result.disagreements.length < ENOUGH)
      result.disagreements.push(reported(corpus, version, seed, number));
    for (const [name, other] of planted) if (!result.noticed.has(name) && differs(other)) result.noticed.set(name, number + 1);
  }
  return result;
}

function tally(result: Result, { level }: Instance, { valid }: Verdict): void {
  result[level === 'file' ? 'files' : 'records']++;
  if (valid === true) result[level === 'file' ? 'acceptedFiles' : 'acceptedRecords']++;
}

function published({ published }: Corpus, instance: Instance, coverage?: Coverage): Verdict {
  if (instance.level === 'file') return verdictOf(published.file(JSON.parse(instance.text)));
  const { kind, value } = instance;
  const failures = published.record[kind](value);
  coverage?.note(kind, value, failures);
  return verdictOf(failures);
}

const ours = (version: Version, instance: Instance): Verdict =>
  instance.level === 'file' ? ofFile(version, instance.text) : ofRecord(version, instance.kind, instance.value);

/** A record may have four changes. */
const MOST_CHANGES = 4;

/** The disagreement with as few of its changes as still show it. The instance is shown only when it was invented. */
function reported(corpus: Corpus, version: Version, seed: string | number, number: number): string {
  for (let limit = 0; ; limit++) {
    const instance = instanceOf(corpus, seed, number, limit < MOST_CHANGES ? limit : Infinity);
    const [theirs, mine] = [published(corpus, instance), ours(version, instance)];
    if (theirs.valid !== mine.valid || limit === MOST_CHANGES) {
      const name = `${version.model.version}, seed ${seed}, instance ${number}, at most ${limit} changes each (${instance.level})`;
      return [
        `${name}: ${instance.mutations.join('; ') || 'unchanged'}`,
        ...shown('published', theirs),
        ...shown('ours', mine),
        content(instance),
      ].join('\n');
    }
  }
}

const shown = (who: string, { valid, why }: Verdict): string[] => [
  `  ${who}: ${valid === null ? 'no verdict' : valid ? 'accepted' : 'refused'} ${why}`,
];

/** A few thousand characters: the seed and the number of the instance make the rest again. */
function content(instance: Instance): string {
  if (!instance.invented) return '  (holds a real record: not shown)';
  return `  ${(instance.level === 'file' ? instance.text : JSON.stringify(instance.value)).replaceAll(/\s+/g, ' ').slice(0, 3000)}`;
}
