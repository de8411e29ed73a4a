import type { Messages } from '../../messages/compiled/examples.types.ts';
import type { Mutated } from './score.ts';

/** The last part of the id of a mutant, which distinguishes the variants of one operator at one place: a code, a property, a part of a pattern. */
export function detailOf({ id, pointer, operator }: Mutated): string {
  const place = pointer.replace(/^\/rules\//, '');
  return id.slice(`${operator.name}@${place}:`.length);
}

type Key = Extract<keyof Messages, `mutant.${string}`>;

/** What a mutant changes, in words; its id where no words are written for its operator. */
export function inWords(mutant: Mutated, say: Messages): string {
  const key = `mutant.${mutant.operator.name}`;
  return Object.hasOwn(say, key)
    ? (say[key as Key] as (params: { detail: string }) => string)({ detail: detailOf(mutant) })
    : mutant.id;
}
