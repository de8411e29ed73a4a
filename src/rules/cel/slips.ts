/** Slips of who does not write CEL every day, found in an expression that does not parse, each with its way out. */
import type { Texts } from '../../model/types.ts';
import type { Span } from './tree.ts';

type Slip = { span: Span; texts: Texts };
type Kind = { looks: RegExp; say: (found: string) => Texts };

/** Stands for each character of a written text, which may hold anything. */
const WITHIN = '\uE000';

const write = (found: string, right: string): Texts => ({
  fr: `« ${found} » n'est pas un signe de CEL ; écrivez ${right}`,
  en: `“${found}” is no sign of CEL; write ${right}`,
});

const WORDS: Readonly<Record<string, string>> = { and: '&&', et: '&&', or: '||', ou: '||', not: '!', non: '!' };

const KINDS: readonly Kind[] = [
  {
    looks: /[“”„«»‘\u2019]/,
    say: (found) => ({
      fr: `le guillemet ${found} n'ouvre ni ne ferme un texte en CEL ; écrivez le texte entre apostrophes droites : '…'`,
      en: `the quote ${found} neither opens nor closes a text in CEL; write the text between straight quotes: '…'`,
    }),
  },
  { looks: /=<|≤/, say: (found) => write(found, '<=') },
  { looks: /=>|≥/, say: (found) => write(found, '>=') },
  { looks: /<>|=!|!==|≠/, say: (found) => write(found, '!=') },
  { looks: /===/, say: (found) => write(found, '==') },
  {
    looks: /(?<![=!<>])=(?!=)/,
    say: () => ({ fr: 'un seul « = » ne compare rien ; écrivez ==', en: 'a single “=” compares nothing; write ==' }),
  },
  { looks: /(?<!&)&(?!&)/, say: (found) => write(found, '&&') },
  { looks: /(?<!\|)\|(?!\|)/, say: (found) => write(found, '||') },
  { looks: /(?<![\w.])(?:and|or|not|et|ou|non)(?![\w.])/i, say: wordSlip },
  {
    looks: new RegExp(`${WITHIN}\\p{L}`, 'u'),
    say: () => ({
      fr: `un texte s'arrête à sa deuxième apostrophe ; s'il en contient une, écrivez-le entre guillemets droits : "…"`,
      en: `a text ends at its second single quote; where it holds one, write the text between double quotes: "…"`,
    }),
  },
  {
    looks: /\d[ _]\d/,
    say: () => ({
      fr: "un nombre s'écrit sans espace entre ses chiffres : 40000.0",
      en: 'a number is written without a space between its digits: 40000.0',
    }),
  },
  { looks: /\?/, say: () => TERNARY },
];

/** The sentence for a word where CEL has a sign. */
export function wordSlip(found: string): Texts {
  const sign = WORDS[found.toLowerCase()] ?? '';
  return { fr: `« ${found} » n'est pas un mot de CEL ; écrivez ${sign}`, en: `“${found}” is no word of CEL; write ${sign}` };
}

/** True for a word that stands for a sign of CEL. */
export const isWordSlip = (name: string): boolean => Object.hasOwn(WORDS, name.toLowerCase());

/** The sentence for a condition with a question mark. */
export const TERNARY: Texts = {
  fr: "« ?: » n'est pas permis ; coupez en deux entrées de « on », chacune avec sa condition dans « when »",
  en: '“?:” is not allowed; cut the entry of “on” in two, each with its condition in “when”',
};

/** The slip that an expression most probably has, or undefined. `at` is where the parser gave up. */
export function slipOf(text: string, at: number): Slip | undefined {
  const masked = text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, (found) => WITHIN.repeat(found.length));
  for (const { looks, say } of KINDS) {
    const match = looks.exec(masked);
    if (match) return { span: around(masked, match.index, match[0].length), texts: say(match[0]) };
  }
  return commaSlip(masked, at) ?? bracketSlip(masked, at);
}

/** What is quoted of the expression: the slip alone would not be found again. */
const around = (text: string, start: number, length: number) => {
  const before = text.slice(0, start).search(/\S{0,24}\s*$/);
  const after = /^\s*\S{0,24}/.exec(text.slice(start + length))?.[0].length ?? 0;
  return { start: before, end: start + length + after };
};

/** `1,5` is two values, and `(a, b)` is no list. */
function commaSlip(masked: string, at: number): Slip | undefined {
  if (masked[at] !== ',') return undefined;
  const decimal = /\d,\d/.test(masked.slice(Math.max(0, at - 1), at + 2));
  const span = around(masked, at, 1);
  return decimal
    ? {
        span,
        texts: { fr: "les décimales s'écrivent après un point : 1.5", en: 'decimals are written after a point: 1.5' },
      }
    : {
        span,
        texts: {
          fr: 'une virgule ne va pas ici ; une liste de valeurs se met entre crochets : [1, 2]',
          en: 'a comma does not go here; a list of values goes between square brackets: [1, 2]',
        },
      };
}

const PAIRS = [
  ['(', ')', { fr: 'parenthèse', en: 'parenthesis' }, { fr: 'fermante', en: 'closing' }, { fr: 'une', en: 'a' }],
  ['[', ']', { fr: 'crochet', en: 'square bracket' }, { fr: 'fermant', en: 'closing' }, { fr: 'un', en: 'a' }],
] as const;

function bracketSlip(masked: string, at: number): Slip | undefined {
  const span = { start: at, end: at };
  for (const [opening, closing, noun, which, a] of PAIRS) {
    const more = masked.split(opening).length - masked.split(closing).length;
    const count = `« ${opening} », « ${closing} »`;
    if (more > 0)
      return {
        span,
        texts: {
          fr: `il manque ${a.fr} ${noun.fr} ${which.fr} « ${closing} » ; comptez les ${count}`,
          en: `${a.en} ${which.en} ${noun.en} “${closing}” is missing; count the “${opening}” and “${closing}”`,
        },
      };
    if (more < 0)
      return {
        span,
        texts: {
          fr: `il y a ${a.fr} ${noun.fr} ${which.fr} « ${closing} » de trop, ou il en manque ${a.fr} « ${opening} » ; comptez les ${count}`,
          en: `there is one ${which.en} ${noun.en} “${closing}” too many, or one “${opening}” is missing; count them`,
        },
      };
  }
  return undefined;
}
