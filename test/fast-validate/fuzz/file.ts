/** Files around records that are given as text. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Random } from '../../fidelity/random.ts';

export type Written = { kind: RecordKind; text: string };

type Shape = (lists: { marche: string; concession: string; all: string; first: string }) => string;

const BOTH: Shape = ({ marche, concession }) => `{"marches":{"marche":[${marche}],"contrat-concession":[${concession}]}}`;
const TURNED: Shape = ({ marche, concession }) => `{"marches":{"contrat-concession":[${concession}],"marche":[${marche}]}}`;

const REGULAR: readonly Shape[] = [
  BOTH,
  BOTH,
  BOTH,
  TURNED,
  ({ marche, concession }) => `{"version":"2.0","marches":{"marche":[${marche}],"contrat-concession":[${concession}]}}`,
  ({ marche, concession }) => `{ "marches" : {\n"marche":[\n${marche}\n] ,\r\n\t"contrat-concession": [ ${concession} ] } }\n`,
];

const STRANGE: readonly Shape[] = [
  ({ all }) => `{"marches":[${all}]}`,
  ({ all }) => `[${all}]`,
  ({ all }) => `{"marches":{"marche":[${all}]}}`,
  ({ all }) => `{"marches":{"contrat-concession":[${all}]}}`,
  ({ first }) => first,
  ({ first, all }) => `{"marches":${first},"marche":[${all}]}`,
  ({ first, all }) => `{"marches":{"marche":${first},"contrat-concession":[${all}]}}`,
  ({ all }) => `{"data":[${all}]}`,
  ({ marche, concession }) => `{"data":{"marches":{"marche":[${marche}],"contrat-concession":[${concession}]}}}`,
  ({ marche, concession }) => `{"marche":[${marche}],"contrat-concession":[${concession}]}`,
  ({ marche, all }) => `{"marches":{"marche":[${marche}],"marche":[${all}]}}`,
  ({ marche, concession }) => `{"marches":{"marche":[${marche}]},"marches":{"contrat-concession":[${concession}]}}`,
  ({ marche, concession }) =>
    `{"marches":{"autre":[1],"marche":[${marche}],"x":{"y":[]},"contrat-concession":[${concession}]},"z":null}`,
  ({ all }) => `{"marches":{"marche":[${all}]}}\n{"marches":{"marche":[${all}]}}`,
  ({ all }) => `{"marches":{"\\u006darche":[${all}]}}`,
  ({ all }) => `\ufeff{"marches":{"marche":[${all}]}}`,
  ({ marche }) => `{"marches":{"marche":[${marche}],"contrat-concession":null},"version":"1.4"}`,
  ({ marche, first }) => `{"marches":{"marche":[null,${marche === '' ? '0' : marche},[${first}],"x"]}}`,
];

/** A file that holds the records; in the shape of the version most often. */
export function fileOf(records: readonly Written[], random: Random, strange: number): string {
  const shape = random.pick(random.chance(strange) ? STRANGE : REGULAR);
  const list = (kind?: RecordKind): string =>
    records
      .filter((record) => kind === undefined || record.kind === kind)
      .map(({ text }) => text)
      .join(random.chance(0.7) ? ',' : random.pick([', ', ',\n', ' ,\r\n  ']));
  return shape({ marche: list('marche'), concession: list('contrat-concession'), all: list(), first: records[0]?.text ?? '{}' });
}
