/** The functions that rules call, each with its source in its file. All accept any text and any number, and never throw. */
import { cpvCle, cpvExiste } from './functions/cpv.ts';
import { jour, moisEntre } from './functions/days.ts';
import { nomenclature } from './functions/nomenclature.ts';
import { chiffreRepete, commencePar, decimales, partieEntiere } from './functions/numbers.ts';
import { luhnValide, sirenValide, siretValide } from '../model/siret.ts';
import { premier } from './functions/texts.ts';
import { tvaValide } from '../model/tva.ts';
import type { Nomenclatures } from './nomenclature-names.ts';

export type RuleFunctions = {
  siretValide: (text: string) => boolean;
  sirenValide: (text: string) => boolean;
  luhnValide: (text: string) => boolean;
  tvaValide: (text: string) => boolean;
  cpvExiste: (code: string) => boolean;
  cpvCle: (code: string) => string;
  nomenclature: (name: string, code: string) => boolean;
  jour: (date: string) => number;
  moisEntre: (from: string, to: string) => number;
  aujourdhui: () => string;
  premier: (list: readonly string[]) => string;
  partieEntiere: (x: number) => number;
  chiffreRepete: (x: number) => number;
  commencePar: (x: number, digits: string) => boolean;
  decimales: (x: number) => number;
};

/** The functions, over these lists and on this day (AAAA-MM-JJ), which is given so that results repeat. */
export const ruleFunctions = (nomenclatures: Nomenclatures, today: string): RuleFunctions => ({
  siretValide,
  sirenValide,
  luhnValide,
  tvaValide,
  cpvExiste: (code) => cpvExiste(nomenclatures, code),
  cpvCle: (code) => cpvCle(nomenclatures, code),
  nomenclature: (name, code) => nomenclature(nomenclatures, name, code),
  jour,
  moisEntre,
  aujourdhui: () => today,
  premier,
  partieEntiere,
  chiffreRepete,
  commencePar,
  decimales,
});
