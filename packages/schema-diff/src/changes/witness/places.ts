import { child, tokens } from '../../../../base/src/pointer.ts';
import type { Document } from '../../containment/document.ts';
import { isObject } from '../../../../base/src/json.ts';
import { speaksOf } from '../members.ts';
import type { Step } from '../types.ts';

/** Something within an instance, with its JSON Pointer and all that it is in, the whole instance first and itself last. */
export type Spot = { at: string; value: unknown; way: readonly unknown[] };

/** Values that are looked at on each step. */
const MANY = 1000;

/** The values of an instance at the steps of a document path: several if it goes through a list. */
export function spotsAt(instance: unknown, steps: readonly Step[], document: Document): Spot[] {
  return steps.reduce<Spot[]>(
    (spots, step) => spots.flatMap((spot) => within(spot, step, document)).slice(0, MANY),
    [wholeOf(instance)],
  );
}

const wholeOf = (instance: unknown): Spot => ({ at: '', value: instance, way: [instance] });

function within({ at, value, way }: Spot, step: Step, document: Document): Spot[] {
  const below = (key: string | number, inside: unknown): Spot => ({ at: child(at, key), value: inside, way: [...way, inside] });
  if (Array.isArray(value)) {
    const from = step.by === 'items' ? step.from : step.by === 'item' ? step.index : value.length;
    const to = step.by === 'item' ? from + 1 : from + MANY;
    return value.slice(from, to).map((item: unknown, i) => below(from + i, item));
  }
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((name) => leadsTo(step, name, document))
    .map((name) => below(name, value[name]));
}

function leadsTo(step: Step, name: string, document: Document): boolean {
  if (step.by === 'property') return step.name === name;
  if (step.by === 'pattern') return speaksOf(document, step.pattern, name);
  return step.by === 'other' && !step.names.includes(name) && !step.patterns.some((pattern) => speaksOf(document, pattern, name));
}

/** How far the steps lead in an instance, and those that lead further to nothing. */
export function reach(instance: unknown, steps: readonly Step[], document: Document): { spot: Spot; left: readonly Step[] } {
  for (let done = steps.length; done > 0; done--) {
    const [spot] = spotsAt(instance, steps.slice(0, done), document);
    if (spot) return { spot, left: steps.slice(done) };
  }
  return { spot: wholeOf(instance), left: steps };
}

/** A copy of the instance with another value at a pointer. */
export function put(instance: unknown, at: string, value: unknown): unknown {
  const path = tokens(at);
  const go = (parent: unknown, depth: number): unknown => {
    const name = path[depth];
    if (name === undefined) return value;
    if (Array.isArray(parent)) return parent.map((item: unknown, i) => (String(i) === name ? go(item, depth + 1) : item));
    const object = parent as Record<string, unknown>;
    return { ...object, [name]: go(object[name], depth + 1) };
  };
  return go(instance, 0);
}
