/** The fields of a contract as a form: those of the columns of the table template, in sections. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { helpOf } from '../../../src/model/field-help.ts';
import { columnsOf, onlyList, type Place } from '../../../src/model/sheet.ts';
import { type Branch, type Node, treesOf } from '../../../src/model/tree.ts';
import type { Model } from '../../../src/model/types.ts';

/** One input. `name` is that of its column; `codes` are the values allowed, where there is a list; `stray` is a value that has no place in the contract. */
export type FormField = {
  name: string;
  label: string;
  help: string;
  example: string;
  required: boolean;
  kind: 'text' | 'long-text' | 'number' | 'date' | 'answer' | 'code' | 'stray';
  codes: readonly string[];
};

/** Fields that belong together: those of the contract itself (`list` is absent), or of one item of a list of blocks. */
export type Section = { key: string; list?: string; number?: number; fields: FormField[] };

/** A list that may have more items: its name without numbers, its title, and whether its items are blocks of fields. */
export type FormList = { name: string; title: string; isBlocks: boolean };

/** Items of each list that the form has, by the name of the list. */
export type Counts = Readonly<Record<string, number>>;

/** The sections of the form of a kind. */
export function sectionsOf(model: Model, kind: RecordKind, counts: Counts, lang: Lang): Section[] {
  const sections = new Map<string, Section>([['', { key: '', fields: [] }]]);
  const blocks = new Set(listsOf(model, kind, lang).flatMap(({ name, isBlocks }) => (isBlocks ? [name] : [])));
  for (const place of columnsOf(treesOf(model)[kind], (list) => counts[list] ?? fewest(list, blocks))) {
    const [list = '', number = ''] = place.name.split('.');
    const key = blocks.has(list) ? `${list}.${number}` : '';
    let section = sections.get(key);
    if (!section) sections.set(key, (section = { key, list, number: Number(number), fields: [] }));
    section.fields.push(fieldOf(place, lang));
  }
  return [...sections.values()];
}

/** Lists of blocks that every contract has. */
const PARTIES = new Set(['titulaires', 'concessionnaires']);

/** A list of values shows one input; a list of blocks none until a person adds one. */
export const fewest = (list: string, blocks: ReadonlySet<string>): number => (PARTIES.has(list) || !blocks.has(list) ? 1 : 0);

/** Optional fields of the contract itself are folded away, except for lists to which a person added an item. */
export const isFolded = ({ name, required }: FormField, counts: Counts): boolean =>
  !required && (counts[/^(.+)\.[0-9]+$/.exec(name)?.[1] ?? ''] ?? 0) < 2;

/** The lists of a kind, in the order of the form. */
export const listsOf = (model: Model, kind: RecordKind, lang: Lang): FormList[] => listsBelow(treesOf(model)[kind], '', lang);

function listsBelow(node: Node, name: string, lang: Lang): FormList[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') return listsBelow(node.item, name, lang);
  return (node satisfies Branch).members.flatMap(({ name: own, node: inner, field }) => {
    const path = name === '' ? own : `${name}.${own}`;
    const list = inner.kind === 'list' ? inner : inner.kind === 'object' ? onlyList(inner)?.list : undefined;
    if (!list) return listsBelow(inner, path, lang);
    const isBlocks = list.item.kind !== 'leaf';
    return [{ name: path, title: field?.title[lang] ?? own, isBlocks }, ...(isBlocks ? listsBelow(list.item, path, lang) : [])];
  });
}

function fieldOf({ name, member, leaf, required }: Place, lang: Lang): FormField {
  const field = member?.field;
  const codes = (leaf.schema.enum ?? []).filter((code) => typeof code === 'string');
  const [example] = [field?.examples[0]].flat();
  return {
    name,
    label: `${field?.title[lang] ?? name}${numberIn(name)}`,
    help: helpOf(field?.description[lang] ?? '', lang),
    example:
      codes.length > 0 || leaf.isDate || (typeof example !== 'string' && typeof example !== 'number') ? '' : String(example),
    required,
    kind: kindOf(leaf, codes),
    codes,
  };
}

/** The number of an item that no legend says: that of a value, beyond the first, and that of a block within another one. */
function numberIn(name: string): string {
  const numbers = name.split('.').filter((part) => /^[0-9]+$/.test(part));
  const number = numbers.at(-1);
  const isShown = name.endsWith(`.${number}`) ? number !== '1' : numbers.length > 1;
  return isShown ? ` (${number})` : '';
}

/** The input of a value that has no place in the contract: it can be emptied. */
export const strayField = (name: string): FormField => ({
  ...{ name, label: name, help: '', example: '', required: false, kind: 'stray', codes: [] },
});

/** The names of the columns of the form of these kinds, without blocks that few contracts have. */
export const formColumns = (model: Model, kinds: readonly RecordKind[], lang: Lang): string[] => [
  ...new Set(kinds.flatMap((kind) => sectionsOf(model, kind, {}, lang).flatMap(({ fields }) => fields.map(({ name }) => name)))),
];

/** Texts that may be longer than one line. */
const LONG = 256;

function kindOf({ type, isDate, schema }: Place['leaf'], codes: readonly string[]): FormField['kind'] {
  if (isDate) return 'date';
  if (type === 'boolean') return 'answer';
  if (type !== 'string') return 'number';
  if (codes.length > 0) return 'code';
  return (schema.maxLength ?? 0) >= LONG ? 'long-text' : 'text';
}
