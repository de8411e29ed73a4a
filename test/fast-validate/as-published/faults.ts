/** Faults of a record that its schema has something to say about, where those of `fuzz/doubtful.ts` are rare. */
import { cloned, put } from '../../fidelity/mutate.ts';
import type { Random } from '../../fidelity/random.ts';
import { ofOtherType } from '../../fidelity/values.ts';
import type { Corpus, Seed } from '../fuzz/corpus.ts';
import type { Write } from '../fuzz/harmless.ts';
import { withText } from '../put.ts';

/** Each as often as it stands here. */
const FAULTS: readonly (readonly [weight: number, name: string, write: Write])[] = [
  [120, 'a required member left out', withoutRequired],
  [160, 'a value of the record near a bound', withProbe],
  [100, 'a value of the record of another type', withOtherType],
  [8, 'a list many times as long', withLongList],
  [
    1,
    'a record of more than 200 kB',
    ({ value }, random) => JSON.stringify({ ...value, objet: 'é'.repeat(random.pick([90_000, 110_000, 140_000])) }),
  ],
];
const DRAWER = FAULTS.flatMap(([weight, name, write]) => Array.from({ length: weight }, () => [name, write] as const));

/** A way to spoil a record, by name. */
export const anyFault = (random: Random): readonly [name: string, write: Write] => random.pick(DRAWER);

/** A member that the schema requires, of the record more often than of an object in it. */
function withoutRequired({ kind, value }: Seed, random: Random, { trees }: Corpus): string {
  const box = { value: cloned(value) as unknown };
  const required = trees[kind].sites(box).flatMap(({ holder, key, spot }) => {
    const inside = (holder as Record<string | number, unknown>)[key];
    if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) return [];
    return (spot.node.required ?? []).filter((name) => Object.hasOwn(inside, name)).map((name) => ({ inside, name }));
  });
  const own = required.filter(({ inside }) => inside === box.value);
  const chosen = random.chance(0.6) ? own : required;
  for (let count = random.pick([1, 1, 1, 2, 5]); count > 0 && chosen.length > 0; count--) {
    const { inside, name } = random.pick(chosen);
    Reflect.deleteProperty(inside, name);
  }
  return JSON.stringify(box.value);
}

function withProbe({ kind, value }: Seed, random: Random, { probes }: Corpus): string {
  const own = probes.filter((probe) => probe.kind === kind && probe.path.length === 1);
  const { path, texts } = random.pick(own);
  return withText(value, path, random.pick(texts)) ?? 'null';
}

function withOtherType({ value }: Seed, random: Random): string {
  const [key, inner] = random.pick(Object.entries(value));
  return JSON.stringify({ ...value, [key]: ofOtherType(inner, random) });
}

/** As many items as lists of codes, of objects that must differ and of anything have no more, with or without twins. */
const LENGTHS = [31, 32, 33, 63, 64, 65, 66, 130];

function withLongList({ kind, value }: Seed, random: Random, { trees, complete }: Corpus): string {
  const lists = (box: { value: unknown }) =>
    trees[kind].sites(box).filter(({ value: list }) => Array.isArray(list) && list.length > 0);
  const own = { value: cloned(value) as unknown };
  const found = lists(own);
  // A record without lists leaves its place to one that has them all.
  const box = found.length > 0 ? own : { value: cloned(complete[kind].value) as unknown };
  const { holder, key, value: list, spot } = random.pick(found.length > 0 ? found : lists(box));
  const items = list as unknown[];
  const codes = spot.item?.node.enum ?? [];
  const length = random.pick(codes.length > 0 ? [codes.length, codes.length + 1, 65] : LENGTHS);
  const differ = random.chance(0.7);
  const long = Array.from({ length }, (_, at) => {
    const item = cloned(items[at % items.length]);
    return differ ? (codes[at % codes.length] ?? numbered(item, at)) : item;
  });
  if (differ && random.chance(0.4)) long.splice(random.below(long.length), 1, cloned(random.pick(long)));
  put(holder, key, long);
  return JSON.stringify(box.value);
}

/** The item with another `id`, wherever it has one. */
function numbered(item: unknown, at: number): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return JSON.parse(JSON.stringify(item), (key, value: unknown) => {
    if (key !== 'id') return value;
    return typeof value === 'number' ? at + 1 : String(value).slice(0, -3) + String(at).padStart(3, '0');
  }) as unknown;
}
