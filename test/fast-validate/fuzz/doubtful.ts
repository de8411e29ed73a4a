/** Changes that the schema may have something to say about; what is written stays JSON, nearly always. */
import { mutate } from '../../fidelity/mutate.ts';
import type { Random } from '../../fidelity/random.ts';
import { written } from '../../fidelity/write.ts';
import { withText } from '../put.ts';
import type { Corpus, Seed } from './corpus.ts';
import type { Write } from './harmless.ts';

const CHANGES: readonly (readonly [weight: number, name: string, write: Write])[] = [
  [4, 'values changed', withChanges],
  [5, 'a value near a bound', withProbe],
  [1, 'a spoilt record', (_, random, { doubtful }) => written(random.pick(doubtful).value, random)],
  [1, 'a key twice', withKeyTwice],
  [1, 'a key misspelt', withKeyMisspelt],
  [2, 'keys that nobody knows', withStrays],
  [1, 'a record of the other kind', withOtherKind],
];
const DRAWER = CHANGES.flatMap(([weight, name, write]) => Array.from({ length: weight }, () => [name, write] as const));

/** A way to spoil a record, by name. */
export const anyDoubt = (random: Random): readonly [name: string, write: Write] => random.pick(DRAWER);

function withChanges({ kind, value }: Seed, random: Random, { trees, words }: Corpus): string {
  const box = { value: structuredClone(value) as unknown };
  mutate(box, random.chance(0.6) ? 1 : 1 + random.below(4), { tree: trees[kind], words, random });
  return random.chance(0.5) ? JSON.stringify(box.value) : written(box.value, random);
}

function withProbe(seed: Seed, random: Random, { probes, complete }: Corpus): string {
  const { kind, path, texts, broken } = random.pick(probes);
  const text = random.pick(random.chance(0.2) ? broken : texts);
  // What the record at hand has no place for is tried in one that has them all.
  const put = seed.kind === kind ? withText(seed.value, path, text) : undefined;
  return put ?? withText(complete[kind].value, path, text) ?? 'null';
}

function withKeyTwice({ value }: Seed, random: Random): string {
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`);
  const [key, inner] = random.pick(Object.entries(value));
  const again = random.chance(0.5)
    ? JSON.stringify(key)
    : `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}"`;
  const worth = random.chance(0.5) ? JSON.stringify(inner) : random.pick(['null', '0', '"x"', '[]']);
  members.splice(random.below(members.length + 1), 0, `${again}:${worth}`);
  return `{${members.join()}}`;
}

/** One letter of one key, anywhere in the record, is another. */
function withKeyMisspelt({ value }: Seed, random: Random): string {
  const text = JSON.stringify(value);
  const { index, 0: key } = random.pick([...text.matchAll(/"\w+"(?=:)/g)]);
  const at = index + 1 + random.below(key.length - 2);
  return text.slice(0, at) + random.pick(['X', 'e', 's', '_']) + text.slice(at + 1);
}

/** Keys of all sorts: as objects of JavaScript have them, as they are numbers to it, empty, known ones in other letters. */
const STRAYS = [
  'uid',
  '_type',
  'commentaire',
  '__proto__',
  'constructor',
  '0',
  '12',
  '',
  'Id',
  'montant ',
  'é',
  'a/b',
  'c~d',
  '\ud83d\ude00',
];
const WORTHS = [
  'null',
  '1',
  '"x"',
  '{}',
  '[[]]',
  '{"a":1,"b":[true]}',
  '{"a":1,"a":2}',
  '{"a":{"b":1,"b":2}}',
  '{"a" 1}',
  '[1,]',
  '01',
  '"\\u12"',
  'nul',
  '"\\ud800"',
  `${'['.repeat(30)}${']'.repeat(30)}`,
];

function withStrays({ value }: Seed, random: Random): string {
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`);
  const many = random.chance(0.05) ? 17 : 1 + random.below(3);
  for (let count = 0; count < many; count++) {
    const name = many > 3 ? `x${count}` : random.pick(STRAYS);
    const worth = random.pick(random.chance(0.7) ? WORTHS.slice(0, 6) : WORTHS);
    const blank = random.pick(['', '', ' ', '\n\t']);
    members.splice(random.below(members.length + 1), 0, `${JSON.stringify(name)}${blank}:${blank}${worth}`);
  }
  return `{${members.join()}}`;
}

function withOtherKind({ kind }: Seed, random: Random, { valid }: Corpus): string {
  return JSON.stringify(random.pick(valid.filter((seed) => seed.kind !== kind)).value);
}
