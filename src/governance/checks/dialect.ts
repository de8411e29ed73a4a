import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import { nearest } from '../../messages/nearest.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import { readSource, type SourceText } from '../../model/source-text.ts';
import type { Schema, Texts } from '../../model/types.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Checks each schema source against the dialect, and those of `next` against its stricter part as well. */
export function checkDialect(files: SchemaFiles): Problem[] {
  const dialect = metaCheck(files, 'decp-dialect.schema.json');
  const strict = metaCheck(files, 'next-dialect.schema.json');
  const problems: Problem[] = [];
  for (const [path, text] of files) {
    if (!/^(next|\d+\.\d+\.\d+)\/[a-z-]+\.schema\.json$/.test(path)) continue;
    const found = dialect(`schema/${path}`, text).problems;
    problems.push(...(found.length === 0 && path.startsWith('next/') ? strict(`schema/${path}`, text).problems : found));
  }
  return problems;
}

/** Checks the dialect, then the structure, which can only be checked if the dialect is respected. */
export function checkSchemas(files: SchemaFiles): Problem[] {
  const problems = checkDialect(files);
  return problems.length > 0 ? problems : checkStructure(files);
}

/** A node of a schema file of `next`. `file` is its path in `schema/`. */
type Spot = { file: string; pointer: string; node: Schema };

const FOLDER = 'next/';
const ROOT = `${FOLDER}decp.schema.json`;
/**
 * Reports unknown and circular references, lists of lists, keywords that repeat those of the referenced definition, bounds that
 * leave no value, and properties at the root other than the records. Expects sources that follow the dialect.
 */
export function checkStructure(files: SchemaFiles): Problem[] {
  const walk = new Walk(files);
  for (const name of RECORD_KINDS) walk.record(`${FOLDER}${name}.schema.json`);
  walk.root();
  // What no record refers to is read all the same.
  for (const path of files.keys()) if (/^next\/[a-z-]+\.schema\.json$/.test(path)) walk.definitions(path);
  return walk.problems;
}

class Walk {
  readonly #files: SchemaFiles;
  readonly #found = new Map<string, Problem>();
  readonly #done = new Set<string>();
  /** Caches parsed files, since many references lead into the same file. */
  readonly #read = new Map<string, SourceText>();

  constructor(files: SchemaFiles) {
    this.#files = files;
  }

  get problems(): Problem[] {
    return [...this.#found.values()];
  }

  record(file: string): void {
    const spot = this.#at(file, '');
    if (!spot) return;
    if (spot.node.type !== 'object' || !spot.node.properties) this.#refuse(spot, RECORD);
    this.#visit(spot, []);
  }

  definitions(file: string): void {
    for (const name of Object.keys(this.#at(file, '')?.node.$defs ?? {})) {
      const spot = this.#at(file, child('/$defs', name));
      if (spot) this.#visit(spot, []);
    }
  }

  /** XML, tables and spreadsheets hold the records and the version of the file, so the root has these and nothing else. */
  root(): void {
    const known: Record<string, readonly string[]> = { '': ['version', 'marches'], '/properties/marches': RECORD_KINDS };
    for (const [pointer, names] of Object.entries(known)) {
      const spot = this.#at(ROOT, pointer);
      for (const name of Object.keys(spot?.node.properties ?? {})) {
        if (spot && !names.includes(name))
          this.#refuse({ ...spot, pointer: `${spot.pointer}${child('/properties', name)}` }, BESIDE(names));
      }
      const missing = names.find((name) => !spot?.node.properties || !Object.hasOwn(spot.node.properties, name));
      if (missing !== undefined) this.#refuse({ file: ROOT, pointer, node: {} }, ROOT_WITHOUT(missing));
    }
  }

  /** `around`: keys of the definitions on the path from the record to the node, to detect circular references. */
  #visit(spot: Spot, around: readonly string[]): void {
    const key = `${spot.file}#${spot.pointer}`;
    if (this.#done.has(key)) return;
    this.#done.add(key);
    this.#leaf(spot);
    const inside = [...around, key];
    const { node } = spot;
    if (node.$ref !== undefined) this.#follow(spot, node.$ref, inside);
    for (const [name, property] of Object.entries(node.properties ?? {}))
      this.#visit({ ...spot, pointer: `${spot.pointer}${child('/properties', name)}`, node: property }, inside);
    if (!node.items) return;
    const items = { ...spot, pointer: `${spot.pointer}/items`, node: node.items };
    this.#visit(items, inside);
    if (this.#resolved(items).node.type === 'array') this.#refuse(items, LIST_OF_LISTS);
  }

  #follow(spot: Spot, reference: string, inside: readonly string[]): void {
    const target = this.#target(spot);
    const at = { ...spot, pointer: `${spot.pointer}/$ref` };
    if (!target) return this.#refuse(at, NOWHERE(reference, this.#definitions(spot, reference)));
    if (inside.includes(`${target.file}#${target.pointer}`)) return this.#refuse(at, CIRCLE(reference));
    const keywords = this.#keywords(target);
    for (const keyword of Object.keys(spot.node))
      if (BOUNDS.has(keyword) && keywords.has(keyword))
        this.#refuse({ ...spot, pointer: `${spot.pointer}/${keyword}` }, TWICE(keyword, reference));
    this.#visit(target, inside);
  }

  #leaf(spot: Spot): void {
    const merged = { ...this.#resolved(spot).node, ...spot.node };
    const isWhole = merged.type === 'integer';
    for (const [low, high] of BOTH) {
      const { [low]: least, [high]: most } = merged;
      if (least === undefined || most === undefined) continue;
      if (isWhole ? Math.ceil(least) <= Math.floor(most) : least <= most) continue;
      const what = low === 'minLength' ? LENGTH : isWhole ? WHOLE_NUMBER : NUMBER;
      this.#refuse(spot, NO_VALUE(what, low, least, high, most));
    }
  }

  /** The keywords of a definition and of the definitions to which it refers. */
  #keywords(spot: Spot): Set<string> {
    const keywords = new Set<string>();
    for (let at: Spot | undefined = spot, hops = 0; at && hops < MOST_HOPS; at = this.#target(at), hops++)
      for (const keyword of Object.keys(at.node)) keywords.add(keyword);
    return keywords;
  }

  /** The last node of a chain of references, or the last one before the chain breaks. */
  #resolved(spot: Spot): Spot {
    let at = spot;
    for (let hops = 0; at.node.$ref !== undefined && hops < MOST_HOPS; hops++) {
      const next = this.#target(at);
      if (!next) break;
      at = next;
    }
    return at;
  }

  #target({ file, node: { $ref } }: Spot): Spot | undefined {
    if ($ref === undefined) return undefined;
    const [path = '', pointer = ''] = $ref.split('#');
    return this.#at(path === '' ? file : `${FOLDER}${path}`, pointer);
  }

