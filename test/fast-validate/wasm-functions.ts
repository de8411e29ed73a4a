/** The functions of rules in WebAssembly, called as those of JavaScript are. */
import { handWritten } from '../../packages/fast-validate/src/compile.node.ts';
import { compiledQuickly } from './compile.ts';
import { NOMENCLATURE_NAMES } from '../../src/rules/nomenclature-names.ts';
import { PatternPool } from '../../packages/fast-validate/src/pattern/pool.ts';
import { Module } from '../../packages/fast-validate/src/rules/context.ts';
import { tablesImage } from '../../packages/fast-validate/src/rules/tables.ts';
import { emitTvaForms } from '../../packages/fast-validate/src/rules/expression.ts';
import { type Functions, functions, nomenclatures } from '../rules/function-laws.ts';
import { FINGERPRINT } from './key-log.ts';
import { type Plant, planted } from './plants.ts';

const MAIN = `
import * as patterns from './patterns';
import { frenchTva } from './identifiers';
import { doubtful, trust } from './state';
import { made } from './places';
export { siretValide, sirenValide, luhnValide } from './identifiers';
export { cpvCle, cpvExiste, nomenclature, useTables } from './nomenclatures';
export { chiffreRepete, commencePar, decimales, int, isDay, jour, moisEntre, partieEntiere } from './days-and-amounts';
export { characters, isBefore, made, same } from './places';
export function isDoubtful(): bool { const was = doubtful; trust(); return was; }
`;

const MIB = 1 << 20;
const [TABLES, FIRST, SECOND, MADE] = [MIB, 2 * MIB, 2 * MIB + (MIB >> 1), 3 * MIB];
const AFTER = Buffer.from('","0123456789-00":"01');

/** UTF-8 has none. */
const HALF_A_PAIR = /[\uD800-\uDFFF]/u;

type Raw = Record<string, (...args: number[]) => number>;

/** `fallen` counts the calls that were left to JavaScript: what is not sure, and texts that have no UTF-8. */
export type WasmFunctions = {
  of: Functions;
  int: (x: number) => number;
  same: (a: string, b: string) => boolean;
  wake: (plant: number) => void;
  fallen: () => number;
};

export async function wasmFunctions(plants: readonly Plant[] = []): Promise<WasmFunctions> {
  const pool = new PatternPool();
  const module = new Module(pool);
  emitTvaForms(module);
  const main = [MAIN, ...module.functions()].join('\n').replace('function tvaValide', 'export function tvaValide');
  const sources = new Map([...(await handWritten()), ['fingerprint.ts', FINGERPRINT], ['main.ts', main]]);
  const files = planted(sources.set('patterns.ts', pool.source()), plants);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(await compiledQuickly(files, 'main.ts')), {});
  return new Calls(instance.exports as Raw & { memory: WebAssembly.Memory }).functions();
}

class Calls {
  readonly #raw: Raw;
  readonly #memory: Buffer;
  #fallen = 0;

  constructor({ memory, ...raw }: Raw & { memory: WebAssembly.Memory }) {
    memory.grow((4 * MIB) >> 16);
    this.#raw = raw;
    this.#memory = Buffer.from(memory.buffer);
    this.#memory.set(tablesImage(nomenclatures), TABLES);
    this.#call('useTables', TABLES);
    this.#call('made', MADE);
  }

  functions(): WasmFunctions {
    const one = (name: 'siretValide' | 'sirenValide' | 'luhnValide' | 'tvaValide' | 'cpvExiste' | 'isDay') => (text: string) =>
      this.#sure(
        [text],
        () => this.#call(name, this.#write(text)) !== 0,
        () => functions[name](text),
      );
    const ofNumber = (name: 'partieEntiere' | 'chiffreRepete' | 'decimales') => (x: number) =>
      this.#sure(
        [],
        () => this.#call(name, x),
        () => functions[name](x),
      );
    const of: Functions = {
      siretValide: one('siretValide'),
      sirenValide: one('sirenValide'),
      luhnValide: one('luhnValide'),
      tvaValide: one('tvaValide'),
      cpvExiste: one('cpvExiste'),
      isDay: one('isDay'),
      cpvCle: (code) =>
        this.#sure(
          [code],
          () => this.#read(this.#call('cpvCle', this.#write(code), MADE)),
          () => functions.cpvCle(code),
        ),
      nomenclature: (name, code) => this.#nomenclature(name, code),
      jour: (date) =>
        this.#sure(
          [date],
          () => this.#call('jour', this.#write(date)),
          () => functions.jour(date),
        ),
      moisEntre: (a, b) =>
        this.#sure(
          [a, b],
          () => this.#call('moisEntre', this.#write(a), this.#write(b, SECOND)),
          () => functions.moisEntre(a, b),
        ),
      aujourdhui: functions.aujourdhui,
      premier: (list) =>
        this.#sure(
          list,
          () => this.#first(list),
          () => functions.premier(list),
        ),
      partieEntiere: ofNumber('partieEntiere'),
      chiffreRepete: ofNumber('chiffreRepete'),
      decimales: ofNumber('decimales'),
      commencePar: (x, digits) =>
        this.#sure(
          [digits],
          () => this.#call('commencePar', x, this.#write(digits)) !== 0,
          () => functions.commencePar(x, digits),
        ),
      codePoints: (text) =>
        this.#sure(
          [text],
          () => this.#call('characters', this.#write(text)),
          () => functions.codePoints(text),
        ),
    };
    return {
      of,
      int: (x) => this.#call('int', x),
      same: (a, b) => this.#call('same', this.#write(a), this.#write(b, SECOND)) !== 0,
      wake: (plant) => this.#call('wake', plant),
      fallen: () => this.#fallen,
    };
  }

  #nomenclature(name: string, code: string): boolean {
    const number = (NOMENCLATURE_NAMES as readonly string[]).indexOf(name) + 1;
    const known = () => this.#call('nomenclature', number, this.#write(code)) !== 0;
    return number > 0 && this.#sure([code], known, () => functions.nomenclature(name, code));
  }

  #first(list: readonly string[]): string {
    let first = list[0] ?? '';
    for (const text of list) if (this.#call('isBefore', this.#write(text), this.#write(first, SECOND)) !== 0) first = text;
    return first;
  }

  #sure<T>(texts: readonly string[], tell: () => T, otherwise: () => T): T {
    const reported = texts.some((text) => HALF_A_PAIR.test(text)) ? undefined : tell();
    if (reported !== undefined && this.#call('isDoubtful') === 0) return reported;
    this.#fallen++;
    return otherwise();
  }

  #call = (name: string, ...args: number[]): number => this.#raw[name]!(...args);

  /** A text with its place before it, among bytes that must not count. */
  #write(text: string, at = FIRST): number {
    const length = this.#memory.write(text, at + 16, 'utf8');
    this.#memory.set(AFTER, at + 16 + length);
    this.#memory.writeUInt32LE(at + 16, at);
    this.#memory.writeUInt32LE(at + 16 + length, at + 4);
    return at;
  }

  #read = (place: number): string =>
    this.#memory.toString('utf8', this.#memory.readUInt32LE(place), this.#memory.readUInt32LE(place + 4));
}
