/** Writes records as XML, one at a time: nothing is kept from one to the next, so that a file of any size streams. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Branch, Leaf, List, Node } from '../../model/tree.ts';
import type { Lost } from '../lost.ts';
import { escapedAttribute, carried, escaped, isSurrogate, isXmlName } from './text.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { decimalText, fromXmlText } from '../../model/xml-text.ts';
import { isObject } from '../../../packages/base/src/json.ts';

/** A piece of the XML, and what of its source XML cannot carry. */
export type Written = { text: string; lost: Lost[] };

/** The lines of a file before its records. `version` is that of the root, from which the paths of losses are JSON Pointers. */
export function openingTag(version?: unknown): Written {
  const lost: Lost[] = [];
  let attribute = '';
  if (typeof version === 'string') attribute = ` version="${escapedAttribute(safeText(version, '/version', lost))}"`;
  else if (version !== undefined) wrongType(version, '/version', lost);
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n<marches${attribute}>\n`, lost };
}

/** The last line of a file. */
export const CLOSING_TAG = '</marches>\n';

/**
 * One record as the element of its kind, indented by `indent`: the members in the order of the schema, then the unknown ones. Paths of
 * losses are JSON Pointers from the record. A record that is not an object gives no element.
 */
export function recordXml(kind: RecordKind, value: unknown, tree: Branch, indent = STEP): Written {
  const lost: Lost[] = [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    wrongType(value, '', lost);
    return { text: '', lost };
  }
  const inside = members(tree, value as Record<string, unknown>, '', indent + STEP, lost);
  return { text: inside === '' ? `${indent}<${kind}/>\n` : `${indent}<${kind}>\n${inside}${indent}</${kind}>\n`, lost };
}

/** `path` is the pointer of the value. */
type Place = { name: string; path: string; indent: string };
type Fields = Record<string, unknown>;

const STEP = '  ';
const form = 'xml';

/** The lines of an element with child elements; an empty element where there is none. */
const elementAround = ({ name, indent }: Place, inside: string): string =>
  inside === '' ? `${indent}<${name}/>\n` : `${indent}<${name}>\n${inside}${indent}</${name}>\n`;

const lineOf = ({ name, indent }: Place, text: string): string =>
  text === '' ? `${indent}<${name}/>\n` : `${indent}<${name}>${escaped(text)}</${name}>\n`;

/** The text that XML can carry, with a loss for each different character that it cannot. */
function safeText(text: string, path: string, lost: Lost[]): string {
  const { text: kept, forbidden } = carried(text);
  for (const code of forbidden) {
    if (isSurrogate(code)) lost.push({ code: 'convert.lone-surrogate', path, params: { form } });
    else lost.push({ code: 'convert.control-character', path, params: { form, code } });
  }
  return kept;
}

function wrongType(value: unknown, path: string, lost: Lost[]): void {
  lost.push(
    value === null
      ? { code: 'convert.null', path, params: { form } }
      : { code: 'convert.wrong-type', path, params: { form, value } },
  );
}

/** The element or elements of one value. */
function element(node: Node, value: unknown, place: Place, lost: Lost[], required: boolean): string {
  if (node.kind === 'leaf') return leafElement(node, value, place, lost, required);
  if (node.kind === 'list') return listElement(node, value, place, lost);
  if (isObject(value)) return elementAround(place, members(node, value, place.path, place.indent + STEP, lost));
  return misplaced(value, place, lost);
}

/** A scalar where an object or a list is expected is written as text, so that the XSD refuses it as the JSON Schema does. */
function misplaced(value: unknown, place: Place, lost: Lost[]): string {
  wrongType(value, place.path, lost);
  return isScalar(value) ? lineOf(place, carried(scalarText(value)).text) : '';
}

type Scalar = string | number | boolean;
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

const scalarText = (value: Scalar): string => (typeof value === 'number' ? decimalText(value) : String(value));

/**
 * A leaf is lost unless its text reads back as the same value: an empty optional element reads as absent, and blanks are not a number. The
 * text is written all the same, for human readers.
 */
function leafElement(leaf: Leaf, value: unknown, place: Place, lost: Lost[], required: boolean): string {
  if (!isScalar(value)) {
    wrongType(value, place.path, lost);
    return '';
  }
  const text = typeof value === 'string' ? safeText(value, place.path, lost) : scalarText(value);
  const isEmpty = text === '' || (leaf.type !== 'string' && /^[ \t\r\n]+$/.test(text));
  if (isEmpty && !required) lost.push({ code: 'convert.empty-text', path: place.path, params: { form } });
  else if (!Object.is(isEmpty ? '' : fromXmlText(leaf, text).value, typeof value === 'string' ? text : value))
    wrongType(value, place.path, lost);
  return lineOf(place, text);
}

function listElement(list: List, value: unknown, place: Place, lost: Lost[]): string {
  if (!Array.isArray(value)) return misplaced(value, place, lost);
  const { element: name, wrapped } = list.xml;
  const indent = wrapped ? place.indent + STEP : place.indent;
  let inside = '';
  for (let i = 0; i < value.length; i++) inside += item(list, value[i], { name, path: child(place.path, i), indent }, lost);
  if (wrapped) return elementAround(place, inside);
  if (value.length === 0) lost.push({ code: 'convert.empty-list', path: place.path, params: { form } });
  return inside;
}

function item(list: List, value: unknown, place: Place, lost: Lost[]): string {
  const { envelope } = list;
  if (envelope === undefined) return element(list.item, value, place, lost, true);
  if (!isObject(value)) {
    wrongType(value, place.path, lost);
    return '';
  }
  // XML has no element for the envelope, so other members of it have no place.
  for (const property of Object.keys(value)) {
    if (property !== envelope)
      lost.push({ code: 'convert.unknown-property', path: child(place.path, property), params: { form, property } });
  }
  if (Object.hasOwn(value, envelope))
    return element(list.item, value[envelope], { ...place, path: child(place.path, envelope) }, lost, true);
  if (Object.keys(value).length === 0) lost.push({ code: 'convert.empty-object', path: place.path, params: { form } });
  return '';
}

/** The elements of an object: known members in the order of the schema, then unknown ones. */
function members(branch: Branch, value: Fields, path: string, indent: string, lost: Lost[]): string {
  let text = '';
  let known = 0;
  for (const { name, node, required } of branch.members) {
    if (!Object.hasOwn(value, name)) continue;
    known++;
    text += element(node, value[name], { name, path: child(path, name), indent }, lost, required);
  }
  return known === Object.keys(value).length ? text : text + unknownMembers(branch, value, path, indent, lost);
}

/** An unknown member with a text is written, so that the XSD refuses it as the JSON Schema does; others are lost. */
function unknownMembers(branch: Branch, value: Fields, path: string, indent: string, lost: Lost[]): string {
  let text = '';
  for (const [property, inner] of Object.entries(value)) {
    if (branch.members.some(({ name }) => name === property)) continue;
    const at = child(path, property);
    if (typeof inner === 'string' && inner !== '' && isXmlName(property))
      text += lineOf({ name: property, path: at, indent }, safeText(inner, at, lost));
    else lost.push({ code: 'convert.unknown-property', path: at, params: { form, property } });
  }
  return text;
}
