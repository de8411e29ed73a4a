import type { Schema } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { BOUND_OPERATORS } from './bounds.ts';
import { type Operator, type Part, drop, eachLeftOut, without, type Need, type Variant, unfold } from './operator.ts';

/**
 * A replacement in the text of a pattern. Pattern operators run on definitions, because a pattern is written once and the
 * examples of all fields that use it count together.
 */
type Rewrite = { at: Span; by: string };

const rewritten = (source: string, { at, by }: Rewrite): string => source.slice(0, at.start) + by + source.slice(at.end);

const textOf = (source: string, { start, end }: Span): string => source.slice(start, end);

/** Creates an operator that rewrites parts of a pattern. */
const onPattern = (name: string, needs: Need, rewrites: (source: string) => Rewrite[]): Operator => ({
  name,
  needs,
  variants: (node) => rewrites(node.pattern ?? '').map((rewrite) => variant(node, rewrite)),
});

function variant(node: Schema, rewrite: Rewrite): Variant {
  const source = node.pattern ?? '';
  const becomes = rewrite.by === '' ? '' : ` → « ${rewrite.by} »`;
  const detail = `${rewrite.at.start} « ${textOf(source, rewrite.at)} »${becomes}`;
  const part = { text: textOf(source, rewrite.at), by: rewrite.by };
  return { node: { ...node, pattern: rewritten(source, rewrite) }, detail, part };
}

/** Removes an anchor, so that the pattern accepts any surrounding text. The dates of 2.0.x had this defect. */
const openPattern = onPattern('open-pattern', 'invalid', (source) => [
  ...(source.startsWith('^') ? [{ at: { start: 0, end: 1 }, by: '' }] : []),
  ...(source.endsWith('$') ? [{ at: { start: source.length - 1, end: source.length }, by: '' }] : []),
]);

const dropAlternative = onPattern('drop-alternative', 'valid', (source) =>
  partsOf(source).choices.flatMap((choice) => choice.map((_, i) => ({ at: withBar(choice, i), by: '' }))),
);

/** The span of an alternative with the bar before it, or after it for the first one. */
function withBar(choice: readonly Span[], i: number): Span {
  const [start, end] = i === 0 ? [choice[0]?.start, choice[1]?.start] : [choice[i - 1]?.end, choice[i]?.end];
  return { start: start ?? 0, end: end ?? 0 };
}

/** Accepts any digit where only some are valid: month 13, day 32, a 29 February every year. */
const widenDigits = onPattern('widen-digits', 'invalid', (source) =>
  partsOf(source)
    .classes.filter((at) => /^\[[0-9-]+\]$/.test(textOf(source, at)) && textOf(source, at) !== '[0-9]')
    .map((at) => ({ at, by: '[0-9]' })),
);

/** Removes one character from a negated class, so that a text of tabs only is accepted, for example. */
const letIn = onPattern('let-in', 'invalid', (source) =>
  partsOf(source).classes.flatMap((at) => {
    const members = /^\[\^(.*)\]$/.exec(textOf(source, at))?.[1]?.match(/\\.|[^\\]/g) ?? [];
    return members.map((left) => ({ at, by: `[^${members.filter((member) => member !== left).join('')}]` }));
  }),
);

/** Lets a repeat of exact length also accept one less, or one more. */
const stretchRepeat = onPattern('stretch-repeat', 'invalid', (source) =>
  partsOf(source).repeats.flatMap(({ quantifier: at }) => {
    const count = Number(/^\{([0-9]+)\}$/.exec(textOf(source, at))?.[1]);
    return Number.isNaN(count) ? [] : [`{${count - 1},${count}}`, `{${count},${count + 1}}`].map((by) => ({ at, by }));
  }),
);

/** Makes an optional part mandatory, or removes it. */
const fixOptional = onPattern('fix-optional', 'valid', (source) =>
  partsOf(source)
    .repeats.filter(({ quantifier }) => /^[?*]$/.test(textOf(source, quantifier)))
    .flatMap(({ atom, quantifier }) => [
      { at: quantifier, by: '' },
      { at: { start: atom.start, end: quantifier.end }, by: '' },
    ]),
);

