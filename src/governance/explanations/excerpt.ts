/** Excerpts of JSON that a person can read at a glance: what matters, and `…` for the rest. */
import { tokens } from '../../../packages/base/src/pointer.ts';
import { safeJson } from '../../../packages/base/src/visible.ts';

/** A piece of JSON to print: a scalar as it is written, or a block of parts, each after its name. */
type Shown = string | { block: '{}' | '[]'; parts: Part[] };
type Part = { name: string; value: Shown };

const REST: Part = { name: '', value: '…' };
/** Characters of a text, items of a list and names of a block that are shown. */
const TEXT = 60;
const ITEMS = 3;
const NAMES = 6;

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
const label = (parent: Container, key: string): string => (Array.isArray(parent) ? '' : `${safeJson(JSON.stringify(key))}: `);
const block = (value: Container, parts: Part[]): Shown => ({ block: Array.isArray(value) ? '[]' : '{}', parts });

/** What an excerpt must show: a pointer from its top, and how many levels of what stands there. */
export type Kept = { pointer: string; depth: number };
type Way = { steps: string[]; depth: number };

/** The value with only what stands on the way to one of `kept`, in lines of at most `width`. */
export function excerpt(value: unknown, kept: readonly Kept[], width = 90): string {
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

/** A block of two or three scalars is easier to understand whole. */
const isSmall = (value: Container): boolean =>
  !Array.isArray(value) && Object.keys(value).length <= 3 && Object.values(value).every((item) => !isContainer(item));

/** The whole value, less what is deep, long or many. */
function abridged(value: unknown, depth: number): Shown {
  if (!isContainer(value)) return scalar(value);
  const keys = Object.keys(value);
  if (keys.length > 0 && (depth <= 0 || (!Array.isArray(value) && keys.length > NAMES))) return block(value, [REST]);
  const shown = Array.isArray(value) ? keys.slice(0, ITEMS) : keys;
  const parts = shown.map((key) => ({ name: label(value, key), value: abridged(at(value, key), depth - 1) }));
  return block(value, shown.length < keys.length ? [...parts, REST] : parts);
}

function scalar(value: unknown): string {
  const chars = typeof value === 'string' ? [...value] : [];
  return safeJson(JSON.stringify(chars.length > TEXT ? `${chars.slice(0, TEXT - 1).join('')}…` : value));
}

/** `name` stands on the first line only. */
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
