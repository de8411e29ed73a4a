/** Every case of `cases/`, asked of the engine in both directions. The judge of its witnesses is the tests' own, not the one that the engine asked. */
import { describe, expect, test } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import type { Answer, DiffOptions } from '../../packages/schema-diff/src/types.ts';
import { type Case, FAMILIES, FAMILIES_OF_TWO_JUDGES, type Question, questionsOf, readFamily } from './cases.ts';
import { judgesOf } from './judge.ts';
import { secondJudge } from './second-judge.ts';

type Asked = { question: Question; answer: Answer };

const CASES = FAMILIES.flatMap((family) => readFamily(family).cases);

const optionsOf = ({ dialect = '2020-12', formatAssertion }: Case): DiffOptions => ({
  dialect,
  formatAssertion: formatAssertion === true,
});

function ask(one: Case): Asked[] {
  const { backward, forward } = contain(one.previous, one.next, optionsOf(one));
  const [there, back] = questionsOf(one);
  return [
    { question: there, answer: backward },
    { question: back, answer: forward },
  ];
}

const asked: Asked[] = CASES.flatMap(ask);

const titles = (list: readonly Asked[]): string[] => list.map(({ question }) => question.title);

describe('the engine, asked every case in both directions', () => {
  test('is never wrong', () => {
    const wrong = asked.filter(({ question, answer }) => answer.verdict !== 'unknown' && answer.verdict !== question.verdict);
    expect(titles(wrong)).toEqual([]);
  });

  test('leaves no question open, not even where a pattern looks ahead', () => {
    expect(titles(asked.filter(({ answer }) => answer.verdict === 'unknown'))).toEqual([]);
  });

  test('shows for each no an instance that one side accepts and the other refuses', () => {
    const empty = asked.filter(({ question, answer }) => {
      if (answer.verdict !== 'no') return false;
      const [from, to] = judgesOf(question);
      return !from(answer.witness) || to(answer.witness);
    });
    expect(titles(empty)).toEqual([]);
    expect(asked.filter(({ answer }) => answer.verdict === 'no').length).toBeGreaterThan(asked.length / 4);
  });

  test('shows no witness with more values in it than the one of the case, save one in ten', () => {
    const large = asked.filter(
      ({ question, answer }) => answer.verdict === 'no' && sizeOf(answer.witness) > sizeOf(question.witness),
    );
    expect(large.length).toBeLessThan(asked.length / 10);
    expect(
      titles(
        large.filter(({ question, answer }) => sizeOf((answer as { witness: unknown }).witness) > sizeOf(question.witness) + 3),
      ),
    ).toEqual([]);
  });
});

describe.each(FAMILIES_OF_TWO_JUDGES)('the engine, asked the cases of %s', (family) => {
  const answered = readFamily(family).cases.map((one) => ({ one, asked: ask(one) }));

  test('answers each as it is, and leaves open what nobody can say or Ajv does not confirm', () => {
    const expected = ({ open = {}, ...one }: Case) => [
      open.backward ? 'unknown' : one.backward,
      open.forward ? 'unknown' : one.forward,
    ];
    const differing = answered.filter(
      ({ one, asked }) => String(asked.map(({ answer }) => answer.verdict)) !== String(expected(one)),
    );
    expect(differing.map(({ one }) => one.name)).toEqual([]);
  });

  test('shows for each no an instance that a judge beside Ajv accepts on one side and refuses on the other', async () => {
    const empty: string[] = [];
    for (const { one, asked } of answered) {
      if (one.judges?.hyperjump !== undefined) continue;
      for (const { question, answer } of asked) {
        if (answer.verdict !== 'no') continue;
        const { from, to, dialect, formatAssertion } = question;
        const [accepts, refuses] = [
          await secondJudge(from, dialect, formatAssertion),
          await secondJudge(to, dialect, formatAssertion),
        ];
        if (!accepts(answer.witness) || refuses(answer.witness)) empty.push(question.title);
      }
    }
    expect(empty).toEqual([]);
  });
});

/** How many values an instance is made of. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + sizeOf(one), 1);
}
