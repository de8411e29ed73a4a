import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Texts } from '../../../packages/base/src/language.ts';
import { wrap } from '../../../packages/base/src/layout.ts';

/** Names and texts as SQL writes them. */

/** Reserved words of PostgreSQL, which must be quoted as names. */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
  current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in
  initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset
  on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user
  table tablesample then to trailing true union unique user using variadic verbose when where window with`.split(/\s+/),
);

/** Longer names are cut by PostgreSQL, in silence (octets). */
const LONGEST = 63;

/** A name of a table, a column or anything else. Throws for one that PostgreSQL would cut. */
export function identifier(name: string): string {
  if (new TextEncoder().encode(name).length > LONGEST) throw new Error(`sql: the name ${name} is longer than ${LONGEST} octets`);
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export const identifiers = (names: readonly string[]): string => names.map(identifier).join(', ');

/** A text: a quote is doubled, and a backslash is a backslash (`standard_conforming_strings`). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Each line as a comment. */
export const comment = (lines: readonly string[]): string[] => lines.map((line) => `-- ${line}`.trimEnd());

/** The first line of each file. */
export const GENERATED = 'Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.';

/** Characters in a line of a comment, without its dashes. */
const WIDTH = 127;

/** A text as comments: in French, then in English. */
export const paragraphs = ({ fr, en }: Texts): string[] => [fr, en].flatMap((text) => comment(wrap(text, WIDTH).split('\n')));

// Patterns of JSON Schema (ECMAScript, with the u flag) as regular expressions of PostgreSQL (ARE), which read the same texts.

/** The same expression for PostgreSQL; undefined where it holds something that PostgreSQL reads otherwise, or not at all. */
export function postgresPattern(pattern: string): string | undefined {
  try {
    const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
    return disjunction(alternatives);
  } catch (error) {
    if (error instanceof Unexplained || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Unexplained extends Error {}

const disjunction = (alternatives: readonly AST.Alternative[]): string =>
  alternatives.map(({ elements }) => elements.map(element).join('')).join('|');

function element(node: AST.Element): string {
  switch (node.type) {
    case 'Assertion':
      if (node.kind === 'start') return '^';
      if (node.kind === 'end') return '$';
      throw new Unexplained();
    case 'Group':
      if (node.modifiers !== null) throw new Unexplained();
      return `(${disjunction(node.alternatives)})`;
    case 'CapturingGroup':
      return `(${disjunction(node.alternatives)})`;
    case 'Quantifier':
      return element(node.element) + quantity(node);
    case 'CharacterClass':
      return characterClass(node);
    case 'CharacterSet':
      return `[${characterSet(node)}]`;
    case 'Character':
      return character(node.value);
    default:
      throw new Unexplained();
  }
}

/** PostgreSQL limits counts to 255. Greediness does not matter, since only the existence of a match counts. */
function quantity({ min, max }: AST.Quantifier): string {
  if (min === 0 && max === 1) return '?';
  if (max === Infinity && min < 2) return min === 0 ? '*' : '+';
  if (Math.max(min, max === Infinity ? 0 : max) > 255) throw new Unexplained();
  if (min === max) return `{${min}}`;
  return `{${min},${max === Infinity ? '' : max}}`;
}

function characterClass({ negate, elements }: AST.CharacterClass): string {
  if (elements.length === 0) throw new Unexplained();
  return `[${negate ? '^' : ''}${elements.map(classElement).join('')}]`;
}

function classElement(node: AST.CharacterClassElement): string {
  if (node.type === 'Character') return character(node.value);
  if (node.type === 'CharacterClassRange') return `${character(node.min.value)}-${character(node.max.value)}`;
  if (node.type === 'CharacterSet' && node.kind === 'digit' && !node.negate) return characterSet(node);
  throw new Unexplained();
}

/** `\d` would be the digits of every script in PostgreSQL, and `.` would take line breaks. */
function characterSet(node: AST.CharacterSet | AST.EscapeCharacterSet): string {
  if (node.kind === 'digit') return node.negate ? '^0-9' : '0-9';
  if (node.kind === 'any') return '^\\n\\r\\u2028\\u2029';
  throw new Unexplained();
}

const NAMED: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f', '\v': '\\v' };

/** Any character other than a letter or digit is literal after a backslash, in brackets as well. */
function character(value: number): string {
  // No text of PostgreSQL holds these.
  if (value === 0 || (value >= 0xd800 && value <= 0xdfff)) throw new Unexplained();
  const text = String.fromCodePoint(value);
  if (value < 0x20) return NAMED[text] ?? `\\u${value.toString(16).padStart(4, '0')}`;
  return /[\^$\\.*+?()[\]{}|-]/.test(text) ? `\\${text}` : text;
}
