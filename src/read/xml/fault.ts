import type { Code, Params } from '../../messages/language.ts';
import type { Pieces } from './pieces.ts';

/** Thrown where the file cannot be read further; `at` is a UTF-16 offset in the text. */
export class Fault extends Error {
  readonly code: Code;
  readonly params: Record<string, unknown>;
  readonly at: number;
  constructor(code: Code, params: Record<string, unknown>, at: number) {
    super(code);
    this.code = code;
    this.params = params;
    this.at = at;
  }
}

const fault = <C extends Code>(code: C, params: Params[C], at: number): Fault => new Fault(code, params, at);

/** The state of the parser at a fault: `mark` is the start of the token being read, `at` the offset reached, `closed` the element closed last. */
export type Scene = { pieces: Pieces; mark: number; at: number; open: readonly string[]; closed: string };

/** UTF-16 units of the token that are searched for a DOCTYPE, and characters of it that a message quotes. */
const FAR_ENOUGH = 4096;
const SHOWN = 30;

const DOCTYPE = /^[ \t\r\n]*<!DOCTYPE/i;
const BAD_REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)[^\s;<&]{0,20};?/;

type Diagnose = (scene: Scene, message: string) => Fault;

/** How each message of saxes becomes a fault; the first pattern that matches counts. */
const CAUSES: readonly (readonly [RegExp, Diagnose])[] = [
  [/unexpected close tag|unmatched closing tag/, (scene) => mismatch(scene)],
  [/only one root/, ({ mark }) => fault('xml.several-roots', {}, mark)],
  [/outside of root/, (scene) => fault('xml.text-outside-root', { found: excerpt(scene).trimStart() }, firstNonBlank(scene))],
  [/entity/, (scene) => reference(scene)],
  [/^duplicate attribute: (.*)\.$/, (scene, message) => fault('xml.duplicate-attribute', { name: nameIn(message) }, scene.mark)],
  [/^disallowed character\.$/, (scene) => character(scene)],
  [/unclosed tag|unexpected end|must contain a root/, (scene) => truncated(scene)],
];

/** The fault, with one of our codes, behind a message of saxes. */
export function diagnose(message: string, scene: Scene): Fault {
  const { pieces, mark, at } = scene;
  const raw = pieces.slice(mark, Math.min(at, mark + FAR_ENOUGH));
  const doctype = DOCTYPE.exec(raw);
  if (doctype) return fault('xml.doctype', {}, mark + doctype[0].length - '<!DOCTYPE'.length);
  const cause = CAUSES.find(([words]) => words.test(message))?.[1];
  return cause ? cause(scene, message) : malformed(scene);
}

const malformed = (scene: Scene): Fault => fault('xml.malformed', { found: excerpt(scene) }, scene.mark);

const nameIn = (message: string): string => message.slice('duplicate attribute: '.length, -1);

function mismatch({ pieces, at, closed, mark }: Scene): Fault {
  const tag = pieces.slice(mark, at);
  const start = tag.lastIndexOf('</');
  const name = /^<\/([^\s>]*)/.exec(tag.slice(start))?.[1] ?? '';
  return fault('xml.mismatched-tag', { open: closed, close: name }, mark + Math.max(0, start));
}

function reference(scene: Scene): Fault {
  const { pieces, mark, at } = scene;
  const raw = pieces.slice(mark, at);
  const bad = BAD_REFERENCE.exec(raw);
  if (bad) return fault('xml.bad-reference', { found: bad[0] }, mark + bad.index);
  // A numeric reference to no character, such as `&#0;`.
  const start = raw.lastIndexOf('&');
  return fault('xml.bad-reference', { found: raw.slice(start, start + SHOWN) }, mark + Math.max(0, start));
}

function character(scene: Scene): Fault {
  const { pieces, mark, at } = scene;
  const last = pieces.slice(at - 2, at);
  const code = last.codePointAt(last.length === 2 && (last.codePointAt(0) ?? 0) > 0xffff ? 0 : last.length - 1) ?? 0;
  if (code === 0x3c) return fault('xml.malformed', { found: excerpt(scene) }, mark);
  return fault('xml.forbidden-character', { code }, at - 1);
}

function truncated(scene: Scene): Fault {
  const { pieces, mark, at, open } = scene;
  const raw = pieces.slice(mark, at);
  const bad = /^[ \t\r\n]*<[!?]/.test(raw) ? null : BAD_REFERENCE.exec(raw);
  // An unterminated reference makes saxes read on to the end of the file.
  if (bad && !bad[0].endsWith(';')) return fault('xml.bad-reference', { found: bad[0] }, mark + bad.index);
  const element = open.at(-1);
  return fault('xml.truncated', element === undefined ? {} : { element }, at);
}

function firstNonBlank({ pieces, mark, at }: Scene): number {
  return mark + Math.max(0, pieces.slice(mark, at).search(/[^ \t\r\n]/));
}

/** The beginning of the token being read, as written in the file. */
function excerpt({ pieces, mark }: Scene): string {
  return [...pieces.slice(mark, mark + 10 * SHOWN).trimStart()].slice(0, SHOWN).join('');
}

/** Bounds on the memory that one file may take. Those of records are the same as in JSON; only a hostile file comes near the others. */
export type Limits = {
  /** Nesting depth of a record, the root of the file included. */
  maxDepth: number;
  /** In bytes, from the start tag of a record to its end tag. */
  maxRecordBytes: number;
  /** Elements in one record. Real records have fewer than a thousand; each element may give a finding. */
  maxElements: number;
  /** Open elements at which reading stops: the parser keeps the name of each. */
  maxOpenElements: number;
  /** UTF-16 units of one tag, comment or processing instruction, which the parser buffers whole. */
  maxMarkup: number;
};

export const LIMITS: Limits = {
  maxDepth: 64,
  maxRecordBytes: 16 * 1024 * 1024,
  maxElements: 100_000,
  maxOpenElements: 1024,
  maxMarkup: 1024 * 1024,
};
