/** Files of many records shaped as buyers publish them, most of them changed; each file is made from its number alone. */
import { concession } from '../../../federation/fake/contracts/concession.ts';
import type { Draft } from '../../../federation/fake/contracts/parts.ts';
import { publishedMarche } from '../../../federation/fake/contracts/published.ts';
import { Random as Chance } from '../../../federation/fake/contracts/random.ts';
import type { Version } from '../../../src/validate/types.ts';
import type { Fields } from '../../fidelity/complete.ts';
import { Random } from '../../fidelity/random.ts';
import { bytesOf } from '../../read/helpers.ts';
import { cutsAtRandom } from '../cuts.ts';
import { withBytes } from '../fuzz/bytes.ts';
import { asked, type Corpus, corpusOf, type Seed } from '../fuzz/corpus.ts';
import { anyDoubt } from '../fuzz/doubtful.ts';
import { fileOf, type Written } from '../fuzz/file.ts';
import { anyWriting } from '../fuzz/harmless.ts';
import type { Mutant } from '../fuzz/mutant.ts';
import { withTokens } from '../fuzz/tokens.ts';
import { tokensOf } from '../tokens.ts';
import { anyFault } from './faults.ts';
import { anyRewriting } from './rewritings.ts';
import { putStrays } from './strays.ts';

/** A record as published: its value, its text, and the tokens of that. */
type Published = Seed & { text: string; tokens: readonly string[] };

/** What the files are made of: `records` are taken in their order, so that a record that repeats the one before it does so in a file too. */
export type Source = { corpus: Corpus; records: readonly Published[] };

/** To make a record takes as long as to judge it: each is used many times, with other changes. */
const POOL = 2000;

/** Concessions are rarer where they are published; so many of them are enough to meet all of their fields. */
const CONCESSIONS = 0.12;

/** Invented records shaped as published, as a version requires them, and a corpus of nothing else. */
export function publishedSource(version: Version): Source {
  const random = new Chance(6);
  let before: Draft | undefined;
  const records = Array.from({ length: POOL }, (_, serial): Published => {
    const kind = random.chance(CONCESSIONS) ? 'contrat-concession' : 'marche';
    const record = kind === 'marche' ? (before = publishedMarche(random, serial + 1, before)) : concession(random, serial + 1);
    const value = asked(version.model, kind, record);
    const text = JSON.stringify(value);
    return { kind, value, text, tokens: tokensOf(text) };
  });
  return { corpus: corpusOf(version, records), records };
}

/** `change`: what was done to the record; undefined where it is as published. */
type Part = Written & { from: Published; change?: string };

/** File `number` of the search `seed`. */
type Which = { version: string; seed: string; number: number };

/** Shares of records left as they are: the fast path takes many of them at once, and few where every second one is spoilt. */
const UNCHANGED = [0, 0, 0, 0.05, 0.05, 0.6];
const SIZES = [1, 3, 20, 40, 40, 100];

/** A file, made from its number alone. */
export function batchOf({ corpus, records }: Source, seed: string, number: number): Mutant {
  const random = new Random('as published', seed, corpus.version, number);
  const unchanged = random.pick(UNCHANGED);
  const count = random.pick(SIZES);
  const first = random.below(records.length - count);
  const parts: Part[] = [];
  let unbalanced: Part | undefined;
  for (let rank = 0; rank < count; rank++) {
    const from = records[first + rank]!;
    const part = random.chance(unchanged) ? { kind: from.kind, text: from.text, from } : changed(from, random, { corpus, parts });
    if (isBalanced(part.text)) parts.push(part);
    else unbalanced = part;
  }
  // The reader may find no record after one with too many brackets or quotes, or too few: a file has one at most, at its end.
  return mutantOf(unbalanced ? [...parts, unbalanced] : parts, { version: corpus.version, seed, number });
}

/** Whether each string and bracket of a text is closed, by the bracket that belongs to it, and the last of them at its end only. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      if (at >= text.length) return false;
    } else if (sign === '{' || sign === '[') open.push(sign === '{' ? '}' : ']');
    else if ((sign === '}' || sign === ']') && (open.pop() !== sign || (open.length === 0 && at < text.length - 1))) return false;
  }
  return open.length === 0;
}

type Around = { corpus: Corpus; parts: readonly Part[] };

/** Changes the value of a record, its text, or both. */
function changed(next: Published, random: Random, { corpus, parts }: Around): Part {
  const isAgain = parts.length > 0 && random.chance(0.08);
  const from = isAgain ? repeated(random.pick(parts).from, random) : next;
  const changes = isAgain ? ['a record again'] : [];
  const isByValue = random.chance(0.55);
  let { text, tokens } = from;
  if (isByValue) {
    const [name, write] = random.pick([anyWriting, anyDoubt, anyFault, anyFault])(random);
    text = write(from, random, corpus);
    changes.push(name);
    if (random.chance(0.5)) return { kind: from.kind, text, from, change: changes.join(' + ') };
    tokens = tokensOf(text);
  }
  const rewritten = [...tokens];
  for (let count = random.pick([1, 1, 2]); count > 0 && rewritten.length > 2; count--) {
    const [name, rewrite] = anyRewriting(random);
    rewrite(rewritten, random);
    changes.push(name);
  }
  if (random.chance(0.35)) {
    putStrays(rewritten, random);
    changes.push('keys that nobody knows');
  }
  return { kind: from.kind, text: rewritten.join(''), from, change: changes.join(' + ') };
}

/** The same record, or one with the same key of consolidation. */
function repeated(from: Published, random: Random): Published {
  if (random.chance(0.5)) return from;
  const own = random.pick(['objet', 'montant', 'dureeMois', 'datePublicationDonnees']);
  const other: Fields = {
    objet: 'Autre objet de ce contrat',
    montant: 90_000,
    dureeMois: 7,
    datePublicationDonnees: '2024-03-01',
  };
  const value = { ...from.value, [own]: other[own] };
  const text = JSON.stringify(value);
  return { kind: from.kind, value, text, tokens: tokensOf(text) };
}

const STRANGE = 0.02;

/** The file of these records: what is not done to single records depends on the number of the file alone. */
function mutantOf(parts: readonly Part[], which: Which): Mutant {
  const random = new Random('file', which.seed, which.version, which.number);
  const changes = parts.flatMap(({ change }) => change ?? []);
  let text = fileOf(parts, random, STRANGE);
  if (random.chance(0.02)) text = withTokens(text, random)[1];
  let bytes = bytesOf(text);
  if (random.chance(0.03)) bytes = withBytes(bytes, random)[1];
  const cuts = cutsOf(bytes.length, random);
  return { bytes, cuts, changes, smaller: (differs) => fewer(parts, which, differs) };
}

/** One record alone, where that differs too; otherwise many records are left out, and then fewer, as long as the rest still differs. */
function fewer(parts: readonly Part[], which: Which, differs: (mutant: Mutant) => boolean): Mutant {
  const alone = parts.map((part) => mutantOf([part], which)).find(differs);
  if (alone) return alone;
  let best = parts;
  for (let size = parts.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < best.length;) {
      const rest = best.toSpliced(at, size);
      if (rest.length > 0 && differs(mutantOf(rest, which))) best = rest;
      else at += size;
    }
  }
  return mutantOf(best, which);
}

/** Half of the files come in one piece; small ones byte by byte, or nearly. */
function cutsOf(length: number, random: Random): number[] {
  if (random.chance(0.5)) return [];
  return cutsAtRandom(random, length, random.pick(length < 4000 ? [2, 16, 64, 300] : [300, 1000, 4000, 16_000, 70_000]));
}
