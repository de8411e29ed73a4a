import { MUTATION } from '../../messages/compiled/mutation.ts';
import type { Messages } from '../../messages/compiled/mutation.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Texts } from '../../model/types.ts';
import type { Part } from './operator.ts';

type Word = Exclude<keyof Messages, `kind.${string}`>;

/** The last part of the id of a mutant, which distinguishes the variants of one operator at one place: a code, a property, a part of a pattern. */
export function detailOf({ id, pointer, operator }: { id: string; pointer: string; operator: { name: string } }): string {
  const place = pointer.replace(/^\/rules\//, '');
  return id.slice(`${operator.name}@${place}:`.length);
}

/** A mutant in words, which a person understands who knows neither its operator nor offsets. */
export const wordsOf = ({ operator: { name }, part = {} }: { operator: { name: string }; part?: Part }): Texts =>
  textsOf(MUTATION, (say) => {
    const { text = '', by = '', where = '' } = part;
    const kind = `kind.${by}`;
    const shown = name === 'change-type' && kind in say ? (say[kind as keyof Messages] as () => string)() : by;
    return (say[keyOf(name)] as (params: Required<Part>) => string)({ text, by: shown, where });
  });

/** The operators that say the same in other words have one message. */
function keyOf(name: string): Word {
  if (PATTERNS.includes(name)) return 'rewrite-pattern';
  return name.replace(/^(?:lower|raise)-/, 'shift-') as Word;
}

const PATTERNS = ['open-pattern', 'drop-alternative', 'widen-digits', 'let-in', 'stretch-repeat', 'fix-optional'];
