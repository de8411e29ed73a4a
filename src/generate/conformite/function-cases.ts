import type { RuleFunctions } from '../../rules/functions.ts';
import { INPUTS } from './function-inputs.ts';
import { SCHEMA } from './print.ts';
import type { ConformiteInput } from './types.ts';

/** `cases/functions.json`: calls of each function with their results, one a line; a vendor holds his functions to it before he runs a rule. */
export function functionCases({ functions, day, version }: Pick<ConformiteInput, 'functions' | 'day' | 'version'>): string {
  const calls = (Object.keys(INPUTS) as (keyof RuleFunctions)[]).flatMap((name) =>
    INPUTS[name].map((args) => ({ function: name, arguments: args, result: call(functions, name, args) })),
  );
  const head = { $schema: `../${SCHEMA}#/$defs/functionCases`, rulesVersion: version, day };
  const lines = calls.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
  const keys = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${keys.join('')}  "cases": [\n${lines}\n  ]\n}\n`;
}

const call = (functions: RuleFunctions, name: keyof RuleFunctions, args: readonly unknown[]): unknown =>
  (functions[name] as (...values: readonly unknown[]) => unknown)(...args);
