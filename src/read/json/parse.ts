import { BACKSLASH, COLON, endsScalar, isBlank, QUOTE } from './bytes.ts';
import { setMember } from '../../../packages/base/src/json.ts';

/**
 * The value of a JSON text from outside, as `JSON.parse` gives it. Throws a SyntaxError where the text is not JSON. The V8 of Node 24
 * and 26 reads some escaped keys wrongly: after `{"\\":2}` it gives `{"\n":2}` the key `\` (it compares the escaped spelling with the key
 * that it expects). Texts with an escaped key are therefore parsed here, on every engine.
 */
export function parseJson(text: string): unknown {
  return hasEscapedKey(text) ? parseByToken(text) : JSON.parse(text);
}

/**
 * Whether a key of the text holds a backslash. Only strings with a backslash are examined: most texts have none. A string without an end
 * counts as a key, so that `JSON.parse` never gets a text in doubt.
 */
function hasEscapedKey(text: string): boolean {
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at)) {
    at = afterString(text, at);
    if (at > text.length || text.charCodeAt(afterBlanks(text, at)) === COLON) return true;
  }
  return false;
}

/** The index after the quote that ends the string around `at`; past the end of the text where there is none. */
function afterString(text: string, at: number): number {
  for (let index = at; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) return index + 1;
    if (unit === BACKSLASH) index++;
  }
  return text.length + 1;
}

function afterBlanks(text: string, at: number): number {
  let index = at;
  while (isBlank(text.charCodeAt(index))) index++;
  return index;
}

/** An object or list that is still open; `key` is the key of the next value. */
type Open = { list: unknown[] } | { object: Record<string, unknown>; key: string };

/**
 * Reads objects and lists itself and leaves single strings, numbers and literals to `JSON.parse`, which reads those correctly. Not recursive,
 * so that deep nesting cannot overflow the call stack.
 */
function parseByToken(text: string): unknown {
  const open: Open[] = [];
  let at = 0;

  const next = (): string => text.charAt((at = afterBlanks(text, at)));
  const refuse = (): never => {
    throw new SyntaxError(`not JSON at ${at}`);
  };
  const scalar = (): unknown => {
    const from = at;
    if (next() === '"') at = afterString(text, at + 1);
    else while (at < text.length && !endsScalar(text.charCodeAt(at))) at++;
    return JSON.parse(text.slice(from, at));
  };
  const key = (): string => {
    if (next() !== '"') return refuse();
    const name = scalar() as string;
    if (next() !== ':') return refuse();
    at++;
    return name;
  };
  /** Goes into the object or list that begins here; returns the value itself when it is a scalar or empty. */
  const enter = (): { value: unknown } | undefined => {
    const opening = next();
    if (opening !== '{' && opening !== '[') return { value: scalar() };
    at++;
    const isObject = opening === '{';
    if (next() === (isObject ? '}' : ']')) {
      at++;
      return { value: isObject ? {} : [] };
    }
    open.push(isObject ? { object: {}, key: key() } : { list: [] });
    return undefined;
  };

  for (;;) {
    let ended = enter();
    while (ended !== undefined) {
      const around = open.at(-1);
      if (around === undefined) return next() === '' ? ended.value : refuse();
      const isList = 'list' in around;
      if (isList) around.list.push(ended.value);
      else setMember(around.object, around.key, ended.value);
      const sign = next();
      if (sign !== ',' && sign !== (isList ? ']' : '}')) return refuse();
      at++;
      if (sign !== ',') {
        open.pop();
        ended = { value: isList ? around.list : around.object };
      } else {
        if (!isList) around.key = key();
        ended = undefined;
      }
    }
  }
}
