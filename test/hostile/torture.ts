/** The torture cases of the recogniser set inside records: where the reader, the recogniser and the checks hand over to one another. */
import { rawBytes } from '../read/helpers.ts';
import { FAMILIES, repeated } from '../fast-validate/torture/cases.ts';
import { type Bases, basesOf, PLACES } from '../fast-validate/torture/places.ts';
import type { FileSet, HostileFile } from './files.ts';

type Put = (piece: string, bases: Bases) => string;

const list = (...records: string[]): string => `{"marches":{"marche":[${records.join(',')}]}}`;
const member = (record: string, text: string): string => `${record.slice(0, -1)},${text}}`;

/** Where a piece is put, whatever it is: as the value of a key that the schema knows or not, in a list, before and after a record. */
const IN_RECORDS: Record<string, Put> = {
  'the value of an unknown key': (piece, { texts: { M } }) => list(M, member(M, `"inconnu":${piece}`), M),
  'the value of an unknown key, at the end of the file': (piece, { texts: { M } }) =>
    `{"marches":{"marche":[${M.slice(0, -1)},"inconnu":${piece}`,
  'a value within that of an unknown key': (piece, { texts: { M } }) => list(member(M, `"inconnu":{"a":[0,{"b":${piece}}]}`), M),
  'the value of a known key': PLACES['montant']!,
  'the value of a known key that holds an object': PLACES['lieu']!,
  'an item of a list': PLACES['technique']!,
  'an item of a list of objects': (piece, { texts: { M } }) =>
    list(
      M.replace('"titulaires":[', () => `"titulaires":[${piece},`),
      M,
    ),
  'before a valid record': (piece, { texts: { M } }) => list(piece, M),
  'after a valid record': (piece, { texts: { M } }) => list(M, piece),
  'between valid records': (piece, { texts: { M, C } }) =>
    `{"marches":{"contrat-concession":[${C},${piece},${C}],"marche":[${M}]}}`,
};

/** Every case of every family at every such place, under each of these versions. */
export function tortureInRecords(versions: readonly string[]): FileSet {
  const places = Object.entries(IN_RECORDS);
  const pieces = FAMILIES.flatMap(({ cases }) => cases);
  const bases = versions.map(basesOf);
  const file = (number: number): HostileFile => {
    const version = number % versions.length;
    const rank = Math.floor(number / versions.length);
    const [place, put] = places[rank % places.length]!;
    const { text, json } = pieces[Math.floor(rank / places.length)]!;
    const piece = PLACES['file']!(text, bases[version]!);
    return {
      label: `${text} as ${place}`,
      extension: 'json',
      version: versions[version]!,
      bytes: rawBytes(repeated(put(piece, bases[version]!))),
      strict: json !== 'free',
    };
  };
  return { total: places.length * pieces.length * versions.length, file };
}

/** Every case at one of these places, in turn. */
export function tortureInTurn(versions: readonly string[]): FileSet {
  const files = tortureInRecords(versions);
  const places = Object.keys(IN_RECORDS).length;
  return { total: files.total / places, file: (number) => files.file(number * places + (number % places)) };
}
