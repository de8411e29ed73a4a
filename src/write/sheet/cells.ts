/** Writes one record as the cells of a row. */
import { shownValue, toCellText, SHEET_LIMITS } from '../../model/cell-text.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { LONGEST_LIST, onlyList } from '../../model/sheet.ts';
import type { Branch, Leaf, List, Node } from '../../model/tree.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Lost } from '../lost.ts';

/** The forms of the single sheet. */
export type SheetForm = 'csv' | 'xlsx' | 'ods';

/** Half of a character, or one of a pair. */
const SURROGATE = /[\ud800-\udfff]/;

/** Characters that XML cannot hold, and CR, which a reader of OpenDocument takes for a blank. Workbooks of Excel have an escape for them. */
const NOT_IN_ODS = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu;

/** `cells`: texts by name of column, not yet guarded against formulas (`guarded`). `lost`: what a row cannot hold. */
export type Row = { cells: Map<string, string>; lost: Lost[] };

/** The cells of one record. Paths of losses are JSON Pointers from the record. */
export function cellsOf(tree: Branch, value: unknown, form: SheetForm): Row {
  const row: Row = { cells: new Map(), lost: [] };
  new RowWriter(row, form).node(tree, value, '', '');
  return row;
}

class RowWriter {
  readonly #row: Row;
  readonly #form: SheetForm;

  constructor(row: Row, form: SheetForm) {
    this.#row = row;
    this.#form = form;
  }

  /** `isItem`: of a list. */
  node(node: Node, value: unknown, path: string, name: string, isItem = false): void {
    if (value === null) this.#lose('convert.null', path);
    else if (node.kind === 'leaf') this.#leaf(node, value, path, name);
    else if (node.kind === 'list') this.#list(node, value, path, name);
    else this.#object(node, value, path, name, isItem);
  }

  #lose(code: string, path: string, params: Record<string, unknown> = {}): void {
    this.#row.lost.push({ code, path, params: { form: this.#form, ...params } });
  }

  #object(branch: Branch, value: unknown, path: string, name: string, isItem: boolean): void {
    if (!isObject(value)) return this.#lose('convert.wrong-type', path, { value });
    const keys = Object.keys(value);
    if (keys.length === 0) return this.#lose('convert.empty-object', path);
    // A column has its name left out below a member alone, as `placeOf` reads it.
    const inner = path === '' || isItem ? undefined : onlyList(branch);
    for (const key of keys) {
      const member = branch.members.find((candidate) => candidate.name === key);
      const at = child(path, key);
      if (!member) this.#lose('convert.unknown-property', at, { property: key });
      else this.node(member.node, value[key], at, inner ? name : name === '' ? key : `${name}.${key}`);
    }
  }

  #list(list: List, value: unknown, path: string, name: string): void {
    if (!Array.isArray(value)) return this.#lose('convert.wrong-type', path, { value });
    if (value.length === 0) return this.#lose('convert.empty-list', path);
    if (value.length > LONGEST_LIST) this.#lose('table.list-too-long', path, { limit: LONGEST_LIST });
    for (const [i, item] of value.slice(0, LONGEST_LIST).entries())
      this.#item(list, item, child(path, i), `${name}.${String(i + 1)}`);
  }

  #item({ item, envelope }: List, value: unknown, path: string, name: string): void {
    if (envelope === undefined) return this.node(item, value, path, name, true);
    if (!isObject(value)) return this.#lose(value === null ? 'convert.null' : 'convert.wrong-type', path, { value });
    if (Object.keys(value).length === 0) return this.#lose('convert.empty-object', path);
    for (const [key, inside] of Object.entries(value)) {
      const at = child(path, key);
      if (key === envelope) this.node(item, inside, at, name, true);
      else this.#lose('convert.unknown-property', at, { property: key });
    }
  }

  #leaf(leaf: Leaf, value: unknown, path: string, name: string): void {
    if (value === '') return this.#lose('table.empty-text', path);
    const exact = toCellText(leaf, value);
    if (exact === undefined) this.#lose('convert.wrong-type', path, { value });
    // A value of another type is written all the same: an amount given as a text would otherwise be an empty cell.
    const shown = exact ?? shownValue(value);
    if (shown === undefined) return;
    // Nearly no text has one, which is seen sooner than it is replaced.
    const text = SURROGATE.test(shown) ? shown.replace(/\p{Cs}/gu, '\ufffd') : shown;
    if (text !== shown) this.#lose('convert.lone-surrogate', path);
    const [control] = this.#form === 'ods' ? (text.match(NOT_IN_ODS) ?? []) : [];
    if (control !== undefined) this.#lose('convert.control-character', path, { code: control.charCodeAt(0) });
    if (this.#form !== 'csv' && text.length >= SHEET_LIMITS.characters)
      return this.#lose('table.text-too-long', path, { limit: SHEET_LIMITS.characters - 1, length: text.length });
    this.#row.cells.set(name, control === undefined ? text : text.replace(NOT_IN_ODS, '\ufffd'));
  }
}
