/** The trial by which a hang was found in 2.0.1 to `next`: three examples of three sizes, with a structural character changed, or cut. */
import { readText } from '../support/engine.ts';
import { changedAt, type FileSet, type HostileFile, structureOf } from './files.ts';
import { UNFOLDED } from '../support/unfolded.ts';

const EXAMPLES = [
  '2.0.3/valid/base-marche.json',
  '2.1.0/valid/fichier-de-deux-listes.json',
  '2.1.0/valid/lots-de-meme-identifiant.json',
];
/** Deleted, doubled, or replaced by one other. */
const CHANGES = 3;
/** As many as the trial had: what the changes leave is for the cuts, spread evenly over the examples. */
const TOTAL = 4_357;

/** The files of the trial; `version` is the one that judges them. */
export function trialFiles(version: string): FileSet {
  const bases = EXAMPLES.map((name) => ({ name, bytes: new TextEncoder().encode(readText(UNFOLDED + name)) }));
  const changes = bases.flatMap(({ name, bytes }) =>
    [...structureOf(bytes)].flatMap((at) => Array.from({ length: CHANGES }, (_, change) => ({ name, bytes, at, change }))),
  );
  const size = bases.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const cuts = TOTAL - changes.length;
  const file = (number: number): HostileFile => {
    const changed = changes[number];
    if (changed) {
      const { name, bytes, at, change } = changed;
      const [how, made] = changedAt(bytes, at, change);
      return { label: `${name}, at byte ${at} ${how}`, extension: 'json', version, bytes: made };
    }
    let left = Math.floor(((number - changes.length) * size) / cuts);
    const base = bases.find(({ bytes }) => left < bytes.length || void (left -= bytes.length))!;
    return { label: `${base.name}, its first ${left} bytes`, extension: 'json', version, bytes: base.bytes.slice(0, left) };
  };
  return { total: TOTAL, file };
}
