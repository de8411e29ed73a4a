/** Where the pieces of the torture cases are put: in files that are valid otherwise. */
import { completeRecord, type Fields } from '../../fidelity/complete.ts';
import { basesFor, readJsonFile } from '../../support/engine.ts';
import { tokensOf } from '../tokens.ts';

/** Records of one version to put pieces into, and the texts that `$M`, `$C`, `$D` and `$B` stand for. */
export type Bases = { marche: Fields; concession: Fields; texts: Record<'M' | 'C' | 'D' | 'B', string> };

type Lists = { marches: { marche: Fields[] } };

export function basesOf(version: string): Bases {
  const folder = basesFor(version);
  const marche = (readJsonFile(`examples/${folder}/valid/base-marche.json`) as Lists).marches.marche[0]!;
  const concession = completeRecord(folder, 'contrat-concession');
  const M = JSON.stringify(marche);
  const D = JSON.stringify({ ...marche, montant: 0, nature: 'Marche' });
  return { marche, concession, texts: { M, C: JSON.stringify(concession), D, B: M.replace('"montant":', '"montant":,') } };
}

type Put = (piece: string, bases: Bases) => string;
type Path = readonly (string | number)[];

const file = (first: string, { texts }: Bases): string => `{"marches":{"marche":[${first},${texts.M}]}}`;

/** In the place of the value at `path` of a marché, before one that is valid. */
const instead =
  (...path: Path): Put =>
  (piece, bases) =>
    file(replaced(bases.marche, path, piece), bases);

/** Stands where the piece goes. */
const MARK = '@@';

function replaced(record: Fields, path: Path, piece: string): string {
  const copy = structuredClone(record);
  let holder: Record<string | number, unknown> = copy;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  holder[path.at(-1)!] = MARK;
  return JSON.stringify(copy).replace(`"${MARK}"`, () => piece);
}

/** As one more member of the marché, before the text `next` of it, which follows a brace or a comma. */
const before =
  (next: string): Put =>
  (piece, bases) => {
    const { M } = bases.texts;
    const at = M.indexOf(next) + next.lastIndexOf('"');
    if (!M.includes(next)) throw new Error(`${next} does not stand in the record`);
    return file(`${M.slice(0, at)}${piece},${M.slice(at)}`, bases);
  };

/** In the gaps of a small file that `where` picks, by the tokens on both sides. */
const inGaps =
  (where: (before: string | undefined, after: string | undefined) => boolean): Put =>
  (piece, { texts }) => {
    const odd = '{"a":[],"b":{},"c":[1,-2.5e3,true,null,"x\\"y: ,{"]}';
    const tokens = tokensOf(`{"marches":{"marche":[${texts.D},${odd}],"contrat-concession":[${texts.C}]}}`);
    const gaps = [...tokens, undefined].map((after, i) => (where(tokens[i - 1], after) ? piece : ''));
    return gaps.map((gap, i) => gap + (tokens[i] ?? '')).join('');
  };

const TARIF: Path = ['donneesExecution', 0, 'donneesAnnuelles', 'tarifs', 0, 'tarif', 'tarif'];

export const PLACES: Readonly<Record<string, Put>> = {
  montant: instead('montant'),
  duree: instead('dureeMois'),
  taux: instead('tauxAvance'),
  objet: instead('objet'),
  id: instead('id'),
  nature: instead('nature'),
  date: instead('dateNotification'),
  siret: instead('acheteur', 'id'),
  code: instead('codeCPV'),
  marcheInnovant: instead('marcheInnovant'),
  lieu: instead('lieuExecution'),
  techniques: instead('techniques'),
  technique: instead('techniques', 'technique', 1),
  titulaires: instead('titulaires'),
  inconnu: instead('inconnu'),
  tarif: (piece, { concession }) => `{"marches":{"contrat-concession":[${replaced(concession, TARIF, piece)}]}}`,
  record: file,
  key: (piece, bases) =>
    file(
      bases.texts.M.replace('"nature"', () => piece),
      bases,
    ),
  version: (piece, { texts }) => `{"version":${piece},"marches":{"marche":[${texts.M}]}}`,
  root: (piece) => piece,
  file: (piece, { texts }) => piece.replaceAll(/\$([MCDB])/g, (_, name: keyof Bases['texts']) => texts[name]),
  first: before('{"'),
  middle: before(',"'),
  last: (piece, bases) => file(`${bases.texts.M.slice(0, -1)},${piece}}`, bases),
  inLieu: before('"lieuExecution":{"'),
  inTitulaire: before('"titulaire":{"'),
  inMarches: (piece, { texts }) => `{"marches":{${piece},"marche":[${texts.M}]}}`,
  inRoot: (piece, { texts }) => `{${piece},"marches":{"marche":[${texts.M}]}}`,
  everywhere: inGaps(() => true),
  beforeRoot: inGaps((before) => before === undefined),
  afterRoot: inGaps((_, after) => after === undefined),
  beforeColon: inGaps((_, after) => after === ':'),
  afterColon: inGaps((before) => before === ':'),
  beforeComma: inGaps((_, after) => after === ','),
  afterComma: inGaps((before) => before === ','),
  inEmptyList: inGaps((before, after) => before === '[' && after === ']'),
  inEmptyObject: inGaps((before, after) => before === '{' && after === '}'),
  beforeNumber: inGaps((_, after) => after?.startsWith('-') === true),
  afterNumber: inGaps((before) => before?.startsWith('-') === true),
  afterConcession: inGaps((before, after) => before === '}' && after === ']'),
};
