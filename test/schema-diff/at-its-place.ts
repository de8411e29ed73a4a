/**
 * Whether the witness of a change is refused where the change says, by a keyword that it names. Ajv lists all that it finds wrong with an
 * instance: it knows nothing of changes, nor of the engine.
 */
import { child, isWithin } from '../../packages/base/src/pointer.ts';
import type { Change, Witness } from '../../packages/schema-diff/src/types.ts';
import type { Dialect, Schema } from './dialect.ts';
import { type Refusal, refusalsOf } from './judge.ts';

type Sides = { previous: Schema; next: Schema; dialect?: Dialect; formatAssertion?: boolean };

/** The changes of two schemas with a witness that is refused, but not for what the change says. */
export const misplaced = (sides: Sides, changes: readonly Change[]): Change[] =>
  changes.filter((change) => change.witnesses.some((witness) => !isAtItsPlace(change, witness, sides)));

function isAtItsPlace(change: Change, { accepted, instance, at }: Witness, sides: Sides): boolean {
  const { dialect = '2020-12', formatAssertion = false } = sides;
  const [from, to] = accepted === 'previous' ? [sides.previous, sides.next] : [sides.next, sides.previous];
  return refusalsOf({ from, to, dialect, formatAssertion }, instance).some((refusal) => says(change, at, refusal));
}

/** What a change of a kind may be refused by: keywords, at the very place of the change. */
const BY_KEYWORD: readonly [RegExp, readonly string[]][] = [
  [/^type-/, ['type']],
  [/^(enum|codelist)-/, ['enum', 'const']],
  [/^min-length-/, ['minLength']],
  [/^max-length-/, ['maxLength']],
  [/^minimum-/, ['minimum', 'exclusiveMinimum']],
  [/^maximum-/, ['maximum', 'exclusiveMaximum']],
  [/^min-items-/, ['minItems']],
  [/^max-items-/, ['maxItems']],
  [/^min-properties-/, ['minProperties']],
  [/^max-properties-/, ['maxProperties']],
  [/^pattern-(?!properties)/, ['pattern']],
  [/^format-/, ['format']],
  [/^multiple-of-/, ['multipleOf']],
  [/^unique-items-/, ['uniqueItems']],
  [/^contains-/, ['contains']],
  [/^property-names-/, ['propertyNames']],
  [/^exclusion-/, ['not', 'false schema']],
  [/^condition-/, ['if']],
  [/^alternative-/, ['anyOf', 'oneOf']],
];

/** Keywords that say nothing themselves, but by the schemas that they hold. */
const BY_WHAT_THEY_HOLD = new Set([
  ...['allOf', '$ref', '$dynamicRef', '$recursiveRef', 'items', 'unevaluatedItems', 'unevaluatedProperties'],
]);

function says({ kind, params }: Change, at: string, refusal: Refusal): boolean {
  const { keyword, instancePath, key } = refusal;
  const named = key === undefined ? instancePath : child(instancePath, key);
  if (/-required$/.test(kind)) return keyword === 'required' && instancePath === at && key === params['name'];
  const keywords = BY_KEYWORD.find(([kinds]) => kinds.test(kind))?.[1];
  if (keywords) return keywords.includes(keyword) && instancePath === at;
  const { keyword: own } = params;
  if (typeof own === 'string' && !BY_WHAT_THEY_HOLD.has(own)) return keyword === own && instancePath === at;
  if (kind === 'property-moved' && isEnd(params, key)) return true;
  // Properties, items and whole constraints: what is below the place, too, or a key of it that is missing or too much.
  return isWithin(instancePath, at) || named === at;
}

/** Whether a property is one that moved from where another side has it. */
const isEnd = ({ from, to }: Change['params'], key: string | undefined): boolean =>
  [from, to].flat().some((path) => typeof path === 'string' && path.split('.').at(-1) === key);
