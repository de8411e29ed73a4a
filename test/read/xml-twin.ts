/** A JSON file as XML, where XML can say the same: the simplest writer, for the tests of the reader. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { type Branch, type Leaf, type List, type Node, treesOf } from '../../src/model/tree.ts';
import type { Model } from '../../src/model/types.ts';
import { decimalText, fromXmlText } from '../../src/model/xml-text.ts';

class CannotSay extends Error {}

const no = (why: string): never => {
  throw new CannotSay(why);
};

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The XML that says what the JSON text says; undefined where XML cannot. */
export function xmlTwin(json: string, model: Model): string | undefined {
  try {
    return file(JSON.parse(json), model);
  } catch (error) {
    if (error instanceof CannotSay || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function file(root: unknown, model: Model): string {
  if (!isObject(root)) return no('the root is no object');
  const { version, marches, ...others } = root;
  if (Object.keys(others).length > 0 || marches === undefined) return no('a root of other names');
  if (version !== undefined && typeof version !== 'string') return no('a version that is no text');
  const attribute = version === undefined ? '' : ` version="${escaped(version)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<marches${attribute}>\n${records(marches, model)}</marches>\n`;
}

function records(marches: unknown, model: Model): string {
  const trees = treesOf(model);
  const write = (kind: RecordKind, value: unknown): string =>
    isObject(value) ? `${element(kind, members(value, trees[kind]))}\n` : no('a record that is no object');
  if (Array.isArray(marches) !== model.lists.some(({ path }) => path === '/marches')) return no('lists of another version');
  if (Array.isArray(marches)) {
    return marches
      .map((value) => write(isObject(value) && 'autoriteConcedante' in value ? 'contrat-concession' : 'marche', value))
      .join('');
  }
  if (!isObject(marches)) return no('marches that hold nothing');
  return Object.entries(marches)
    .map(([kind, list]) => {
      if (kind !== 'marche' && kind !== 'contrat-concession') return no('a list of another name');
      if (!Array.isArray(list) || list.length === 0) return no('no list of records');
      return list.map((value) => write(kind, value)).join('');
    })
    .join('');
}

const members = (value: Json, branch: Branch): string =>
  Object.entries(value)
    .map(([name, inner]) => {
      const member = branch.members.find((candidate) => candidate.name === name);
      return member ? node(name, inner, member.node, !member.required) : stranger(name, inner);
    })
    .join('');

function node(name: string, value: unknown, of: Node, optional: boolean): string {
  if (of.kind === 'leaf') return element(name, leaf(value, of, optional));
  if (of.kind === 'object') return isObject(value) ? element(name, members(value, of)) : no('no object');
  if (!Array.isArray(value)) return no('no list');
  if (of.xml.wrapped) return element(name, value.map((item) => listItem(item, of)).join(''));
  return value.length > 0 ? value.map((item) => node(of.xml.element, item, of.item, false)).join('') : no('an empty list');
}

function listItem(item: unknown, { envelope, xml, item: inner }: List): string {
  if (envelope === undefined) return node(xml.element, item, inner, false);
  if (!isObject(item)) return no('an item that is no object');
  const keys = Object.keys(item);
  if (keys.length !== 1) return no('an item of several names');
  return keys[0] === envelope ? node(envelope, item[envelope], inner, false) : stranger(String(keys[0]), item[String(keys[0])]);
}

function leaf(value: unknown, of: Leaf, optional: boolean): string {
  if (value === null && of.nullable && !optional) return '';
  const text = typeof value === 'number' ? decimalText(value) : typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || (text.trim() === '' && (optional || of.type !== 'string'))) return no('no text');
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) || /\p{Surrogate}/u.test(text))
    return no('a character that XML forbids');
  const back = fromXmlText(of, text);
  return back.value === value && back.zone === undefined ? escaped(text) : no('a value of another type');
}

function stranger(name: string, value: unknown): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) return no('a name that XML forbids');
  if (isObject(value) && Object.keys(value).length > 0) {
    return element(
      name,
      Object.entries(value)
        .map(([key, inner]) => stranger(key, inner))
        .join(''),
    );
  }
  return typeof value === 'string' ? element(name, escaped(value)) : no('a strange value that is no text');
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>\r"]/g, (found) => ESCAPES[found] ?? found);
