/** The codes of the syntax: a text that is not JSON, told without the words of a grammar. */
import { LITERALS } from './syntax-literals.ts';
import type { SyntaxParams } from './params.ts';
import { PUNCTUATION } from './syntax-punctuation.ts';
import { WHOLE } from './syntax-whole.ts';
import type { Catalogue } from './types.ts';

export const SYNTAX: Catalogue<SyntaxParams> = { ...WHOLE, ...PUNCTUATION, ...LITERALS };
