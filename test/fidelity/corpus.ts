/** The records that a search starts from: invented ones of this repository, and real ones where they are at hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { FROZEN, GOLDEN, readJsonFile, ROOT, SHARED } from '../support/engine.ts';
import { completeRecord, recordsOf } from './complete.ts';
import type { KindedRecord } from './mutate-file.ts';
import { readPublished, readTrees, type Published } from './published.ts';
import type { Random } from './random.ts';
import { wordsOf, type Words } from './values.ts';

/** A record to copy for each instance. What is not invented is never printed. */
export type Base = KindedRecord & { invented: boolean };

export type Corpus = { published: Published; words: Words; complete: Base[]; examples: Base[]; real: Base[]; realValid: Base[] };

const KINDS = ['marche', 'contrat-concession'] as const;

export function corpusOf(version: string): Corpus {
  const published = readPublished(version);
  const real = realRecords(version);
  return {
    published,
    words: wordsOf(FROZEN.map(readTrees).flatMap((trees) => Object.values(trees))),
    complete: KINDS.map((kind) => baseOf({ kind, value: completeRecord(version, kind) }, true)),
    examples: exampleRecords(version),
    real,
    realValid: real.filter(({ kind, value }) => published.record[kind](value).length === 0),
  };
}

/** A record to start from: mostly one that the version accepts, so that what is changed decides. */
export function draw(corpus: Corpus, random: Random): Base {
  const { complete, examples, real, realValid } = corpus;
  const pool = random.pick([complete, complete, complete, examples, examples, realValid, realValid, realValid, real]);
  return random.pick(pool.length > 0 ? pool : complete);
}

const baseOf = (record: KindedRecord, invented: boolean): Base => ({ ...record, invented });

/** Those of the version, and those of 2.1.0, which differ little from 2.0.x. */
function exampleRecords(version: string): Base[] {
  const folders = version.startsWith('2.0.') && version !== '2.0.0' ? [version, GOLDEN] : [version];
  return folders.flatMap((folder) => {
    const path = `examples/${folder}/valid`;
    const files = readdirSync(`${ROOT}${path}`).filter((name) => name.endsWith('.json'));
    return files.flatMap((name) => recordsOf(readJsonFile(`${path}/${name}`)).map((record) => baseOf(record, true)));
  });
}

function realRecords(version: string): Base[] {
  const folder = `${SHARED}realdata`;
  const files = readdirSync(folder).filter((name) => name.startsWith(`v${version.charAt(0)}-`));
  const values = files.map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as unknown);
  return values.flatMap((file) => recordsOf(file).map((record) => baseOf(record, false)));
}
