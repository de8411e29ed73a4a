/** What a message asks for: the names between its braces, and how each is written. */
import { parse, type Token } from '@messageformat/parser';

/** The TypeScript type of what a formatter of `packages/base/src/format.ts` takes. */
export const FORMATTERS: Readonly<Record<string, string>> = {
  quote: 'string',
  tag: 'string',
  endTag: 'string',
  straight: 'string',
  json: 'string',
  value: 'unknown',
  number: 'number',
  mebibytes: 'number',
  codepoint: 'number',
  visible: 'string',
  list: 'readonly string[]',
  listQuoted: 'readonly string[]',
  and: 'readonly string[]',
  andQuoted: 'readonly string[]',
  or: 'readonly string[]',
  orQuoted: 'readonly string[]',
  words: 'Texts',
  sentence: 'Texts',
};

/** How a name is used: a formatter, `plain` where it stands as it is, `plural`, or the key words of a `select`. */
export type Use = { name: string; use: 'plain' | 'plural' | 'select' | (string & {}); keys: readonly string[] };

/** Stands for a hyphen in the key of a choice, which MessageFormat allows no hyphen in. */
const HYPHEN = '\u02d7';

/** A piece of a message. A choice has its cases in their order; the last one is `other`. */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'value'; name: string; formatter?: string; argument?: string }
  | { type: 'select' | 'plural'; name: string; cases: { key: string; pieces: Piece[] }[] };

/** A message in pieces. `#` is the number of the choice around it. Throws the error of the library for a text that is no MessageFormat. */
export const piecesOf = (text: string): Piece[] =>
  read(parse(text.replace(/(?<=[\s{}])[a-z]\w*(?:-\w+)+(?= \{)/gi, (key) => key.replaceAll('-', HYPHEN))), undefined);

function read(tokens: readonly Token[], counted: string | undefined): Piece[] {
  return tokens.map((token): Piece => {
    if (token.type === 'content') return { type: 'text', text: token.value.replaceAll(HYPHEN, '-') };
    if (token.type === 'octothorpe') return { type: 'value', name: counted ?? '', formatter: 'number' };
    if (token.type === 'argument') return { type: 'value', name: token.arg };
    if (token.type === 'function') {
      const argument = token.param
        ?.map((part) => (part.type === 'content' ? part.value : ''))
        .join('')
        .trim();
      return { type: 'value', name: token.arg, formatter: token.key, ...(argument !== undefined && { argument }) };
    }
    const inner = token.type === 'plural' ? token.arg : counted;
    const cases = token.cases.map(({ key, tokens }) => ({ key: key.replaceAll(HYPHEN, '-'), pieces: read(tokens, inner) }));
    return { type: token.type === 'select' ? 'select' : 'plural', name: token.arg, cases };
  });
}

/** The names that a message asks for, in their order. Throws as `piecesOf` does. */
export const usesOf = (text: string): Use[] => usesIn(piecesOf(text));

function usesIn(pieces: readonly Piece[]): Use[] {
  return pieces.flatMap((piece): Use[] => {
    if (piece.type === 'text') return [];
    if (piece.type === 'value') return [{ name: piece.name, use: piece.formatter ?? 'plain', keys: [] }];
    const keys = piece.cases.map(({ key }) => key);
    return [{ name: piece.name, use: piece.type, keys }, ...piece.cases.flatMap((one) => usesIn(one.pieces))];
  });
}
