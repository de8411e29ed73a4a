import { parse, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { Texts } from '../../model/types.ts';
import { CelFault, type Expr, type Literal, type Macro, type Operator, type Span } from './tree.ts';
import { isWordSlip, slipOf, wordSlip, TERNARY } from './slips.ts';
import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp';
import type { Messages } from '../../messages/compiled/rules-check.types.ts';
import { RULES_CHECK } from '../../messages/compiled/rules-check.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Parses a CEL expression. Throws a CelFault where it does not parse, or is outside of the portable subset. */
export function parseCel(text: string): Expr {
  return build(parsed(text));
}

function parsed(text: string): ASTNode {
  try {
    return parse(text).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw unreadable(text, error);
  }
}

/** The fault of a text that does not parse: the remedy of a known slip, or else a sentence that quotes the message of the parser. */
function unreadable(text: string, { range, code, message }: ParseError): CelFault {
  const { start, end } = range ?? { start: 0, end: text.length };
  const slip = slipOf(text, start);
  if (slip) return new CelFault(slip.span, slip.texts);
  if (code === 'unterminated_string') return new CelFault({ start, end }, OPEN_TEXT);
  if (start >= text.trimEnd().length) return new CelFault({ start, end }, CUT_SHORT);
  const near = text.slice(Math.max(0, start - 20), start + 10);
  const said = (message.split('\n')[0] ?? '').trim();
  return new CelFault(
    { start, end },
    textsOf(RULES_CHECK, (say) => say['parse.unreadable']({ near, said })),
  );
}

const OPEN_TEXT: Texts = textsOf(RULES_CHECK, (say) => say['parse.open-text']());

const CUT_SHORT: Texts = textsOf(RULES_CHECK, (say) => say['parse.too-short']());

const OPERATORS: ReadonlySet<string> = new Set<Operator>([
  '&&',
  '||',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  'in',
]);
const MACROS: ReadonlySet<string> = new Set<Macro>(['all', 'exists', 'exists_one', 'filter', 'map']);

function build(node: ASTNode): Expr {
  const span = { start: node.start, end: node.end };
  switch (node.op) {
    case 'value':
      return literal(span, node.args);
    case 'id':
      return { op: 'ident', name: node.args, ...span };
    case '.':
      return { op: 'select', of: build(node.args[0]), field: node.args[1], ...span };
    case 'list':
      return { op: 'list', items: node.args.map(build).map(writtenOut), ...span };
    case '!_':
      return { op: 'not', arg: build(node.args), ...span };
    case '-_':
      return negative(span, build(node.args));
    case 'call':
      return call(span, ...node.args);
    case 'rcall':
      return method(span, ...node.args);
    default:
      return binary(span, node);
  }
}

function binary(span: Span, node: ASTNode): Expr {
  if (!OPERATORS.has(node.op)) throw unsupported(span, node.op);
  const [left, right] = node.args as [ASTNode, ASTNode];
  return { op: 'binary', operator: node.op as Operator, left: build(left), right: build(right), ...span };
}

function literal(span: Span, value: unknown): Literal {
  if (typeof value === 'string') return { op: 'literal', type: 'string', value, ...span };
  if (typeof value === 'boolean') return { op: 'literal', type: 'bool', value, ...span };
  if (typeof value === 'number') return { op: 'literal', type: 'double', value, ...span };
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value)))
    return { op: 'literal', type: 'int', value: Number(value), ...span };
  throw unsupported(span, String(value));
}

function writtenOut(item: Expr): Literal {
  if (item.op === 'literal') return item;
  throw new CelFault(
    item,
    textsOf(RULES_CHECK, (say) => say['parse.list-of-values']()),
  );
}

function negative(span: Span, arg: Expr): Expr {
  if (arg.op === 'literal' && (arg.type === 'int' || arg.type === 'double')) return { ...arg, value: -arg.value, ...span };
  throw unsupported(span, '-');
}

function call(span: Span, name: string, args: ASTNode[]): Expr {
  if (isWordSlip(name)) throw new CelFault(span, wordSlip(name));
  if (name !== 'has') return { op: 'call', name, args: args.map(build), ...span };
  const field = args[0] && build(args[0]);
  if (field?.op !== 'select') throw unsupported(span, 'has');
  return { op: 'has', field, ...span };
}

function method(span: Span, name: string, receiver: ASTNode, args: ASTNode[]): Expr {
  const of = build(receiver);
  if (name === 'matches' && args.length === 1) return { op: 'matches', of, pattern: patternOf(args[0]), ...span };
  const [variable, body] = args;
  if (MACROS.has(name) && args.length === 2 && variable?.op === 'id' && body)
    return { op: 'comprehension', macro: name as Macro, of, variable: variable.args, body: build(body), ...span };
  throw new CelFault(span, notAMethod(name, args));
}

function patternOf(node: ASTNode | undefined): string {
  const span = { start: node?.start ?? 0, end: node?.end ?? 0 };
  if (node?.op !== 'value' || typeof node.args !== 'string') {
    throw new CelFault(
      span,
      textsOf(RULES_CHECK, (say) => say['parse.matches']()),
    );
  }
  checkPattern(node.args, span);
  return node.args;
}

const unsupported = (span: Span, what: string): CelFault => new CelFault(span, notPortable(what));