const PATTERN_OPERATORS: readonly Operator[] = [openPattern, dropAlternative, widenDigits, letIn, stretchRepeat, fixOptional];

/** A span of the text; `end` is exclusive. */
type Span = { start: number; end: number };
type Repeat = { atom: Span; quantifier: Span };
type Parts = { classes: Span[]; choices: Span[][]; repeats: Repeat[] };

/** Finds the classes `[…]`, choices `(a|b)` and repeats `x{2}`, `x?`, `x*`, `x+` of a regular expression, in order. */
export function partsOf(source: string): Parts {
  const parts: Parts = { classes: [], choices: [], repeats: [] };
  readChoice(source, 0, parts);
  return parts;
}

/** Reads alternatives up to the closing parenthesis or the end of the text. Returns the position after the last one. */
function readChoice(source: string, from: number, parts: Parts): number {
  const alternatives: Span[] = [];
  let start = from;
  let at = from;
  while (at < source.length && source[at] !== ')') {
    if (source[at] === '|') {
      alternatives.push({ start, end: at });
      start = ++at;
    } else {
      at = readRepeat(source, at, parts);
    }
  }
  if (alternatives.length > 0) parts.choices.push([...alternatives, { start, end: at }]);
  return at;
}

function readRepeat(source: string, start: number, parts: Parts): number {
  const end = readAtom(source, start, parts);
  const length = /^(?:[?*+]|\{[0-9,]+\})/.exec(source.slice(end))?.[0].length ?? 0;
  if (length > 0) parts.repeats.push({ atom: { start, end }, quantifier: { start: end, end: end + length } });
  return end + length;
}

function readAtom(source: string, start: number, parts: Parts): number {
  if (source[start] === '\\') return start + 2;
  if (source[start] === '(') return readChoice(source, start + 1, parts) + 1;
  if (source[start] !== '[') return start + 1;
  const end = start + (/^\[(?:\\.|[^\]\\])*\]/.exec(source.slice(start))?.[0].length ?? 1);
  parts.classes.push({ start, end });
  return end;
}

/** The two forms of a schema to which the pointer of a mutant may refer: as written, or unfolded (see `unfold`). */
export type View = 'written' | 'unfolded';

/** One way in which the schema could be wrong. */
export type Mutant = {
  /** `operator@pointer[:detail]`: stable as long as the node and its place do not change. */
  id: string;
  operator: Operator;
  /** Pointer to the changed node in its view of the schema. */
  pointer: string;
  view: View;
  /** The changed node. */
  node: Schema;
  /** What changes, for `wordsOf`. */
  part?: Part;
  /** Returns the whole mutated schema. */
  apply: (schema: Schema) => Schema;
};

/** Returns every mutant of a bundled schema, in the order of the schema. */
export function mutantsOf(schema: Schema): Mutant[] {
  const byPlace = mutantsIn('unfolded', viewOf(schema, 'unfolded'), PLACE_OPERATORS);
  return [...byPlace, ...mutantsIn('written', schema, DEFINITION_OPERATORS)];
}

/** Schemas that were unfolded before: the search for cases asks for the same one hundreds of times. */
const unfolded = new WeakMap<Schema, Schema>();

export function viewOf(schema: Schema, view: View): Schema {
  if (view === 'written') return schema;
  const made = unfolded.get(schema) ?? unfold(schema);
  unfolded.set(schema, made);
  return made;
}

function mutantsIn(view: View, schema: Schema, operators: readonly Operator[]): Mutant[] {
  return [...subschemas(schema)].flatMap(([pointer, node]) =>
    operators.flatMap((operator) =>
      [...operator.variants(node)].map(
        ({ node: changed, detail, part = detail === undefined ? undefined : { text: detail } }) => ({
          id: `${operator.name}@${pointer}${detail === undefined ? '' : `:${detail}`}`,
          operator,
          pointer,
          view,
          node: changed,
          ...(part && { part }),
          apply: (original) => replaced(viewOf(original, view), tokens(pointer), changed),
        }),
      ),
    ),
  );
}

