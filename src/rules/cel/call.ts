import { NOMENCLATURE_NAMES } from '../nomenclature-names.ts';
import { CelFault } from './fault.ts';
import type { Scope } from './scope.ts';
import { SAY } from './sentences.ts';
import { type Argument, SIGNATURES } from './signatures.ts';
import type { Expr } from './tree.ts';
import { type CelType, isText, nameOfType } from './types.ts';

type Call = Extract<Expr, { op: 'call' }>;

/** What the check of a call asks of the checker. */
export type Asker = {
  typeOf(expr: Expr, scope: Scope): CelType;
  called(name: string): void;
  goneThrough(list: CelType & { kind: 'list' }, scope: Scope): void;
  counted(date: CelType): void;
};

/** The type of the result of `size` or of one of our functions. Throws a CelFault where the call makes no sense. */
export function checkCall(checker: Asker, expr: Call, scope: Scope): CelType {
  const types = expr.args.map((arg) => checker.typeOf(arg, scope));
  checker.called(expr.name);
  if (expr.name === 'size') return sizeOf(expr, types);
  const signature = Object.hasOwn(SIGNATURES, expr.name) ? SIGNATURES[expr.name] : undefined;
  if (!signature) throw new CelFault(expr, SAY.unknownFunction(expr.name, ['size', ...Object.keys(SIGNATURES)]));
  if (types.length !== signature.args.length)
    throw new CelFault(expr, SAY.arguments(expr.name, signature.args.length, types.length));
  for (const [i, wanted] of signature.args.entries()) checkArgument(expr.name, wanted, expr.args[i] ?? expr, types[i]);
  for (const type of types) {
    if (type.kind === 'list') checker.goneThrough(type, scope);
    if (type.kind === 'date' && signature.args.includes('date')) checker.counted(type);
  }
  return { kind: signature.result };
}

function sizeOf(expr: Call, types: readonly CelType[]): CelType {
  const [type] = types;
  if (!type || types.length > 1) throw new CelFault(expr, SAY.arguments('size', 1, types.length));
  if (type.kind !== 'list' && !isText(type)) throw new CelFault(expr, SAY.wants('size', 'list | string', nameOfType(type)));
  return { kind: 'int' };
}

function checkArgument(name: string, wanted: Argument, arg: Expr, type: CelType | undefined): void {
  if (!type) return;
  if (wanted === 'nomenclature') {
    if (arg.op !== 'literal' || !(NOMENCLATURE_NAMES as readonly unknown[]).includes(arg.value))
      throw new CelFault(arg, SAY.nomenclature(NOMENCLATURE_NAMES));
    return;
  }
  const fits =
    wanted === 'string' ? isText(type) : wanted === 'texts' ? type.kind === 'list' && isText(type.of) : type.kind === wanted;
  if (!fits) throw new CelFault(arg, SAY.wants(name, wanted === 'texts' ? 'list(string)' : wanted, nameOfType(type)));
}
