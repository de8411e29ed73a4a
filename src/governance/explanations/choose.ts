/** Chooses the example that explains a code best. */
import type { Example } from '../../explain/types.ts';
import { isRecord, isItem, parent } from '../../messages/paths.ts';
import type { Rule, RecordEntry, RuleEntry } from '../../model/rules.ts';
import { parseJson } from '../../read/json/parse.ts';
import { parseExpected, type Expected } from '../examples/expected.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { whereIn } from '../examples/origin.ts';
import { safeJson } from '../../../packages/base/src/visible.ts';
import { readChunks } from '../../read/json/read-json.ts';
import { child, tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { nearest } from '../../messages/nearest.ts';
import { type Valid, namesAt, nearestUnit, patched } from './units.ts';
import { isObject } from '../../../packages/base/src/json.ts';

/** The examples of a version, read once: invalid ones by code, and parsed valid ones for comparison. */
export type ReadExamples = {
  version: string;
  invalid: Map<string, Invalid[]>;
  valid: Valid[];
  texts: string[];
  files: ExampleFiles;
};
type Invalid = { path: string; text: string; expected: Expected };

export function readExamples(version: string, files: ExampleFiles): ReadExamples {
  const invalid = new Map<string, Invalid[]>();
  for (const [path, text] of files) {
    const [, code] = /^invalid\/(.+?)--[^/]*(?<!\.findings)\.json$/.exec(path) ?? [];
    const findings = parseExpected(files.get(path.replace(/\.json$/, '.findings.json')) ?? '')?.findings ?? [];
    const expected = findings.find((finding) => finding.code === code);
    if (code !== undefined && expected) invalid.set(code, [...(invalid.get(code) ?? []), { path, text, expected }]);
  }
  const texts = [...files].filter(([path]) => /^valid\/[^/]*\.json$/.test(path)).map(([, text]) => text);
  // Valid examples that cannot be parsed are skipped: the check of examples reports them.
  const roots = texts.map(parsed).filter((root) => root !== undefined);
  return { version, files, invalid, texts, valid: roots.map((root) => ({ root, units: new Map() })) };
}

/** Returns the best example of a code (see `cost`) from the first version that has one, or undefined. */
export function exampleOf(code: string, versions: readonly ReadExamples[], rule?: Rule): Example | undefined {
  const known = versions.find(({ invalid }) => invalid.has(code));
  const shown = known?.invalid.get(code)?.map(({ path, text, expected }) => ({
    file: whereIn(known.files, known.version, path).file,
    version: known.version,
    place: expected.path,
    ...fragmentIn(text, expected, known, rule),
  }));
  return shown?.sort((a, b) => cost(a) - cost(b))[0];
}

function fragmentIn(text: string, expected: Expected, { valid, texts }: ReadExamples, rule: Rule | undefined): Fragment {
  const root = parsed(text);
  return root === undefined ? brokenExcerpt(text, expected.code, texts) : fragmentOf(root, expected, valid, rule);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Reasons for which an example explains little, with their cost. */
const POOR: [cost: number, is: (example: Example) => boolean][] = [
  [10_000, ({ invalid, valid }) => valid === undefined || valid === invalid],
  // A text is cut, so the fault may be hidden.
  [1000, ({ invalid }) => invalid.includes('…"')],
  // The record as a whole is invalid.
  [1000, ({ place, invalid }) => isRecord(place) && !invalid.includes(':')],
  // The fault is outside the records, where readers rarely look.
  [500, ({ place }) => !/\/\d+(\/|$)/.test(place)],
  // The fix removes something, so it does not show what to write.
  [300, ({ invalid, valid = '' }) => valid.split(':').length < invalid.split(':').length],
  // The wrong value is blank or invisible.
  [200, ({ invalid }) => /"\s*"|\\/.test(invalid)],
];

/** The length of an example plus the costs in `POOR`; the lowest cost wins. */
const cost = (example: Example): number =>
  POOR.reduce((sum, [cost, is]) => (is(example) ? sum + cost : sum), example.invalid.length + (example.valid?.length ?? 0));

/** Characters shown around the fault in a file that is not valid JSON. */
const AROUND = 30;
/** Maximum number of characters that may differ between a broken file and its valid counterpart. */
const FAULT = 80;

/** The text around the fault, and the same excerpt of the most similar valid text, if one is similar enough. */
function brokenExcerpt(text: string, code: string, sound: readonly string[]): { invalid: string; valid?: string } {
  const at = faultAt(text, code);
  const twin = nearestText(text, sound);
  if (!twin) return { invalid: window(text, at, at) };
  const from = Math.min(twin.start, at);
  const end = Math.max(twin.end, at);
  return {
    invalid: window(text, from, end),
    valid: window(twin.text, from, end + twin.text.length - text.length),
  };
}

/** The offset, in characters, at which the reader reports the fault. */
function faultAt(text: string, code: string): number {
  const bytes = new TextEncoder().encode(text);
  try {
    for (const event of readChunks([bytes])) {
      if (event.type !== 'finding' || event.finding.code !== code) continue;
      return new TextDecoder().decode(bytes.subarray(0, event.finding.position?.offset ?? 0)).length;
    }
  } catch {
    // Nothing could be read: the fault is at the start.
  }
  return 0;
}

/** Finds the most similar valid text. `start` and `end`: the part of the text that differs from it. */
function nearestText(text: string, sound: readonly string[]): { text: string; start: number; end: number } | undefined {
  const twins = sound.map((one) => ({ text: one, ...unlike(text, one) }));
  const size = ({ start, end, text: one }: (typeof twins)[number]) => end - start + Math.abs(one.length - text.length);
  twins.sort((a, b) => size(a) - size(b));
  return twins[0] && size(twins[0]) <= FAULT ? twins[0] : undefined;
}

function unlike(a: string, b: string): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let same = 0;
  while (same < shorter - start && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return { start, end: a.length - same };
}

function window(text: string, from: number, end: number): string {
  const cut = text.slice(Math.max(0, from - AROUND), end + AROUND).replace(/\s+/g, ' ');
  return safeJson(`${from > AROUND ? '…' : ''}${cut}${end + AROUND < text.length ? '…' : ''}`);
}

/** The excerpts of one invalid example, before and after it is fixed. */
type Fragment = { invalid: string; valid?: string };

/** Levels shown below the block of the finding. */
const DEPTH = 3;

/** The excerpt of a file at an expected finding, and the same place fixed as in the most similar valid record (or file). */
function fragmentOf(root: unknown, expected: Expected, valid: readonly Valid[], rule: Rule | undefined): Fragment {
  const record = recordOf(expected.path);
  const place = record === undefined || isOnFile(rule) ? '' : record;
  const path = expected.property === undefined ? expected.path : child(expected.path, expected.property);
  const focus = path.slice(place.length);
  const before = valueAt(root, place);
  const surplus = expected.code === 'schema.additionalProperties';
  const names = surplus ? renamed(before, valid, place, focus) : [];
  const named = namedFields(rule, expected.path, record ?? '').map((pointer) => pointer.slice(place.length));
  const unit = nearestUnit(before, valid, place, focus, named);
  const after = rule || unit === undefined ? unit : fixed(before, focus, surplus ? undefined : valueAt(unit, focus), names);
  // If the finding is on a whole record, the fields that the rule reads are more useful than the first fields of the record.
  const kept = (place === '' || focus === '') && named.length > 0 ? named : [focus, ...names, ...named];
  return show(kept.map(fromList), before, after, place === '' ? DEPTH - tokens(focus).length : DEPTH);
}

/** The record that contains a path, or undefined. */
function recordOf(path: string): string | undefined {
  const ways = tokens(path).map((_, i, all) => all.slice(0, i + 1).reduce<string>(child, ''));
  return ways.find(isRecord);
}

/** For a misspelt name: the pointer with the intended name, chosen among the names of valid blocks at the same place. */
function renamed(before: unknown, valid: readonly Valid[], place: string, focus: string): string[] {
  const block = parent(focus);
  const names = namesAt(valid, place, block).filter((name) => valueAt(before, child(block, name)) === undefined);
  return nearest(tokens(focus).at(-1) ?? '', names, 1).map((name) => child(block, name));
}

/** The schema judges each field separately, so a valid value from another record fixes it. */
const fixed = (before: unknown, focus: string, right: unknown, names: readonly string[]): unknown =>
  names.reduce((value, name) => patched(value, name, valueAt(before, focus)), patched(before, focus, right));

/** A list is shown with its other items, because one item says little. */
const fromList = (pointer: string): string => (isItem(pointer) && !isRecord(pointer) ? parent(pointer) : pointer);

function show(kept: readonly string[], before: unknown, after: unknown, depth: number): Fragment {
  const values = after === undefined ? [before] : [before, after];
  const top = commonBlock(kept, values);
  const beside = hasAll(values, kept[0] ?? '') ? [] : neighbour(before, top, kept);
  const shown = [...kept.map((pointer) => ({ pointer, depth })), ...beside.map((pointer) => ({ pointer, depth: 0 }))];
  const reported = (value: unknown) =>
    excerpt(
      valueAt(value, top),
      shown.map((it) => ({ ...it, pointer: it.pointer.slice(top.length) })),
    );
  return { invalid: reported(before), ...(after !== undefined && { valid: reported(after) }) };
}

const hasAll = (values: readonly unknown[], pointer: string): boolean =>
  values.every((value) => valueAt(value, pointer) !== undefined);

/** If the field is absent before or after the fix, a neighbouring field identifies the block. */
function neighbour(value: unknown, top: string, kept: readonly string[]): string[] {
  const block = valueAt(value, top);
  const others = Object.entries(typeof block === 'object' && block !== null ? block : {}).filter(
    ([key]) => !kept.includes(child(top, key)),
  );
  const [key] = others.find(([, item]) => typeof item !== 'object') ?? others[0] ?? [];
  return key === undefined ? [] : [child(top, key)];
}

/** The deepest object that contains all the places, in each of the values. */
function commonBlock(kept: readonly string[], values: readonly unknown[]): string {
  const [first = ''] = kept;
  let top = parent(first);
  const holds = (pointer: string) =>
    kept.every((other) => other.startsWith(`${pointer}/`)) && values.every((value) => isObject(valueAt(value, pointer)));
  while (top !== '' && !holds(top)) top = parent(top);
  return top;
}

/** `marche.origineUE`, `item.id`. A name followed by `(` is a function call. */
const FIELD = /\b([A-Za-z]\w*)((?:\.[A-Za-z_]\w*(?![\w(]))+)/g;
/** `marche.actesSousTraitance.exists(a, …)`: `a` is each item of the list. */
const EACH = /\b([A-Za-z]\w*)((?:\.[A-Za-z_]\w*(?![\w(]))+)\.\w+\(\s*(\w+)\s*,/g;
/** Maximum number of list items shown. */
const ITEMS = 3;

/** Whether a rule compares the records of a file with each other. */
const isOnFile = (rule: Rule | undefined): boolean => rule?.on.some(({ scope }) => scope === 'fichier') === true;

/** Pointers, from the file, to the fields that the rule reads, for a finding at `path` in the record at `record`. */
function namedFields(rule: Rule | undefined, path: string, record: string): string[] {
  const all = (rule?.on ?? []).flatMap((entry) =>
    entry.scope === 'fichier' ? inRecords(entry.unique, parent(record)) : inRecord(entry, path, record),
  );
  return all.filter((pointer) => !all.some((other) => other.startsWith(`${pointer}/`)));
}

function inRecords(unique: 'record' | string[], list: string): string[] {
  if (!isRecord(`${list}/0`)) return [];
  return itemsOf(list).flatMap((record) =>
    unique === 'record' ? [`${record}/id`] : unique.flatMap((cel) => fieldsIn(cel, record)),
  );
}

function inRecord(entry: RecordEntry, path: string, record: string): string[] {
  const item = itemAt(entry, path, record);
  return item === undefined ? [] : fieldsIn(`${entry.when ?? ''} ${entry.assert}`, record, item);
}

const itemsOf = (list: string): string[] => Array.from({ length: ITEMS }, (_, i) => child(list, i));

/** The pointer of the item that a finding concerns, or undefined if it is not an item of this entry. */
function itemAt({ each = '', scope }: RecordEntry, path: string, record: string): string | undefined {
  if (!fits(scope, record)) return undefined;
  const steps = each === '' ? [] : each.replaceAll('[]', '.*').split('.');
  const way = tokens(path.slice(record.length));
  const follows = steps.every((step, i) => step === '*' || step === way[i]);
  return follows && way.length >= steps.length ? way.slice(0, steps.length).reduce<string>(child, record) : undefined;
}

/** In a file with one list per kind, the list must be of the kind of the rule; other lists may hold either. */
function fits(scope: RuleEntry['scope'], record: string): boolean {
  const list = tokens(record).at(-2);
  return list === 'contrat-concession' ? scope === 'concession' : list === 'marche' ? scope === 'marche' : true;
}

/** Pointers to the fields that an expression names, starting from its record, its item, or the items of their lists. */
function fieldsIn(cel: string, record: string, item = record): string[] {
  const roots = new Map([
    ['marche', [record]],
    ['concession', [record]],
    ['item', [item]],
  ]);
  const under = (root: string, names: string) => (roots.get(root) ?? []).map((pointer) => pointer + names.replaceAll('.', '/'));
  for (const [, root = '', names = '', variable = ''] of cel.matchAll(EACH))
    roots.set(variable, under(root, names).flatMap(itemsOf));
  return [...cel.matchAll(FIELD)].flatMap(([, root = '', names = '']) => under(root, names));
}

/** A piece of JSON to print: a formatted scalar, or a block of named parts. */
type Shown = string | { block: '{}' | '[]'; parts: Part[] };
type Part = { name: string; value: Shown };

const REST: Part = { name: '', value: '…' };
/** Maximum number of characters of a text, of list items and of names of a block. */
const TEXT = 60;
const LIST_ITEMS = 3;
const NAMES = 6;

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
const label = (parent: Container, key: string): string => (Array.isArray(parent) ? '' : `${safeJson(JSON.stringify(key))}: `);
const block = (value: Container, parts: Part[]): Shown => ({ block: Array.isArray(value) ? '[]' : '{}', parts });

/** What an excerpt must show: a pointer from its top, and the number of levels below it. */
type Kept = { pointer: string; depth: number };
type Way = { steps: string[]; depth: number };

/** Prints only the parts of a value that lead to a pointer of `kept`, in lines of at most `width` characters. */
function excerpt(value: unknown, kept: readonly Kept[], width = 90): string {
  const ways = kept.map(({ pointer, depth }) => ({ steps: tokens(pointer), depth }));
  return print(projected(value, ways), width).join('\n');
}

function projected(value: unknown, ways: readonly Way[]): Shown {
  const ends = ways.filter(({ steps }) => steps.length === 0).map(({ depth }) => depth);
  if (!isContainer(value) || ends.length > 0) return abridged(value, Math.max(...ends));
  const all = Object.keys(value);
  const wanted = isSmall(value) ? all : all.filter((key) => ways.some(({ steps }) => steps[0] === key));
  const shown = wanted.length > 0 ? wanted : all.filter((key) => !isContainer(at(value, key))).slice(0, 1);
  const parts = shown.map((key) => ({ name: label(value, key), value: projected(at(value, key), below(ways, key)) }));
  return block(value, shown.length < all.length ? [...parts, REST] : parts);
}

const below = (ways: readonly Way[], key: string): Way[] =>
  ways.filter(({ steps }) => steps[0] === key).map(({ steps, depth }) => ({ steps: steps.slice(1), depth }));

const at = (value: Container, key: string): unknown => (value as Record<string, unknown>)[key];

/** An object of at most three scalars is shown whole. */
const isSmall = (value: Container): boolean =>
  !Array.isArray(value) && Object.keys(value).length <= 3 && Object.values(value).every((item) => !isContainer(item));

/** The whole value, without what is too deep, too long or too many. */
function abridged(value: unknown, depth: number): Shown {
  if (!isContainer(value)) return scalar(value);
  const keys = Object.keys(value);
  if (keys.length > 0 && (depth <= 0 || (!Array.isArray(value) && keys.length > NAMES))) return block(value, [REST]);
  const shown = Array.isArray(value) ? keys.slice(0, LIST_ITEMS) : keys;
  const parts = shown.map((key) => ({ name: label(value, key), value: abridged(at(value, key), depth - 1) }));
  return block(value, shown.length < keys.length ? [...parts, REST] : parts);
}

function scalar(value: unknown): string {
  const chars = typeof value === 'string' ? [...value] : [];
  return safeJson(JSON.stringify(chars.length > TEXT ? `${chars.slice(0, TEXT - 1).join('')}…` : value));
}

/** `name` is printed on the first line only. */
function print(shown: Shown, width: number, name = ''): string[] {
  const line = name + inline(shown);
  if (typeof shown === 'string' || line.length <= width) return [line];
  const last = shown.parts.length - 1;
  const inside = shown.parts.flatMap((part, i) =>
    print(part.value, width - 3, part.name).map((text, j, lines) => `  ${text}${j === lines.length - 1 && i < last ? ',' : ''}`),
  );
  return [name + shown.block.charAt(0), ...inside, shown.block.charAt(1)];
}

function inline(shown: Shown): string {
  if (typeof shown === 'string') return shown;
  const [open, close] = shown.block;
  const inside = shown.parts.map(({ name, value }) => name + inline(value)).join(', ');
  return inside === '…' ? `${String(open)} … ${String(close)}` : `${String(open)}${inside}${String(close)}`;
}
