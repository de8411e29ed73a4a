/**
 * CEL by a third hand: `@bufbuild/cel`, with a parser and an RE2 of its own. The compiler reads expressions with the parser of cel-js
 * and patterns are those of JavaScript: the first reference could share a misreading with it.
 */
import { celEnv, celFunc, CelScalar, type CelFunc, type CelInput, isCelError, listType, parse, plan } from '@bufbuild/cel';
import type { LibraryFunctions } from '../../src/rules/library.ts';
import type { Program } from './cel.ts';

const { BOOL, DOUBLE, INT, STRING } = CelScalar;

const functionsOf = (f: LibraryFunctions): CelFunc[] => [
  ...(['siretValide', 'sirenValide', 'luhnValide', 'tvaValide', 'cpvExiste'] as const).map((name) =>
    celFunc(name, [STRING], BOOL, f[name]),
  ),
  celFunc('cpvCle', [STRING], STRING, f.cpvCle),
  celFunc('nomenclature', [STRING, STRING], BOOL, f.nomenclature),
  celFunc('jour', [STRING], INT, (date) => BigInt(f.jour(date))),
  celFunc('moisEntre', [STRING, STRING], INT, (a, b) => BigInt(f.moisEntre(a, b))),
  celFunc('aujourdhui', [], STRING, f.aujourdhui),
  celFunc('premier', [listType(STRING)], STRING, (list) => f.premier([...list] as string[])),
  celFunc('partieEntiere', [DOUBLE], DOUBLE, f.partieEntiere),
  celFunc('chiffreRepete', [DOUBLE], INT, (x) => BigInt(f.chiffreRepete(x))),
  celFunc('commencePar', [DOUBLE, STRING], BOOL, f.commencePar),
  celFunc('decimales', [DOUBLE], INT, (x) => BigInt(f.decimales(x))),
];

/** What makes a program of the text of an expression, as `celOf` does. */
export function secondCelOf(f: LibraryFunctions): (text: string) => Program {
  const environment = celEnv({ funcs: functionsOf(f) });
  return (text) => {
    const program = plan(environment, parse(text));
    return (variables) => {
      const bound = Object.entries(variables).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, mapped(value)] as const],
      );
      const result = program(Object.fromEntries(bound));
      if (isCelError(result)) throw new Error(`${text}: ${result.message}`);
      return result;
    };
  };
}

/** Objects are maps. */
function mapped(value: unknown): CelInput {
  if (typeof value !== 'object' || value === null) return value as CelInput;
  if (Array.isArray(value)) return value.map(mapped);
  return new Map(Object.entries(value).map(([key, child]) => [key, mapped(child)]));
}
