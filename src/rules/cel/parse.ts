import { parse, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { Texts } from '../../model/types.ts';
import { CelFault } from './fault.ts';
import { checkPattern } from './pattern.ts';
import { isWordSlip, slipOf, wordSlip } from './slips.ts';
import type { Expr, Literal, Macro, Operator, Span } from './tree.ts';
import { notAMethod, notPortable } from './unsupported.ts';

/** The tree of a CEL text. Throws a CelFault where it does not parse, or uses what is outside of the portable subset. */
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

/** What the parser says is for developers: it comes after a way out where one is known, and within a sentence elsewhere. */
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
    {
      fr: `l'expression ne se lit pas près de « ${near} » ; regardez ce qui est juste avant : il y manque un signe comme && ou ==, ou il y en a un de trop (le programme qui la lit dit : ${said})`,
      en: `the expression cannot be read near “${near}”; look just before: a sign such as && or == is missing there, or there is one too many (the parser says: ${said})`,
    },
  );
}

const OPEN_TEXT: Texts = {
  fr: "un texte commence et ne finit pas ; mettez une apostrophe droite ' à la fin",
  en: "a text begins and does not end; put a straight quote ' at its end",
};

const CUT_SHORT: Texts = {
  fr: "l'expression s'arrête trop tôt ; écrivez ce qui manque à la fin",
  en: 'the expression stops too early; write what is missing at its end',
};

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
  throw new CelFault(item, {
    fr: 'une liste écrite ici ne contient que des valeurs en toutes lettres',
    en: 'a list written here holds only values that are written out',
  });
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
    throw new CelFault(span, {
      fr: 'matches attend une expression régulière écrite en toutes lettres',
      en: 'matches needs a regular expression that is written out',
    });
  }
  checkPattern(node.args, span);
  return node.args;
}

const unsupported = (span: Span, what: string): CelFault => new CelFault(span, notPortable(what));
