/** The edges of what a node accepts: values that a schema a little tighter would refuse. */
import { typesOf, type Node, type Site } from './tree.ts';

/** More than any limit of the published schemas but the one of `objet`. */
export const GREAT_LENGTH = 300;

/** Every edge that the node has. */
export function edges(node: Node): string[] {
  if (node.enum) return node.enum.map((code) => `code ${String(code)}`);
  const types = typesOf(node);
  return [
    ...(types.includes('null') ? ['null'] : []),
    ...(types.length === 0 ? ['a scalar'] : []),
    ...(types.includes('string') ? stringEdges(node) : []),
    ...(types.includes('number') || types.includes('integer') ? numberEdges(node) : []),
    ...(types.includes('array') ? listEdges(node) : []),
    ...(types.includes('object') || node.properties ? objectEdges(node) : []),
  ];
}

function stringEdges({ pattern, minLength = 0, maxLength }: Node): string[] {
  if (pattern !== undefined) return /^\^Marché|^\^Contrat|\{14\}\$$/.test(pattern) ? [] : ['a string', 'another string'];
  return [`length ${minLength}`, maxLength === undefined ? 'a great length' : `length ${maxLength}`];
}

function numberEdges({ type, minimum, maximum }: Node): string[] {
  const ends = [minimum ?? 'a negative number', maximum ?? 'a great number'].map((end) =>
    typeof end === 'number' ? `number ${end}` : end,
  );
  return type === 'integer' ? ends : [...ends, 'a fraction'];
}

function listEdges({ items, minItems = 0, uniqueItems }: Node): string[] {
  const common = [`${minItems} items`, `${minItems + 1} items`];
  return [...common, ...(Array.isArray(items) ? ['a loose item'] : []), ...(uniqueItems === true ? [] : ['twins'])];
}

function objectEdges({ properties = {}, required = [], additionalProperties }: Node): string[] {
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return [...optional.map((name) => `no ${name}`), ...(additionalProperties === false ? [] : ['an unknown key'])];
}

/** The edges that a value in an accepted instance stands on. */
export function edgesOf({ value, spot: { node }, loose }: Site): string[] {
  if (loose) return [];
  if (node.enum) return [`code ${String(value)}`];
  if (typeof value === 'string') return ofString(value, node);
  if (typeof value === 'number') return ofNumber(value, node);
  if (Array.isArray(value)) return ofList(value, node);
  return typeof value === 'object' && value !== null ? ofObject(value, node) : ['null', 'a scalar'];
}

function ofString(value: string, { pattern }: Node): string[] {
  if (pattern !== undefined) return ['a scalar', 'a string', 'another string'];
  const length = [...value].length;
  return ['a scalar', `length ${length}`, ...(length >= GREAT_LENGTH ? ['a great length'] : [])];
}

function ofNumber(value: number, { type, minimum = 0 }: Node): string[] {
  const great = value >= 1e15 ? ['a great number'] : [];
  const fraction = type !== 'integer' && !Number.isInteger(value) && value >= minimum ? ['a fraction'] : [];
  return ['a scalar', `number ${value}`, ...great, ...fraction, ...(value < 0 ? ['a negative number'] : [])];
}

function ofList(value: readonly unknown[], { items }: Node): string[] {
  const twins = value.length > 1 && new Set(value.map((item) => JSON.stringify(item))).size < value.length;
  const odd = Array.isArray(items) && value.slice(1).some((item) => typeof item !== 'object');
  return ['a scalar', `${value.length} items`, ...(twins ? ['twins'] : []), ...(odd ? ['a loose item'] : [])];
}

function ofObject(value: object, { properties = {} }: Node): string[] {
  const absent = Object.keys(properties).filter((name) => !Object.hasOwn(value, name));
  const unknown = Object.keys(value).some((key) => !Object.hasOwn(properties, key));
  return [...absent.map((name) => `no ${name}`), ...(unknown ? ['an unknown key'] : [])];
}
