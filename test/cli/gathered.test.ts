import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinedText, type TextParts } from '../../packages/base/src/text-parts.ts';
import { Gathered } from '../../src/host/gathered.node.ts';

/** An output that keeps the bytes that it is given until later, as a slow one does. */
function slow() {
  const parts: (string | Uint8Array)[] = [];
  const output = {
    write: (part: string | Uint8Array) => {
      parts.push(part);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
  return { output, parts, written: () => Buffer.concat(parts.map((part) => Buffer.from(part as string))).toString() };
}

test('texts come out whole and in order, in few parts', async () => {
  const { output, parts, written } = slow();
  const gathered = new Gathered(output);
  const texts = Array.from({ length: 20_000 }, (_, i) => `constat n° ${String(i)} … 😀 ${'€'.repeat(i % 30)}\n`);
  for (const text of texts) await gathered.add(text);
  await gathered.flush();
  expect(written()).toBe(texts.join(''));
  expect(parts.length).toBeLessThan(40);
});

test('a text that is larger than what is gathered comes out whole, at its place', async () => {
  const { output, written } = slow();
  const gathered = new Gathered(output);
  const texts = ['a', 'é'.repeat(30_000), 'b', '€'.repeat(2_000_000), 'c'];
  for (const text of texts) await gathered.add(text);
  await gathered.flush();
  expect(written()).toBe(texts.join(''));
});

const string = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  fc.constant('é€😀'),
);
const template = fc.array(string, { minLength: 1, maxLength: 4 });

test('texts in parts come out as the whole texts do, those of one template several times, also where one is too large to gather', async () => {
  const texts = fc.array(fc.tuple(template, fc.array(template, { minLength: 1, maxLength: 3 })), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(9), async (templates, one) => {
      const { output, written } = slow();
      const gathered = new Gathered(output);
      const all = templates.flatMap(([pieces, lists]) =>
        lists.map((values): TextParts => ({ pieces, values: pieces.slice(1).map((_, i) => values[i % values.length] ?? '') })),
      );
      if (one === 0) all.push({ pieces: ['<', '>'], values: ['€'.repeat(1_500_000)] });
      for (const text of all) await gathered.add(text);
      await gathered.flush();
      expect(written()).toBe(all.map(joinedText).join(''));
    }),
    { numRuns: 60 },
  );
});

test('nothing is to be waited for until there is much to write', () => {
  expect(new Gathered(slow().output).add('constat')).toBeUndefined();
});