/** Parts of CEL outside of the portable subset, each with what to write instead. */
const OTHERS: Readonly<Record<string, Texts>> = {
  '?:': TERNARY,
  '[]': textsOf(RULES_CHECK, (say) => say['parse.item-by-place']()),
  null: textsOf(RULES_CHECK, (say) => say['parse.null']()),
};

/** The message for an operator, a value or a function outside of the subset. */
const notPortable = (what: string): Texts =>
  (Object.hasOwn(OTHERS, what) ? OTHERS[what] : undefined) ?? textsOf(RULES_CHECK, (say) => say['parse.not-portable']({ what }));

/** The regular expression equivalent to each string method. */
const SEARCHES: Readonly<Record<string, (text: string) => string>> = {
  startsWith: (text) => `^${text}`,
  endsWith: (text) => `${text}$`,
  contains: (text) => text,
};

/** The message for a method that the subset does not have. */
function notAMethod(name: string, [arg]: readonly ASTNode[]): Texts {
  const search = Object.hasOwn(SEARCHES, name) ? SEARCHES[name] : undefined;
  if (search) {
    const text = arg?.op === 'value' && typeof arg.args === 'string' ? literally(arg.args) : '…';
    const instead = `matches(${quoted(search(text))})`;
    return textsOf(RULES_CHECK, (say) => say['parse.method']({ name, instead }));
  }
  if (name === 'size') return textsOf(RULES_CHECK, (say) => say['parse.size']());
  return notPortable(`.${name}()`);
}

/** Escapes a text as a regular expression in a CEL string, where a backslash is doubled. */
const literally = (text: string): string =>
  text.replace(/[.*+?()[\]{}|$^\\]/g, (sign) => ('[]^\\'.includes(sign) ? `\\\\${sign === '\\' ? '\\\\' : sign}` : `[${sign}]`));

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

/** The greatest count that RE2 accepts in a repetition. */
const MOST = 1000;

/** Escapes of punctuation that JavaScript and RE2 read alike. */
const ESCAPE = /^\\[\\^$.*+?()[\]{}|/-]$/;

/**
 * Throws a CelFault for a regular expression that JavaScript and RE2 (Go, Java, Python, …) would not read alike, or that could take
 * exponential time in JavaScript: a repetition within a repetition, or of alternatives that begin alike.
 */
function checkPattern(pattern: string, span: Span): void {
  const refuse = (found: (say: Messages) => string): never => {
    throw new CelFault(
      span,
      textsOf(RULES_CHECK, (say) => say['parse.pattern']({ pattern, found: found(say) })),
    );
  };
  let repeated = 0;
  visitRegExpAST(parsedPattern(pattern, refuse), {
    onAssertionEnter: ({ kind }) => {
      if (kind !== 'start' && kind !== 'end') refuse((say) => say['pattern.assertion']());
    },
    onBackreferenceEnter: () => refuse((say) => say['pattern.back-reference']()),
    onCapturingGroupEnter: ({ name }) => {
      if (name !== null) refuse((say) => say['pattern.named-group']());
    },
    onCharacterEnter: ({ raw }) => {
      if (raw.startsWith('\\') && !ESCAPE.test(raw)) refuse((say) => say['pattern.escape']({ raw }));
    },
    onCharacterClassEnter: ({ elements }) => {
      if (elements.length === 0) refuse((say) => say['pattern.empty-class']());
    },
    onCharacterSetEnter: ({ kind }) => {
      if (kind !== 'digit' && kind !== 'word') refuse((say) => say['pattern.set']());
    },
    onQuantifierEnter: ({ greedy, min, max, element }) => {
      if (!greedy) refuse((say) => say['pattern.lazy']());
      if (min > MOST || (max !== Infinity && max > MOST)) refuse((say) => say['pattern.too-often']({ most: MOST }));
      if (++repeated > 1) refuse((say) => say['pattern.nested']());
      if (startsAlike(element)) refuse((say) => say['pattern.alike']());
    },
    onQuantifierLeave: () => {
      repeated--;
    },
  });
}

function parsedPattern(pattern: string, refuse: (found: (say: Messages) => string) => never): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error;
    return refuse((say) => say['pattern.mistake']());
  }
}

/** Whether a group has two alternatives that may begin with the same character. */
function startsAlike(element: AST.QuantifiableElement): boolean {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false;
  const starts = element.alternatives.map(({ elements: [first] }) => first);
  if (starts.length < 2) return false;
  return starts.some((start, i) => starts.slice(0, i).some((other) => overlap(start, other)));
}

/** Whether two elements may match the same character: unless both are characters or classes without common member. */
function overlap(a: AST.Element | undefined, b: AST.Element | undefined): boolean {
  const [left, right] = [rangesOf(a), rangesOf(b)];
  if (!left || !right) return true;
  return left.some(([min, max]) => right.some(([from, to]) => min <= to && from <= max));
}

type Range = readonly [min: number, max: number];

function rangesOf(element: AST.Element | undefined): Range[] | undefined {
  if (element?.type === 'Character') return [[element.value, element.value]];
  if (element?.type !== 'CharacterClass' || element.negate) return undefined;
  const ranges = element.elements.map((part): Range | undefined => {
    if (part.type === 'Character') return [part.value, part.value];
    return part.type === 'CharacterClassRange' ? [part.min.value, part.max.value] : undefined;
  });
  return ranges.includes(undefined) ? undefined : (ranges as Range[]);
}
