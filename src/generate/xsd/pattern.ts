/** Patterns of the schema (ECMA-262, which find a match anywhere) as patterns of XSD 1.0 (part 2, appendix F: the whole text, no anchors). */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Any character: the point of XSD leaves out the ends of lines. */
const ANY = '[\\s\\S]*';

/** The pattern of XSD that accepts the same texts. Throws an Error for what XSD has no words for (look-around, back references, …). */
export function xsdPattern(pattern: string): string {
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  return alternatives.map((alternative) => whole(alternative, pattern)).join('|');
}

/** An anchor only stands at an end of an alternative; where there is none, anything may come before or after. */
function whole({ elements }: AST.Alternative, pattern: string): string {
  const start = isAnchor(elements[0], 'start');
  const end = isAnchor(elements.at(-1), 'end');
  const inside = elements.slice(start ? 1 : 0, end ? -1 : undefined);
  return (start ? '' : ANY) + inside.map((element) => term(element, pattern)).join('') + (end ? '' : ANY);
}

const isAnchor = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean =>
  element?.type === 'Assertion' && element.kind === kind;

function term(element: AST.Element | AST.QuantifiableElement, pattern: string): string {
  switch (element.type) {
    case 'Character':
      return character(element.value);
    case 'CharacterSet':
      return `[${classSet(element, pattern)}]`;
    case 'CharacterClass':
      return characterClass(element, pattern);
    case 'Group':
    case 'CapturingGroup':
      return `(${element.alternatives.map(({ elements }) => elements.map((inner) => term(inner, pattern)).join('')).join('|')})`;
    case 'Quantifier':
      return term(element.element, pattern) + times(element);
    default:
      throw untold(element.raw, pattern);
  }
}

const untold = (part: string, pattern: string): Error =>
  new Error(`The pattern ${pattern} has a part that XSD 1.0 cannot say: ${part}. Word it otherwise in the schema.`);

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

/** What the sets of ECMA-262 hold: those of the same name in XSD are larger. */
const SETS: Readonly<Record<string, string>> = {
  digit: '0-9',
  word: '0-9A-Za-z_',
  space: '\\t\\n\u000b\u000c\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
};
const ENDS_OF_LINES = '\\n\\r\u2028\u2029';

/** The inside of a class that holds the same characters as a set. */
function classSet(set: AST.CharacterSet, pattern: string): string {
  if (set.kind === 'any') return `^${ENDS_OF_LINES}`;
  const inside = SETS[set.kind];
  // XML has no vertical tab or form feed, and a schema could not hold them.
  if (inside === undefined) throw untold(set.raw, pattern);
  return (set.kind !== 'property' && set.negate ? '^' : '') + inside.replace(/[\u000b\u000c]/g, '');
}

function characterClass({ negate, elements }: AST.CharacterClass, pattern: string): string {
  if (elements.length === 0) throw untold('[]', pattern);
  const inside = elements.map((element) => {
    if (element.type === 'Character') return character(element.value);
    if (element.type === 'CharacterClassRange') return `${character(element.min.value)}-${character(element.max.value)}`;
    const set = element.type === 'CharacterSet' ? classSet(element, pattern) : undefined;
    if (set === undefined || set.startsWith('^')) throw untold(element.raw, pattern);
    return set;
  });
  return `[${negate ? '^' : ''}${inside.join('')}]`;
}
