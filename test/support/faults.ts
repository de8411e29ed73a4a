/** Faults of a record, as files have them: names that no version defines, values of other shapes, names of other versions. */
import fc from 'fast-check';
import { isObject, setMember } from '../../packages/base/src/json.ts';

const NAMES = [
  ...['uuid', '__proto__', 'constructor', 'a/b', 'techniques', 'technique', 'titulaires', 'titulaire', 'considerationsSociales'],
  ...['modifications', 'formePrix', 'typePrix', 'acheteur', 'id', '_type', 'lieuExecution', 'ccag', 'donneesExecution', 'nature'],
];

/** At which of the objects of a record, by which name, what. */
type Fault = [at: number, name: string, value: unknown];

export const FAULTS: fc.Arbitrary<Fault[]> = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...NAMES), fc.jsonValue()), {
  maxLength: 3,
});

/** A copy of a record with these faults. */
export function withFaults<R extends object>(record: R, faults: readonly Fault[]): R {
  const copy = structuredClone(record);
  for (const [at, name, value] of faults) {
    const objects = objectsIn(copy);
    // A later fault may change what an earlier one has put there, never what was drawn.
    setMember(objects[at % objects.length] ?? (copy as Record<string, unknown>), name, structuredClone(value));
  }
  return copy;
}

const objectsIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.flatMap(objectsIn) : isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
