/** A person whose value has not the form expected is shown one that has it. */
import { expect, test } from 'vitest';
import { metaCheck } from '../../src/governance/checks/meta-schema.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { ROOT } from '../support/engine.ts';

const files = new Map([...(await readTree(`${ROOT}schema/dialect`))].map(([name, text]) => [`dialect/${name}`, text]));

type Shown = { pattern: string; examples: unknown[] };

/** The nodes of a meta-schema that have a pattern and examples. */
function shownIn(value: unknown): Shown[] {
  if (Array.isArray(value)) return value.flatMap(shownIn);
  if (!isObject(value)) return [];
  const { pattern, examples } = value;
  const own = typeof pattern === 'string' && Array.isArray(examples) ? [{ pattern, examples: examples as unknown[] }] : [];
  return [...own, ...Object.values(value).flatMap(shownIn)];
}

test('each example of a meta-schema has the form that it is an example of', () => {
  const shown = [...files].flatMap(([name, text]) => shownIn(JSON.parse(text)).map((one) => ({ name, ...one })));
  expect(shown.length).toBeGreaterThan(30);
  const wrong = shown.filter(({ pattern, examples }) => examples.some((one) => !new RegExp(pattern, 'u').test(String(one))));
  expect(wrong).toEqual([]);
});

test.each([
  ['releases', '{"releases": [{"version": "next", "expectedVersion": "trois"}]}', '« 3.0.0 »', '“3.0.0”'],
  ['known-defects', '- { id: D1, title: { fr: a, en: b } }', '« V01 »', '“V01”'],
  ['rule', 'id: Siret', '« montant-suspect »', '“montant-suspect”'],
  ['release', 'candidate: { number: 2.2.0 }', '« 2.2.0-rc.1 »', '“2.2.0-rc.1”'],
])('%s: the sentence shows a value of the form expected', (name, text, fr, en) => {
  const { problems } = metaCheck(files, `${name}.schema.json`)('file', text);
  expect(problems.map((problem) => problem.fr).join('\n')).toMatch(`n'a pas la forme attendue, par exemple ${fr} (`);
  expect(problems.map((problem) => problem.en).join('\n')).toMatch(`is not of the form expected, for example ${en} (`);
});
