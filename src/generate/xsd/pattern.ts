/** Patterns of the schema (ECMA-262, which find a match anywhere) as patterns of XSD 1.0 (part 2, appendix F: the whole text, no anchors). */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Any character: the point of XSD leaves out the ends of lines. */
const ANY = '[\\s\\S]*';

/** Features of ECMA-262 patterns that XSD 1.0 lacks: look-around, back references, word boundaries, … */
class Unsaid extends Error {}

/** Converts a pattern to an equivalent XSD pattern; undefined if XSD cannot express it, which the page of limits reports. */
export function xsdPattern(pattern: string): string | undefined {
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  try {
    return alternatives.map(whole).join('|');
  } catch (error) {
    if (error instanceof Unsaid) return undefined;
    throw error;
  }
}

/** Anchors are only allowed at the ends of an alternative. Without an anchor, any text may precede or follow. */
function whole({ elements }: AST.Alternative): string {
  const start = isAnchor(elements[0], 'start');
  const end = isAnchor(elements.at(-1), 'end');
  const inside = elements.slice(start ? 1 : 0, end ? -1 : undefined);
  return (start ? '' : ANY) + inside.map(term).join('') + (end ? '' : ANY);
}

const isAnchor = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean =>
  element?.type === 'Assertion' && element.kind === kind;

function term(element: AST.Element | AST.QuantifiableElement): string {
  switch (element.type) {
    case 'Character':
      return character(element.value);
    case 'CharacterSet':
      return `[${classSet(element)}]`;
    case 'CharacterClass':
      return characterClass(element);
    case 'Group':
    case 'CapturingGroup':
      return `(${element.alternatives.map(({ elements }) => elements.map(term).join('')).join('|')})`;
    case 'Quantifier':
      return term(element.element) + times(element);
    default:
      throw new Unsaid(element.raw);
  }
}

/** A lazy quantifier matches the same texts as a greedy one. */
function times({ min, max }: AST.Quantifier): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Characters that mean something in a pattern of XSD, and may be escaped there. */
function character(code: number): string {
  const text = String.fromCodePoint(code);
  return NAMED[text] ?? (/[\\|.?*+(){}\-[\]^]/.test(text) ? `\\${text}` : text);
}

/** The character classes of ECMA-262; those of the same name in XSD are larger. */
const SETS: Readonly<Record<string, string>> = {
  digit: '0-9',
  word: '0-9A-Za-z_',
  space: '\\t\\n\u000b\u000c\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
};
const ENDS_OF_LINES = '\\n\\r\u2028\u2029';

/** The inside of a class that holds the same characters as a set. */
function classSet(set: AST.CharacterSet): string {
  if (set.kind === 'any') return `^${ENDS_OF_LINES}`;
  const inside = SETS[set.kind];
  // XML has no vertical tab or form feed, and a schema could not hold them.
  if (inside === undefined) throw new Unsaid(set.raw);
  return (set.kind !== 'property' && set.negate ? '^' : '') + inside.replace(/[\u000b\u000c]/g, '');
}

function characterClass({ negate, elements }: AST.CharacterClass): string {
  if (elements.length === 0) throw new Unsaid('[]');
  const inside = elements.map((element) => {
    if (element.type === 'Character') return character(element.value);
    if (element.type === 'CharacterClassRange') return `${character(element.min.value)}-${character(element.max.value)}`;
    const set = element.type === 'CharacterSet' ? classSet(element) : undefined;
    if (set === undefined || set.startsWith('^')) throw new Unsaid(element.raw);
    return set;
  });
  return `[${negate ? '^' : ''}${inside.join('')}]`;
}
