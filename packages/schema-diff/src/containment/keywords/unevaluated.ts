import { undecidable } from '../../automata/unknown.ts';
import { isObject } from '../../../../base/src/json.ts';
import type { Context, Keywords } from './context.ts';
import { FALSE, type Literal, not, type Terms, TRUE } from '../terms.ts';
import { placesOf } from './arrays.ts';
import { entries, every, has, namedBeside } from './objects.ts';
import { referencesOf } from './references.ts';

/** Combinations of subschemas that hold or not, beyond which no answer is sought. */
const MANY = 600;

/**
 * The evaluated parts of an instance, in one of the possible cases: names of properties, items before an index, items of a form.
 */
type Case = { when: Literal; names: Literal; items: number; contained: Literal };

type Spend = (steps: number) => void;

/** `unevaluatedProperties` and `unevaluatedItems`: case by case, what no other keyword here has looked at. */
export function unevaluatedTerms(context: Context, spend: Spend): Literal[] {
  const { terms, schema, sub } = context;
  const { unevaluatedProperties, unevaluatedItems } = schema;
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return [];
  const cases = casesOf(context, { own: false, spend });
  const found: Literal[] = [];
  if (unevaluatedProperties !== undefined) {
    const rest = sub(unevaluatedProperties);
    found.push(terms.any(cases.map(({ when, names }) => terms.all([when, every(terms, not(names), rest)]))));
  }
  if (unevaluatedItems !== undefined) {
    const rest = sub(unevaluatedItems);
    found.push(terms.any(cases.map((one) => terms.all([one.when, others(terms, one, rest)]))));
  }
  return found;
}

const others = (terms: Terms, { items, contained }: Case, rest: Literal): Literal =>
  items === Infinity || rest === TRUE
    ? TRUE
    : terms.atom({
        kind: 'items',
        type: 'array',
        from: items,
        to: Infinity,
        of: not(terms.any([rest, contained])),
        min: 0,
        max: 0,
      });

/** The cases of a schema that holds. With `own`, what its own unevaluated… look at counts, as it does for a schema around it. */
function casesOf(context: Context, { own, spend }: { own: boolean; spend: Spend }): Case[] {
  const { terms, document, schema, sub } = context;
  const below = (value: unknown): Case[] => (isObject(value) ? casesOf(context.at(value), { own: true, spend }) : [NOTHING]);
  /** A subschema that may hold or not: where it does not, it has looked at nothing. */
  const perhaps = (value: unknown): Case[] => {
    const cases = below(value);
    if (cases.every(({ names, items, contained }) => names === FALSE && items === 0 && contained === FALSE)) return [NOTHING];
    const holds = sub(value);
    return [...cases.map((one) => ({ ...one, when: terms.all([holds, one.when]) })), { ...NOTHING, when: not(holds) }];
  };
  const parts: Case[][] = [[ownCase(context, own)]];
  const list = (keyword: string): unknown[] => (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : []);
  parts.push(...[...referencesOf(document, schema), ...list('allOf')].map(below));
  parts.push(...[...list('anyOf'), ...list('oneOf')].map(perhaps));
  for (const [name, value] of [...entries(schema['dependentSchemas'])]) parts.push(whereThere(terms, name, below(value)));
  if (schema['if'] !== undefined) parts.push(conditional(terms, sub(schema['if']), schema, below));
  return parts.reduce((all, some) => {
    spend(all.length * some.length * 4);
    if (all.length * some.length > MANY) throw undecidable('unevaluated-too-many');
    return all.flatMap((a) => some.map((b) => together(terms, a, b))).filter(({ when }) => when !== FALSE);
  });
}

const NOTHING: Case = { when: TRUE, names: FALSE, items: 0, contained: FALSE };

const together = (terms: Terms, a: Case, b: Case): Case => ({
  when: terms.all([a.when, b.when]),
  names: terms.any([a.names, b.names]),
  items: Math.max(a.items, b.items),
  contained: terms.any([a.contained, b.contained]),
});

/** The parts that the keywords of one schema evaluate themselves. Since 2020-12 these include items matched by `contains`. */
function ownCase(context: Context, own: boolean): Case {
  const { schema, sub, since } = context;
  const open = schema['additionalProperties'] !== undefined || (own && schema['unevaluatedProperties'] !== undefined);
  const { prefix, rest } = placesOf(context);
  const all = rest !== undefined || (own && schema['unevaluatedItems'] !== undefined);
  const contains = since('2020-12') ? schema['contains'] : undefined;
  return {
    when: TRUE,
    names: open ? TRUE : namedBeside(context),
    items: all ? Infinity : prefix.length,
    contained: contains === undefined ? FALSE : sub(contains),
  };
}

function whereThere(terms: Terms, name: string, cases: readonly Case[]): Case[] {
  const there = terms.all([terms.type('object'), has(terms, name)]);
  return [...cases.map((one) => ({ ...one, when: terms.all([there, one.when]) })), { ...NOTHING, when: not(there) }];
}

function conditional(terms: Terms, condition: Literal, schema: Keywords, below: (value: unknown) => Case[]): Case[] {
  const pairs = below(schema['if']).flatMap((a) => below(schema['then'] ?? true).map((b) => together(terms, a, b)));
  return [
    ...pairs.map((one) => ({ ...one, when: terms.all([condition, one.when]) })),
    ...below(schema['else'] ?? true).map((one) => ({ ...one, when: terms.all([not(condition), one.when]) })),
  ];
}
