/** Recognises common mistakes in an expression that does not parse, each with its remedy. */
import type { Texts } from '../../model/types.ts';
import type { Span } from './tree.ts';
import { RULES_CHECK } from '../../messages/compiled/rules-check.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

type Slip = { span: Span; texts: Texts };
type Kind = { looks: RegExp; say: (found: string) => Texts };

/** Replaces each character within string literals, which may hold anything. */
const WITHIN = '\uE000';

const write = (found: string, right: string): Texts => textsOf(RULES_CHECK, (say) => say['slip.sign']({ found, right }));

const WORDS: Readonly<Record<string, string>> = { and: '&&', et: '&&', or: '||', ou: '||', not: '!', non: '!' };

const KINDS: readonly Kind[] = [
  {
    looks: /[“”„«»‘\u2019]/,
    say: (found) => textsOf(RULES_CHECK, (say) => say['slip.quote']({ found })),
  },
  { looks: /=<|≤/, say: (found) => write(found, '<=') },
  { looks: /=>|≥/, say: (found) => write(found, '>=') },
  { looks: /<>|=!|!==|≠/, say: (found) => write(found, '!=') },
  { looks: /===/, say: (found) => write(found, '==') },
  {
    looks: /(?<![=!<>])=(?!=)/,
    say: () => textsOf(RULES_CHECK, (say) => say['slip.single-equals']()),
  },
  { looks: /(?<!&)&(?!&)/, say: (found) => write(found, '&&') },
  { looks: /(?<!\|)\|(?!\|)/, say: (found) => write(found, '||') },
  { looks: /(?<![\w.])(?:and|or|not|et|ou|non)(?![\w.])/i, say: wordSlip },
  {
    looks: new RegExp(`${WITHIN}\\p{L}`, 'u'),
    say: () => textsOf(RULES_CHECK, (say) => say['slip.apostrophe-in-text']()),
  },
  {
    looks: /\d[ _]\d/,
    say: () => textsOf(RULES_CHECK, (say) => say['slip.space-in-number']()),
  },
  { looks: /\?/, say: () => TERNARY },
];

/** The message for a word used instead of an operator. */
export function wordSlip(found: string): Texts {
  const sign = WORDS[found.toLowerCase()] ?? '';
  return textsOf(RULES_CHECK, (say) => say['slip.word']({ found, sign }));
}

/** Whether a word is used instead of an operator of CEL. */
export const isWordSlip = (name: string): boolean => Object.hasOwn(WORDS, name.toLowerCase());

/** The message for a conditional expression `a ? b : c`. */
export const TERNARY: Texts = textsOf(RULES_CHECK, (say) => say['slip.ternary']());

/** The most probable mistake in an expression, or undefined. `at` is the offset at which the parser failed. */
export function slipOf(text: string, at: number): Slip | undefined {
  const masked = text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, (found) => WITHIN.repeat(found.length));
  for (const { looks, say } of KINDS) {
    const match = looks.exec(masked);
    if (match) return { span: around(masked, match.index, match[0].length), texts: say(match[0]) };
  }
  return commaSlip(masked, at) ?? bracketSlip(masked, at);
}

/** The span that a message quotes: the mistake with some characters around it, so that it can be found. */
const around = (text: string, start: number, length: number) => {
  const before = text.slice(0, start).search(/\S{0,24}\s*$/);
  const after = /^\s*\S{0,24}/.exec(text.slice(start + length))?.[0].length ?? 0;
  return { start: before, end: start + length + after };
};

/** A decimal comma (`1,5`), or a list in parentheses (`(a, b)`). */
function commaSlip(masked: string, at: number): Slip | undefined {
  if (masked[at] !== ',') return undefined;
  const decimal = /\d,\d/.test(masked.slice(Math.max(0, at - 1), at + 2));
  const span = around(masked, at, 1);
  return decimal
    ? {
        span,
        texts: textsOf(RULES_CHECK, (say) => say['slip.decimal-comma']()),
      }
    : {
        span,
        texts: textsOf(RULES_CHECK, (say) => say['slip.comma']()),
      };
}

const PAIRS = [
  ['(', ')', 'round'],
  ['[', ']', 'square'],
] as const;

function bracketSlip(masked: string, at: number): Slip | undefined {
  const span = { start: at, end: at };
  for (const [opening, closing, bracket] of PAIRS) {
    const more = masked.split(opening).length - masked.split(closing).length;
    const values = { bracket, opening, closing };
    if (more > 0) return { span, texts: textsOf(RULES_CHECK, (say) => say['slip.bracket-missing'](values)) };
    if (more < 0) return { span, texts: textsOf(RULES_CHECK, (say) => say['slip.bracket-too-many'](values)) };
  }
  return undefined;
}
