import type { RecordScope } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { childOf } from '../cel/child.ts';
import type { CelType } from '../cel/types.ts';
import { isDay } from '../functions/days.ts';
import { LONG } from '../limits.ts';
import { recordType, WHOLE } from '../places.ts';

type Gate = (view: object, bad: Uint8Array) => number;

/** A field that some rule reads, with those that stand in it. */
type Node = { name: string; index: number; type: CelType; required: boolean; children: Node[]; item: Node | undefined };

/** What `emitGate` writes as JavaScript, without writing any: looks at every field that some rule reads. */
export function gateOf(fields: readonly string[], scope: RecordScope, model: Model): Gate {
  const nodes = childrenOf('', recordType(model, scope), fields, model);
  return (view, bad) => Math.max(0, ...nodes.map((node) => look(node, (view as Record<string, unknown>)[node.name], bad)));
}

function childrenOf(path: string, type: CelType, fields: readonly string[], model: Model): Node[] {
  const prefix = path === '' ? '' : `${path}.`;
  const inside = fields.filter((field) => field.startsWith(prefix)).map((field) => field.slice(prefix.length));
  const names = new Set(inside.map((rest) => /^[^.[]+/.exec(rest)?.[0] ?? '').filter((name) => name !== ''));
  return [...names].map((name) => {
    const { type: own, required } = childOf(model, type, name, WHOLE);
    return nodeOf(name, `${prefix}${name}`, own, required, fields, model);
  });
}

function nodeOf(name: string, path: string, type: CelType, required: boolean, fields: readonly string[], model: Model): Node {
  const items = type.kind === 'list' && fields.includes(`${path}[]`);
  return {
    name,
    index: fields.indexOf(path),
    type,
    required,
    children: type.kind === 'object' ? childrenOf(path, type, fields, model) : [],
    item: items ? nodeOf('', `${path}[]`, type.of, true, fields, model) : undefined,
  };
}

/** 2 where a value is not of its type or lacks though required, 1 where it can be read with a reserve; the greatest in it, itself included. */
function look(node: Node, value: unknown, bad: Uint8Array): number {
  if (value === undefined && !node.required) return 0;
  if (!isOfType(value, node.type)) return mark(node, 2, bad);
  const own = mark(node, hasReserve(value, node.type) ? 1 : 0, bad);
  const { item, children } = node;
  const items = item ? (value as unknown[]).map((it) => look(item, it, bad)) : [];
  const inside = children.map((child) => look(child, (value as Record<string, unknown>)[child.name], bad));
  return Math.max(own, ...items, ...inside);
}

function mark({ index }: Node, level: number, bad: Uint8Array): number {
  if (level > (bad[index] ?? 0)) bad[index] = level;
  return level;
}

/** A date that is no day of the calendar, a list that is too long for some rules. */
const hasReserve = (value: unknown, { kind }: CelType): boolean =>
  kind === 'date' ? !isDay(value as string) : kind === 'list' && (value as unknown[]).length > LONG;

function isOfType(value: unknown, { kind }: CelType): boolean {
  switch (kind) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'list':
      return Array.isArray(value);
    case 'int':
      return Number.isInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}
