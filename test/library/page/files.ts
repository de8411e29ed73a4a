/** Files to check, made of the records of the examples again and again. */
import { readdirSync } from 'node:fs';
import { GOLDEN, readJsonFile, ROOT } from '../../support/engine.ts';
import { UNFOLDED } from '../../support/unfolded.ts';

type Lists = { marche?: unknown[]; 'contrat-concession'?: unknown[] };
type Rec = Record<string, unknown>;

const FOLDER = `${UNFOLDED}${GOLDEN}/valid`;

function records(kind: keyof Lists): Rec[] {
  const names = readdirSync(`${ROOT}${FOLDER}`).filter((name) => name.endsWith('.json'));
  return names.flatMap((name) => {
    const { marches } = readJsonFile(`${FOLDER}/${name}`) as { marches?: Lists };
    const list = marches?.[kind];
    return Array.isArray(list) ? (list as Rec[]) : [];
  });
}

/** What breaks a record, each in its own way. */
const SPOILS: ((record: Rec) => Rec)[] = [
  (record) => ({ ...record, nature: 'Marché inconnu' }),
  ({ id: _, ...record }) => record,
  (record) => ({ ...record, dureeMois: -1 }),
  (record) => ({ ...record, 'clé inconnue': ['é', { a: 1 }] }),
  (record) => ({ ...record, lieuExecution: { code: 75001 } }),
];

/** Every `every`-th record is spoiled. */
function spoiled(list: readonly Rec[], count: number, every: number): Rec[] {
  return Array.from({ length: count }, (_, i) => {
    const record = list[i % list.length] ?? {};
    const spoil = SPOILS[Math.floor(i / every) % SPOILS.length];
    return i % every === every - 1 && spoil ? spoil(record) : record;
  });
}

/** The text of a file of so many records of each kind. */
export function fileOf(count: number, every = Infinity): string {
  const lists = {
    marche: spoiled(records('marche'), count, every),
    'contrat-concession': spoiled(records('contrat-concession'), Math.ceil(count / 4), every),
  };
  return JSON.stringify({ marches: lists });
}
