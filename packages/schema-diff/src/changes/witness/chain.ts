import { isOlder } from '../../dialect.ts';
import type { Dialect, JsonSchema } from '../../types.ts';
import type { Step } from '../types.ts';

/**
 * A schema whose instances have, where the steps lead, something that `inner` accepts. In keywords that every dialect knows. `single`:
 * the lists on the way have no other item, so that two such chains speak of the same one.
 */
export function chainOf(steps: readonly Step[], inner: JsonSchema, dialect: Dialect, single = false): JsonSchema {
  return steps.reduceRight<JsonSchema>((below, step) => {
    const within = link(step, below, dialect) as Record<string, unknown>;
    return single && step.by === 'items' ? { ...within, maxItems: step.from + 1 } : within;
  }, inner);
}

function link(step: Step, inner: JsonSchema, dialect: Dialect): JsonSchema {
  switch (step.by) {
    case 'property':
      return { type: 'object', required: [step.name], properties: { [step.name]: inner } };
    case 'item': {
      const first = [...Array.from({ length: step.index }, () => ({})), inner];
      return { type: 'array', minItems: step.index + 1, ...tuple(first, dialect) };
    }
    case 'items': {
      const first = Array.from({ length: step.from }, () => ({}));
      const [tupled, others] = [tuple(first, dialect), { not: inner }];
      // Some item is accepted, where not all are refused: `contains` is not known to draft-04.
      const all =
        step.from === 0 ? { items: others } : { ...tupled, [isOlder(dialect, '2020-12') ? 'additionalItems' : 'items']: others };
      return { type: 'array', not: all };
    }
    case 'pattern':
      return { type: 'object', not: { patternProperties: { [step.pattern]: { not: inner } } } };
    case 'other': {
      const properties = Object.fromEntries(step.names.map((name) => [name, {}]));
      const patternProperties = Object.fromEntries(step.patterns.map((pattern) => [pattern, {}]));
      return { type: 'object', not: { properties, patternProperties, additionalProperties: { not: inner } } };
    }
  }
}

const tuple = (first: JsonSchema[], dialect: Dialect): Record<string, unknown> =>
  first.length === 0 ? {} : { [isOlder(dialect, '2020-12') ? 'items' : 'prefixItems']: first };