  #at(file: string, pointer: string): Spot | undefined {
    const node = valueAt(this.#source(file)?.value, pointer) as Schema | undefined;
    return typeof node === 'object' ? { file, pointer, node } : undefined;
  }

  #source(file: string): SourceText | undefined {
    const text = this.#files.get(file);
    if (text === undefined || this.#read.has(file)) return this.#read.get(file);
    const source = readSource(text);
    this.#read.set(file, source);
    return source;
  }

  /** The definitions of the file that a reference names, written as references. */
  #definitions({ file }: Spot, reference: string): string[] {
    const [path = ''] = reference.split('#');
    const whole = this.#at(path === '' ? file : `${FOLDER}${path}`, '');
    return Object.keys(whole?.node.$defs ?? {}).map((name) => `${path}#/$defs/${name}`);
  }

  /** Keeps one problem per place. */
  #refuse({ file, pointer }: Spot, said: Texts): void {
    const key = `${file}#${pointer}`;
    if (this.#found.has(key)) return;
    const place = this.#source(file)?.place(pointer);
    this.#found.set(key, { file: `schema/${file}`, place, ...textsOf(CHECKS, (say) => say['at-pointer']({ pointer, said })) });
  }
}

const BOTH = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
] as const;

/** Upper limit for a chain of references; the longest in the sources has two. */
const MOST_HOPS = 20;

const BOUNDS = new Set(['pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'uniqueItems']);

const LIST_OF_LISTS: Texts = textsOf(CHECKS, (say) => say['structure.list-of-lists']({ type: 'object' }));

const BESIDE = (names: readonly string[]): Texts => textsOf(CHECKS, (say) => say['structure.beside-records']({ names }));

const RECORD: Texts = textsOf(CHECKS, (say) => say['structure.record']({ type: 'object' }));

const ROOT_WITHOUT = (name: string): Texts => textsOf(CHECKS, (say) => say['structure.root']({ name, lists: RECORD_KINDS }));

const CIRCLE = (reference: string): Texts => textsOf(CHECKS, (say) => say['structure.circle']({ reference }));

function NOWHERE(reference: string, known: readonly string[]): Texts {
  const [meant] = nearest(reference, known, 1);
  return textsOf(CHECKS, (say) => say['structure.no-definition']({ reference, meant }));
}

const TWICE = (keyword: string, reference: string): Texts =>
  textsOf(CHECKS, (say) => say['structure.said-twice']({ reference, keyword }));

const LENGTH: Texts = textsOf(CHECKS, (say) => say['structure.no-length']());
const NUMBER: Texts = textsOf(CHECKS, (say) => say['structure.no-number']());
const WHOLE_NUMBER: Texts = textsOf(CHECKS, (say) => say['structure.no-whole-number']());

const NO_VALUE = (what: Texts, low: string, least: number, high: string, most: number): Texts =>
  textsOf(CHECKS, (say) => say['structure.no-value']({ what, low, least, high, most }));