/** Returns a copy of the schema with another node at the given path; only the nodes on the path are copied. */
export function replaced(parent: Schema, [token, ...rest]: readonly string[], node: Schema): Schema {
  if (token === undefined) return node;
  const child = replaced(parent[token] as Schema, rest, node);
  // Branches of a choice are in an array, which must stay one.
  return Array.isArray(parent) ? (parent.with(Number(token), child) as unknown as Schema) : { ...parent, [token]: child };
}

const withRequired = (node: Schema, required: string[]): Schema =>
  required.length > 0 ? { ...node, required } : without(node, 'required');

const dropRequired: Operator = {
  name: 'drop-required',
  needs: 'invalid',
  variants: (node) => eachLeftOut(node.required ?? [], (rest, left) => ({ node: withRequired(node, rest), detail: left })),
};

/** Only for objects with an explicit type: branches of a choice name properties without declaring them. */
const addRequired: Operator = {
  name: 'add-required',
  needs: 'valid',
  variants: (node) => {
    const { type, required = [], properties = {} } = node;
    const optional = type === 'object' ? Object.keys(properties).filter((name) => !required.includes(name)) : [];
    return optional.map((name) => ({ node: { ...node, required: [...required, name] }, detail: name }));
  },
};

/** In a closed object, a property that is not declared is refused. */
const dropProperty: Operator = {
  name: 'drop-property',
  needs: 'valid',
  variants: (node) => {
    if (node.additionalProperties !== false) return [];
    const entries = Object.entries(node.properties ?? {});
    return eachLeftOut(entries, (rest, [name]) => ({ node: { ...node, properties: Object.fromEntries(rest) }, detail: name }));
  },
};

const OBJECT_OPERATORS: readonly Operator[] = [
  dropRequired,
  addRequired,
  dropProperty,
  drop('additionalProperties', 'open-object'),
];

/** The type by which each type is replaced. */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'integer',
  string: 'number',
  boolean: 'string',
  object: 'array',
  array: 'object',
};

const changeType: Operator = {
  name: 'change-type',
  needs: 'either',
  variants: (node) => {
    const other = typeof node.type === 'string' ? TAKEN_FOR[node.type] : undefined;
    return other === undefined ? [] : [{ node: { ...node, type: other }, detail: other, part: { by: other } }];
  },
};

const TYPE_OPERATORS: readonly Operator[] = [drop('type'), changeType];

const dropCode: Operator = {
  name: 'drop-code',
  needs: 'valid',
  variants: (node) => eachLeftOut(node.enum ?? [], (codes, left) => ({ node: { ...node, enum: codes }, detail: String(left) })),
};

/** The first code in lower case: the most frequent mistake in real files. */
const addCode: Operator = {
  name: 'add-code',
  needs: 'invalid',
  variants: (node) => {
    const twin = typeof node.enum?.[0] === 'string' ? node.enum[0].toLowerCase() : undefined;
    if (twin === undefined || node.enum?.includes(twin)) return [];
    return [{ node: { ...node, enum: [...(node.enum ?? []), twin] }, detail: twin }];
  },
};

const CODE_OPERATORS: readonly Operator[] = [dropCode, addCode, drop('enum')];

const dropBranch: Operator = {
  name: 'drop-any-of-branch',
  needs: 'valid',
  variants: (node) =>
    eachLeftOut(node.anyOf ?? [], (rest, _, index) => ({ node: { ...node, anyOf: rest }, detail: String(index) })),
};

const CHOICE_OPERATORS: readonly Operator[] = [drop('anyOf', 'drop-any-of'), dropBranch];

/**
 * Operators for each place of the unfolded schema, where a shared definition is changed at one place at a time. A new operator
 * must be listed here.
 */
export const PLACE_OPERATORS: readonly Operator[] = [
  ...OBJECT_OPERATORS,
  ...TYPE_OPERATORS,
  ...CODE_OPERATORS,
  ...BOUND_OPERATORS,
  drop('pattern'),
  ...CHOICE_OPERATORS,
];

/** Operators for the definitions as written; one mutant covers all places that use the definition. */
export const DEFINITION_OPERATORS: readonly Operator[] = PATTERN_OPERATORS;
