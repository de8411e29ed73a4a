import type { Model } from '../../model/types.ts';
import type { KnownKinds } from '../types.ts';
import { recordShape } from './shapes.ts';

/** The lists of a version whose records are judged one by one, each by itself. */
export function knownKinds(model: Model): KnownKinds {
  const kinds: KnownKinds = {};
  for (const {
    path,
    kinds: [kind, ...others],
    uniqueItems,
  } of model.lists) {
    const shape = kind && others.length === 0 && !uniqueItems ? recordShape(model, kind) : undefined;
    if (kind && shape) kinds[kind] = { path, members: shape.members.map(({ name }) => name), required: shape.required };
  }
  return kinds;
}

/** Whether files of a version have a fast path: those whose lists hold records of one kind (2.0.1 and later). */
export const hasRecogniser = (model: Model): boolean => Object.keys(knownKinds(model)).length > 0;
