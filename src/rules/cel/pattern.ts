import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp';
import { CelFault } from './fault.ts';
import { startsAlike } from './pattern-starts.ts';
import type { Span } from './tree.ts';

/** The greatest count that RE2 accepts in a repetition. */
const MOST = 1000;

/** Escapes that JavaScript and RE2 read alike: of a sign, and of a digit or word character. Others are written as they are. */
const ESCAPE = /^\\[\\^$.*+?()[\]{}|/-]$/;

/**
 * Refuses, with a CelFault, a regular expression that JavaScript and RE2 (Go, Java, Python, …) would not read alike, or that could
 * take JavaScript a time without bound: a repetition within a repetition, or of alternatives that begin alike.
 */
export function checkPattern(pattern: string, span: Span): void {
  const refuse = (fr: string, en: string): never => {
    throw new CelFault(span, {
      fr: `l'expression régulière « ${pattern} » contient ${fr}`,
      en: `the regular expression “${pattern}” contains ${en}`,
    });
  };
  let repeated = 0;
  visitRegExpAST(parsed(pattern, refuse), {
    onAssertionEnter: ({ kind }) => {
      if (kind !== 'start' && kind !== 'end') refuse('une assertion autre que ^ et $', 'an assertion other than ^ and $');
    },
    onBackreferenceEnter: () => refuse('un renvoi à un groupe', 'a back-reference'),
    onCapturingGroupEnter: ({ name }) => {
      if (name !== null) refuse('un groupe nommé', 'a named group');
    },
    onCharacterEnter: ({ raw }) => {
      if (raw.startsWith('\\') && !ESCAPE.test(raw))
        refuse(`« ${raw} » : écrivez le caractère lui-même`, `“${raw}”: write the character itself`);
    },
    onCharacterClassEnter: ({ elements }) => {
      if (elements.length === 0) refuse('une classe vide', 'an empty class');
    },
    onCharacterSetEnter: ({ kind }) => {
      if (kind !== 'digit' && kind !== 'word')
        refuse('« . », \\s ou \\p : écrivez la classe en toutes lettres', '“.”, \\s or \\p: write the class out');
    },
    onQuantifierEnter: ({ greedy, min, max, element }) => {
      if (!greedy) refuse('une répétition paresseuse', 'a lazy repetition');
      if (min > MOST || (max !== Infinity && max > MOST))
        refuse(`une répétition de plus de ${MOST} fois`, `a repetition of more than ${MOST} times`);
      if (++repeated > 1) refuse('une répétition dans une répétition', 'a repetition within a repetition');
      if (startsAlike(element))
        refuse('une répétition de choix qui commencent de même', 'a repetition of alternatives that begin alike');
    },
    onQuantifierLeave: () => {
      repeated--;
    },
  });
}

function parsed(pattern: string, refuse: (fr: string, en: string) => never): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error;
    return refuse(`une faute (${error.message})`, `a mistake (${error.message})`);
  }
}
