/** The pairs that were gathered beside this clone, and the schemas as they were published. */
import { describe, expect, test } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import type { Answer, DiffOptions } from '../../packages/schema-diff/src/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { hasShared, readJsonFile, WITHOUT_SHARED } from '../support/engine.ts';
import type { Question } from '../schema-diff/cases.ts';
import type { Dialect, Schema } from '../schema-diff/dialect.ts';
import { judgesOf } from '../schema-diff/judge.ts';

const SKIPPED = hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`;

type Fact = {
  id: string;
  dialect: Dialect;
  formatAssertion: boolean | null;
  A: Schema;
  B: Schema;
  aSubsetOfB: boolean;
  bSubsetOfA: boolean;
};

const readFacts = (): Fact[] => (readJsonFile('../shared/facts/diff-cases.json') as { pairs: Fact[] }).pairs;

function ask({ id, dialect, formatAssertion, A, B, aSubsetOfB, bSubsetOfA }: Fact): { question: Question; answer: Answer }[] {
  const options = { dialect, formatAssertion: formatAssertion === true };
  const { backward, forward } = contain(A, B, options);
  const verdict = (yes: boolean): 'yes' | 'no' => (yes ? 'yes' : 'no');
  return [
    { question: { title: id, from: A, to: B, verdict: verdict(aSubsetOfB), ...options }, answer: backward },
    { question: { title: `${id} (mirror)`, from: B, to: A, verdict: verdict(bSubsetOfA), ...options }, answer: forward },
  ];
}

describe.skipIf(!hasShared)(`the facts about pairs of schemas${SKIPPED}`, () => {
  const asked = hasShared ? readFacts().flatMap(ask) : [];
  const titles = (keep: (one: (typeof asked)[number]) => boolean): string[] =>
    asked.filter(keep).map(({ question }) => question.title);

  test('are 61 pairs, 122 questions', () => {
    expect(asked).toHaveLength(122);
  });

  test('are answered without a mistake, and at most two not at all', () => {
    expect(titles(({ question, answer }) => answer.verdict !== 'unknown' && answer.verdict !== question.verdict)).toEqual([]);
    expect(titles(({ answer }) => answer.verdict === 'unknown').length).toBeLessThanOrEqual(2);
  });

  test('have a witness for each no, accepted by one side and refused by the other', () => {
    const empty = titles(({ question, answer }) => {
      if (answer.verdict !== 'no') return false;
      const [from, to] = judgesOf(question);
      return !from(answer.witness) || to(answer.witness);
    });
    expect(empty).toEqual([]);
  });
});

const PUBLISHED = ['1.3.0', '1.4.0', '1.5.0', '2.0.0', '2.0.1', '2.0.2', '2.0.3'];

type Structure = { [keyword: string]: unknown };

/** The published schema, and the schemas that it refers to by address: 1.3.0 was three files. */
function readPublished(version: string): { schema: Structure; options: DiffOptions } {
  const structure = readJsonFile(`../shared/facts/structure-${version}.json`) as Structure;
  const { paquet, marche, 'contrat-concession': concession } = structure as Record<string, Structure>;
  if (!paquet || !marche || !concession) return { schema: structure, options: {} };
  const items = (paquet as { properties: { marches: { items: { oneOf: { $ref: string }[] } } } }).properties.marches.items;
  const [atMarche = '', atConcession = ''] = items.oneOf.map(({ $ref }) => $ref.replace(/#$/, ''));
  return {
    schema: paquet,
    options: {
      resources: new Map([
        [atMarche, marche],
        [atConcession, concession],
      ]),
    },
  };
}

describe.skipIf(!hasShared)(`the published schemas${SKIPPED}`, () => {
  test.each(PUBLISHED)('%s: what was published and what is frozen here accept the same files', async (version) => {
    const { schema, options } = readPublished(version);
    const { model } = await loadVersion(version);
    const { relation, backward, forward } = contain(model.schema, schema, options);
    expect({ relation, backward, forward }).toEqual({
      relation: 'equivalent',
      backward: { verdict: 'yes' },
      forward: { verdict: 'yes' },
    });
  });

  test.each(PUBLISHED)('%s: a constraint that is taken away from the published schema is seen', async (version) => {
    const { schema, options } = readPublished(version);
    const { model } = await loadVersion(version);
    const loose = withoutFirst('maxLength', schema) ?? withoutFirst('required', schema);
    const resources = new Map(
      [...(options.resources ?? [])].map(([address, resource]) => [
        address,
        withoutFirst('maxLength', resource as Structure) ?? resource,
      ]),
    );
    expect(contain(model.schema, loose ?? schema, { ...options, resources }).relation).toBe('widened');
  });
});

/** A copy without the first keyword of that name, or undefined where there is none. */
function withoutFirst(keyword: string, schema: Structure): Structure | undefined {
  let left = 1;
  const text = JSON.stringify(schema, (key, value: unknown) => (key === keyword && left-- > 0 ? undefined : value));
  return left < 1 ? (JSON.parse(text) as Structure) : undefined;
}
