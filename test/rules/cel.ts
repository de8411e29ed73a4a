/** CEL by another hand: `@marcbachmann/cel-js`, with our functions. Values have their types at run time only (`dyn`). */
import { Environment } from '@marcbachmann/cel-js';
import type { LibraryFunctions } from '../../src/rules/library.ts';

export type Program = (variables: Record<string, unknown>) => unknown;

/** What makes a program of the text of an expression. */
export function celOf(f: LibraryFunctions): (text: string) => Program {
  const environment = new Environment();
  for (const name of ['marche', 'concession', 'item']) environment.registerVariable(name, 'dyn');
  for (const name of ['siretValide', 'sirenValide', 'luhnValide', 'tvaValide', 'cpvExiste'] as const)
    environment.registerFunction(`${name}(string): bool`, f[name]);
  environment
    .registerFunction('cpvCle(string): string', f.cpvCle)
    .registerFunction('nomenclature(string, string): bool', f.nomenclature)
    .registerFunction('jour(string): int', (date: string) => BigInt(f.jour(date)))
    .registerFunction('moisEntre(string, string): int', (a: string, b: string) => BigInt(f.moisEntre(a, b)))
    .registerFunction('aujourdhui(): string', f.aujourdhui)
    .registerFunction('premier(list): string', f.premier)
    .registerFunction('partieEntiere(double): double', f.partieEntiere)
    .registerFunction('chiffreRepete(double): int', (x: number) => BigInt(f.chiffreRepete(x)))
    .registerFunction('commencePar(double, string): bool', f.commencePar)
    .registerFunction('decimales(double): int', (x: number) => BigInt(f.decimales(x)))
    .registerFunction('string.correspond(string): bool', matches);
  return (text) => environment.parse(withOwnMatches(text)) as Program;
}

const patterns = new Map<string, RegExp>();

/**
 * `matches` of CEL goes through the code points of a text (« Strings are sequences of Unicode code points », langdef.md). That of
 * cel-js 8.0.0 goes through its UTF-16 units: for it, `[^a]` does not match '😀' whole. It cannot be replaced under its name.
 */
function matches(text: string, pattern: string): boolean {
  let regex = patterns.get(pattern);
  if (!regex) patterns.set(pattern, (regex = new RegExp(pattern, 'u')));
  return regex.test(text);
}

const withOwnMatches = (text: string): string => text.replaceAll('.matches(', '.correspond(');
