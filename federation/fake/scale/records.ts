/** The texts of records at scale: a few thousand invented marchés, each as often as needed with another number and another buyer. */
import { oldMarche } from '../contracts/old.ts';
import { buyer } from '../contracts/identifiers.ts';
import type { Draft } from '../contracts/parts.ts';
import { publishedMarche, SHARES } from '../contracts/published.ts';
import { Random } from '../contracts/random.ts';
import type { Layout, PlannedFile } from './plan.ts';

const TEMPLATES = 2_000;
/** As many as publish. */
const BUYERS = 7_000;

/** Records with other numbers and buyers in them: the texts between the places to fill in, and what goes there. */
type Template = { texts: readonly string[]; holes: readonly Hole[] };
type Hole = 'NUMBER' | 'BUYER' | 'WORDS';

const HOLE = /§(NUMBER|BUYER|WORDS)§/;

/** Shares of the records of a file: also published elsewhere; of them, those said in another way. Of the records of day 1, those that day 2 says in another way. */
const SHARED = 0.12;
const OTHERWISE = 0.3;
const CORRECTED = 0.005;
const REPEATED = SHARES.get('cle-consolidation-dupliquee') ?? 0;

/** Numbers of what day 2 adds are above all those of day 1. */
const ADDED = 500_000_000;

/** Writes records of any number as XML: `written` of the forms of conversion, which only Node has. */
export type ToXml = (records: readonly Draft[]) => Promise<string[]>;

export class Records {
  readonly #templates: Record<Layout, readonly Template[]>;
  readonly #buyers: readonly string[];
  readonly #seed: number;

  private constructor(seed: number, templates: Record<Layout, readonly Template[]>, buyers: readonly string[]) {
    this.#seed = seed;
    this.#templates = templates;
    this.#buyers = buyers;
  }

  /** Takes seconds: thousands of marchés are drawn. */
  static async of(seed: number, toXml: ToXml): Promise<Records> {
    const random = new Random(seed);
    const drafts: Draft[] = [];
    // What repeats the record before is made when files are written, where there is one before.
    for (let i = 0; i < TEMPLATES; i++) drafts.push(publishedMarche(random, i + 1, undefined));
    const holed = drafts.map(withHoles);
    const old = drafts.map((_, i) => withHoles(oldMarche(random, i + 1)));
    const buyers = Array.from({ length: BUYERS }, () => buyer(random));
    const compact = holed.map((text) => JSON.stringify(text.value));
    const templates = {
      compact: compact.map((text, i) => template(text, holed[i]?.buyer ?? '')),
      escaped: compact.map((text, i) => template(escaped(text), holed[i]?.buyer ?? '')),
      old: old.map(({ value, buyer: id }) => template(JSON.stringify(value), id)),
      xml: (await toXml(holed.map(({ value }) => value))).map((text, i) => template(text, holed[i]?.buyer ?? '')),
    };
    return new Records(seed, templates, buyers);
  }

  /** The text of a file, in pieces of one record, and how many records it has. */
  *file({ layout, day, first, count, more }: PlannedFile): Generator<string, number> {
    const random = new Random(mixed(2 * first + (layout === 'old' ? 1 : 0)) ^ this.#seed);
    const { open, separator, close } = FRAMES[layout];
    let records = 0;
    yield open;
    for (let i = 0; i < count + more; i++) {
      const isAdded = i >= count;
      const isShared = !isAdded && random.chance(SHARED) && first > 1;
      // Draws are the same on both days, so that only what is meant to change does.
      const [elsewhere, other, corrected, repeated] = [
        random.whole(1, Math.max(1, first - 1)),
        random.fraction(),
        random.fraction(),
        random.fraction(),
      ];
      const number = isShared ? elsewhere : isAdded ? ADDED + first + i : first + i;
      const words =
        isShared && other < OTHERWISE ? 'Publication conjointe - ' : day > 1 && corrected < CORRECTED ? 'Rectificatif - ' : '';
      yield (records++ > 0 ? separator : '') + this.#text(layout, number, words);
      if (repeated < REPEATED) yield (records++, separator) + this.#text(layout, number, 'Suite - ');
    }
    yield close;
    return records;
  }

  #text(layout: Layout, number: number, words: string): string {
    const drawn = mixed(number ^ Math.imul(this.#seed, 0x9e3779b1));
    const { texts, holes } = this.#templates[layout][drawn % TEMPLATES] as Template;
    const id = this.#buyers[mixed(drawn) % BUYERS] as string;
    let text = texts[0] as string;
    for (let i = 0; i < holes.length; i++) {
      const hole = holes[i];
      text +=
        (hole === 'NUMBER' ? `24M${String(number).padStart(6, '0')}` : hole === 'BUYER' ? id : words) + (texts[i + 1] as string);
    }
    return text;
  }
}

const LISTS = { open: '{"marches":{"marche":[', separator: ',', close: '],"contrat-concession":[]}}' };

const FRAMES: Record<Layout, { open: string; separator: string; close: string }> = {
  compact: LISTS,
  escaped: LISTS,
  old: { open: '{"marches":[', separator: ',', close: ']}' },
  xml: { open: '<?xml version="1.0" encoding="UTF-8"?>\n<marches>\n', separator: '\n', close: '\n</marches>\n' },
};

/** The finalizer of MurmurHash3: numbers that follow each other give numbers far apart. */
function mixed(number: number): number {
  let word = number ^ (number >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

function withHoles(record: Draft): { value: Draft; buyer: string } {
  const { id } = record['acheteur'] as { id: string };
  return { value: { ...record, id: '§NUMBER§', objet: `§WORDS§${record['objet'] as string}` }, buyer: id };
}

/** The buyer may stand in several places: one is among its own titulaires. */
function template(text: string, id: string): Template {
  const parts = text.replaceAll(id, '§BUYER§').replaceAll('\\u00a7', '§').split(HOLE);
  return { texts: parts.filter((_, i) => i % 2 === 0), holes: parts.filter((_, i) => i % 2 === 1) as Hole[] };
}

const escaped = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll('/', '\\/');
