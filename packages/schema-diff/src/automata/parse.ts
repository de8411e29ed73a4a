import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { JS } from 'refa';
import { Budget, STEPS, undecidable } from './unknown.ts';
import { TOP } from './units.ts';

/** Brackets within brackets beyond which a pattern is not read: the parsers are recursive. */
const DEEP = 200;

/** Characters beyond which a pattern is not read. */
const LONG = 1_000_000;

/** Bytes of the trees of a pattern for each of its characters, and for each of those that write out a property: a range has twenty. */
const CHARACTER = 300;
const WRITTEN = 40;

/** Steps to find the characters of a property: all there are are looked at, the first time. */
const PROPERTY = TOP / 16;

/** The parsed form of a pattern in refa: character sets instead of escapes and classes, assertions as lookarounds. */
export type Expression = JS.ParseResult['expression'];

/** The tree of a pattern. Throws Undecidable where it does not compile, or where its language would not be read for certain. */
export function parse(source: string, unicode: boolean, budget: Budget = new Budget(STEPS)): Expression {
  if (source.length > LONG || depth(source) > DEEP) throw undecidable('pattern-too-long');
  budget.keep(source.length * CHARACTER);
  const flags = unicode ? 'u' : '';
  const plain = withoutProperties(source, compiled(source, flags), budget);
  const literal = { pattern: parsed(plain, flags), flags: new RegExpParser().parseFlags(flags) };
  return JS.Parser.fromAst(literal).parse({ backreferences: 'throw', simplify: false, maxNodes: LONG }).expression;
}

const parsed = (source: string, flags: string): AST.Pattern =>
  new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags === 'u' });

function compiled(source: string, flags: string): AST.Pattern {
  try {
    new RegExp(source, flags);
    return parsed(source, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw undecidable('pattern-not-compiled', source);
    throw error;
  }
}

/** The pattern with the characters of each Unicode property written out. Throws where its language is not regular. */
function withoutProperties(source: string, pattern: AST.Pattern, budget: Budget): string {
  let plain = '';
  let copied = 0;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: () => {
      throw undecidable('pattern-back-reference', source);
    },
    onModifiersEnter: () => {
      throw undecidable('pattern-modifiers', source);
    },
    onCharacterSetEnter: ({ kind, raw, start, end, parent }) => {
      if (kind !== 'property') return;
      budget.spend(PROPERTY);
      const written = charactersOf(raw);
      budget.keep(written.length * WRITTEN);
      plain += source.slice(copied, start) + (parent.type === 'CharacterClass' ? written : `[${written}]`);
      copied = end;
    },
  });
  return plain + source.slice(copied);
}

const known = new Map<string, string>();

/** The ranges of a property as this engine has them: the tables of refa may be of another version of Unicode. */
function charactersOf(property: string): string {
  const before = known.get(property);
  if (before !== undefined) return before;
  const engine = new RegExp(property, 'u');
  let ranges = '';
  let first = -1;
  for (let code = 0; code <= TOP + 1; code++) {
    const inside = code <= TOP && engine.test(String.fromCodePoint(code));
    if (inside && first < 0) first = code;
    if (inside || first < 0) continue;
    ranges += `\\u{${first.toString(16)}}-\\u{${(code - 1).toString(16)}}`;
    first = -1;
  }
  known.set(property, ranges);
  return ranges;
}

/** The deepest nesting of round brackets, escapes and classes not set apart: never too small. */
function depth(source: string): number {
  let open = 0;
  let deepest = 0;
  for (const sign of source) {
    if (sign === '(') deepest = Math.max(deepest, ++open);
    else if (sign === ')') open = Math.max(0, open - 1);
  }
  return deepest;
}
