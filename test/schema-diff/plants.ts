/** Unsound shortcuts: engines that read schemas as a hurried person would. Each is the engine itself, given other schemas than those that were asked about. */
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import type { Answer } from '../../packages/schema-diff/src/types.ts';
import type { Answers } from './laws.ts';
import { type Schema, subschemas } from './dialect.ts';

type Keywords = Record<string, unknown>;
type Reading = (schema: Keywords) => void;

/** Asks about both sides as they are misread. A shortcut shows no witness, so that only what it takes for proved can give it away. */
function misreading(misread: Reading): Answers {
  const read = (schema: Schema): Schema => {
    const copy = structuredClone(schema);
    for (const one of subschemas(copy)) misread(one);
    return copy;
  };
  return (previous, next, dialect) => {
    const { backward, forward } = contain(read(previous), read(next), { dialect });
    return { backward: silent(backward), forward: silent(forward) };
  };
}

const silent = (answer: Answer): Answer =>
  answer.verdict === 'no' ? { verdict: 'unknown', reason: { fr: 'raccourci', en: 'shortcut' } } : answer;

const without =
  (...keywords: string[]): Reading =>
  (schema) => {
    for (const keyword of keywords) Reflect.deleteProperty(schema, keyword);
  };

const renamed =
  (from: string, to: string): Reading =>
  (schema) => {
    if (!(from in schema)) return;
    schema[to] ??= schema[from];
    Reflect.deleteProperty(schema, from);
  };

const cut: Reading = (schema) => {
  if (Array.isArray(schema['allOf'])) schema['allOf'] = schema['allOf'].slice(0, 1);
};

/** Strictly more and strictly less are taken for at least and at most; draft-04 writes them as words beside the bound. */
const inclusive: Reading = (schema) => {
  for (const [strict, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[strict] === 'number') renamed(strict, bound)(schema);
    else Reflect.deleteProperty(schema, strict);
  }
};

const forgetful: Reading = (schema) => {
  if (typeof schema['additionalProperties'] === 'object')
    for (const one of subschemas(schema['additionalProperties'])) delete one['required'];
};

const positive: Reading = (schema) => {
  if (subschemas(schema['not']).some((one) => 'pattern' in one)) delete schema['not'];
};

const halfConditional: Reading = (schema) => {
  if ('then' in schema) delete schema['else'];
};

const firstOnly: Reading = (schema) => {
  for (const keyword of ['prefixItems', 'items']) {
    const list = schema[keyword];
    if (Array.isArray(list)) schema[keyword] = list.slice(0, 1);
  }
};

/** An engine that takes what it could not decide for proved. */
const hopeful: Answers = (previous, next, dialect) => {
  const { backward, forward } = contain(previous, next, { dialect, budget: 400 });
  return { backward: sure(backward), forward: sure(forward) };
};

const sure = (answer: Answer): Answer => (answer.verdict === 'unknown' ? { verdict: 'yes' } : answer);

export const PLANTS: readonly [string, Answers][] = [
  ['does not look at uniqueItems', misreading(without('uniqueItems'))],
  ['takes oneOf for anyOf', misreading(renamed('oneOf', 'anyOf'))],
  ['forgets required below additionalProperties', misreading(forgetful)],
  ['drops what is negated with a pattern', misreading(positive)],
  ['takes unknown for yes', hopeful],
  ['does not look at minContains', misreading(without('minContains'))],
  ['does not look at maxContains', misreading(without('maxContains'))],
  ['looks at the first branch of allOf alone', misreading(cut)],
  ['reads exclusive bounds as inclusive', misreading(inclusive)],
  ['does not look at else beside then', misreading(halfConditional)],
  ['does not look at propertyNames', misreading(without('propertyNames'))],
  ['does not look at what properties depend on', misreading(without('dependencies', 'dependentRequired', 'dependentSchemas'))],
  ['looks at the first place of a tuple alone', misreading(firstOnly)],
  ['takes unevaluatedProperties for additionalProperties', misreading(renamed('unevaluatedProperties', 'additionalProperties'))],
  ['does not look at unevaluatedItems', misreading(without('unevaluatedItems'))],
  ['takes anyOf for allOf', misreading(renamed('anyOf', 'allOf'))],
  ['reads patternProperties alone, not the patterns that overlap', misreading(onePattern)],
];

function onePattern(schema: Keywords): void {
  const patterns = Object.entries((schema['patternProperties'] ?? {}) as Keywords);
  if (patterns.length > 1) schema['patternProperties'] = Object.fromEntries(patterns.slice(0, 1));
}
