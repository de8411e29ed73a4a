/**
 * CPV codes, « 30192000-1 »: eight digits (the root), then a key that the data often leave out.
 * Source: règlement (CE) n° 213/2008, annex I. The key is looked up in its list and not computed: 532 of the 9,454 codes were
 * published with another key than the one that the weights 3, 7, 1 give.
 */
import type { Nomenclatures } from '../nomenclature-names.ts';
import { indexed } from './nomenclature.ts';

const ROOT = 8;
const WHOLE = 10;

const byRoot = indexed((codes) => new Map(codes.map((code) => [code.slice(0, ROOT), code])));

/** Whether the root of a code is in the list. The key is not checked: see `cpvCle`. */
export const cpvExiste = (nomenclatures: Nomenclatures, code: string): boolean => cpvCle(nomenclatures, code) !== '';

/** The code with its official key (for « 30192000 » and « 30192000-9 » alike: « 30192000-1 »); empty if the root is not in the list. */
export function cpvCle(nomenclatures: Nomenclatures, code: string): string {
  return hasForm(code) ? (byRoot(nomenclatures, 'cpv').get(code.slice(0, ROOT)) ?? '') : '';
}

/** The root is looked up, so that its digits need no look here. */
function hasForm(code: string): boolean {
  if (code.length !== WHOLE) return code.length === ROOT;
  const key = code.charCodeAt(WHOLE - 1) - 48;
  return code[ROOT] === '-' && key >= 0 && key <= 9;
}
