import { defineLazy } from '../model/lazy.ts';
import { NOMENCLATURE_NAMES, type Nomenclatures } from './nomenclature-names.ts';

const NAMES = ['cpv', ...NOMENCLATURE_NAMES];

/** The lists of `nomenclatures.json`, each parsed when it is first asked: there are 50,000 codes, and most files need one list. */
export function lazyLists(text: string): Nomenclatures {
  const lists: Record<string, readonly string[]> = {};
  for (const name of NAMES) defineLazy(lists, name, () => listIn(text, name));
  return lists;
}

/** Codes hold no bracket and no quote, so that a list ends at the first `]`. */
function listIn(text: string, name: string): readonly string[] {
  const start = text.indexOf(`"${name}":[`) + name.length + 3;
  return JSON.parse(text.slice(start, text.indexOf(']', start) + 1)) as string[];
}
