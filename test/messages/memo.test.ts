import { expect, test } from 'vitest';
import { memo, memoOf, Memory } from '../../src/messages/memo.ts';

test('an answer is worked out once, also where there is none', () => {
  let asked = 0;
  const lengthOf = memo((text) => {
    asked += 1;
    return text === '' ? undefined : text.length;
  });
  expect(['', 'ab', '', 'ab'].map(lengthOf)).toEqual([undefined, 2, undefined, 2]);
  expect(asked).toBe(2);
});

test('what is asked for again and again stays, whatever else comes but once', () => {
  const memory = new Memory<number>(10);
  memory.set('often', 1);
  for (let i = 0; i < 1000; i += 1) {
    memory.set(`once ${String(i)}`, i);
    expect(memory.get('often')).toBe(1);
  }
  const kept = Array.from({ length: 1000 }, (_, i) => memory.get(`once ${String(i)}`)).filter((it) => it !== undefined);
  expect(kept.length).toBeLessThanOrEqual(20);
});

test('long keys are not kept', () => {
  const memory = new Memory<number>();
  memory.set('x'.repeat(1000), 1);
  expect(memory.get('x'.repeat(1000))).toBeUndefined();
});

test('what is made of an object is made once', () => {
  const copied = memoOf((list: readonly string[]) => [...list]);
  const list = ['a'];
  expect(copied(list)).toBe(copied(list));
  expect(copied(['a'])).not.toBe(copied(list));
});
