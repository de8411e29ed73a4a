/** What each function of rules does, in words: enough to write it in another language. Our own code is in `src/rules/functions`. */
import type { Texts } from '../../model/types.ts';
import { SIGNATURES } from '../../rules/cel/signatures.ts';
import type { RuleFunctions } from '../../rules/functions.ts';
import { TVA_FORMS } from '../../rules/functions/tva-forms.ts';
import { DEFINITIONS } from './function-definitions.ts';

/** The CEL type of an argument: a date is a text, a name of a list is one too. */
const CEL_TYPES: Readonly<Record<string, string>> = { date: 'string', texts: 'list(string)', nomenclature: 'string' };
const celType = (type: string): string => CEL_TYPES[type] ?? type;

export type FunctionData = {
  name: string;
  arguments: string[];
  result: string;
  description: Texts;
  source: string;
  /** For `tvaValide`: what follows the two letters of each State, as a regular expression. */
  forms?: Record<string, string>;
};

/** The functions that an implementation must register, with their CEL types. */
export const functionsTable = (): FunctionData[] =>
  (Object.keys(DEFINITIONS) as (keyof RuleFunctions)[]).map((name) => {
    const { args = [], result = '' } = SIGNATURES[name] ?? {};
    const forms = Object.fromEntries([...TVA_FORMS].map(([state, { source }]) => [state, source]));
    return {
      name,
      arguments: args.map(celType),
      result: celType(result),
      ...DEFINITIONS[name],
      ...(name === 'tvaValide' ? { forms } : {}),
    };
  });
