import type { CodesShape, NumberShape, Shape, TextShape } from '../../../../src/model/record-shapes.ts';
import { block, type Lines, type Emission } from './emission.ts';
import { dispatch, quoted } from './words.ts';

/**
 * The name of a function `(at: usize) => usize` that returns the address after the value at `at`, or 0 if undecided. Undefined if
 * the value cannot be recognised.
 */
export function leaf(shape: Shape, place: string, to: Emission): string | undefined {
  switch (shape.form) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return to.leaf(shape, `number_${place}`, (name) => numberFunction(name, shape));
    case 'text':
      return text(shape, place, to);
    case 'codes':
      return to.leaf(shape, `codes_${place}`, (name) => [
        ...codesFunction(`${name}_plain`, shape),
        '',
        '// A code that is written with escapes is the one that they stand for.',
        ...block(`function ${name}(at: usize): usize`, [
          `const end = ${name}_plain(at);`,
          ...block('if (end != 0)', ['withoutEscapes();', 'return end;']),
          'const written = decoded(at);',
          'if (written == 0) return 0;',
          `const to = ${name}_plain(written);`,
          'return to == decodedTo ? decodedEnd : 0;',
        ]),
      ]);
    default:
      return undefined;
  }
}

function numberFunction(name: string, { integer, minimum, maximum }: NumberShape): Lines {
  const reported = between(integer ? 'An integer' : 'A number', minimum, maximum);
  const tests = [
    ...(integer ? ['Math.floor(numberValue) != numberValue'] : []),
    ...(minimum === -Infinity ? [] : [`numberValue < ${minimum}`]),
    ...(maximum === Infinity ? [] : [`numberValue > ${maximum}`]),
  ];
  return [
    `// ${reported}. A value that would be rounded is for JavaScript, so that bounds are exact.`,
    ...(integer ? ['// JSON Schema takes 12.0 for an integer too: the value tells, not how it is written.'] : []),
    ...block(`function ${name}(at: usize): usize`, [
      'const to = number(at);',
      ...(tests.length === 0 ? ['return to;'] : [`return to == 0 || ${tests.join(' || ')} ? 0 : to;`]),
    ]),
  ];
}

/** `what`, and between which bounds, where there are any. */
function between(what: string, least: number, most: number): string {
  const from = least === -Infinity ? '' : ` from ${least}`;
  return `${what}${from}${most === Infinity ? '' : ` to ${most}`}`;
}

function textFound({ minLength, maxLength, patterns }: TextShape): string {
  const what = patterns.length > 0 ? 'A text that its pattern finds' : 'A text';
  if (minLength === 0 && maxLength === Infinity) return `${what}.`;
  const counted = between(`${what},`, minLength > 0 ? minLength : -Infinity, maxLength);
  return `${counted} characters. These are counted only where the number of bytes does not decide.`;
}

function text(shape: TextShape, place: string, to: Emission): string | undefined {
  const { minLength, maxLength, patterns } = shape;
  const matchers = patterns.map((pattern) => to.patterns.name(pattern, to.unicode));
  if (matchers.some((matcher) => matcher === undefined)) return undefined;
  if (patterns.length === 0 && minLength === 0 && maxLength === Infinity) return 'text';
  const checks = [
    ...(minLength > 0 ? [`if (${tooShort(minLength)}) return 0;`] : []),
    ...(maxLength < Infinity ? [`if (${tooLong(maxLength)}) return 0;`] : []),
    ...matchers.map((matcher) => `if (!patterns.${matcher ?? ''}(from, to)) return 0;`),
  ];
  return to.leaf(shape, `text_${place}`, (name) => [
    `// ${textFound(shape)}`,
    ...block(`function ${name}(at: usize): usize`, [
      'const end = text(at);',
      'if (end == 0) return 0;',
      'let from = at + 1;',
      'let to = end - 1;',
      '// Bounds and patterns are about the text that the escapes stand for.',
      ...UNESCAPED,
      ...checks,
      'return end;',
    ]),
  ]);
}

/** Conditions apply to the decoded text. */
const UNESCAPED: Lines = block('if (hasEscapes)', [
  'from = unescape(from, to);',
  'if (from == 0) return 0;',
  'to = unescapedTo;',
]);

/** A text has at the most as many characters as bytes: they are counted only where the bytes alone do not decide. */
const tooShort = (limit: number): string => `to - from < ${limit} || characters(from, to) < ${limit}`;
const tooLong = (limit: number): string => `to - from > ${limit} && characters(from, to) > ${limit}`;

/** Besides returning the address, it sets `code` to the rank of the code. */
function codesFunction(name: string, { codes }: CodesShape): Lines {
  const words = codes.map((code, rank) => {
    const bytes = quoted(code);
    return { bytes, found: [`code = ${rank};`, `return at + ${bytes.length};`] };
  });
  return [
    `// One of ${codes.length} codes; \`code\` is left with its rank.`,
    ...block(`function ${name}(at: usize): usize`, [
      ...dispatch(words, ['return 0;']),
      ...(words.length > 1 ? ['return 0;'] : []),
    ]),
  ];
}
