import { canonical } from '../../../packages/base/src/json.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { readSource } from '../../model/source-text.ts';
import { DEFECTS } from './frozen.ts';
import type { Refusal } from './refusal.ts';

/** The known defects of a published version are added to at the end: what is told of one does not change. `undefined`: there is no such file. */
export function defectsRefusals(version: string, before: string | undefined, after: string | undefined): Refusal[] {
  if (before === undefined) return [];
  const file = `schema/${version}/${DEFECTS}`;
  const kept = entriesOf(after ?? '');
  const touched = entriesOf(before).find((entry, i) => canonical(entry) !== canonical(kept[i] ?? null));
  if (touched === undefined) return [];
  const id = String(valueAt(touched, '/id'));
  return [
    {
      kind: 'frozen',
      file,
      fr: `le défaut « ${id} » de la version ${version} y est modifié, déplacé ou retiré, alors que cette liste ne fait que s'allonger ; remettez-le comme il était, et ajoutez ce que vous voulez dire dans une entrée nouvelle, à la fin`,
      en: `the defect “${id}” of version ${version} is changed, moved or removed there, though this list only grows; put it back as it was, and add what you want to say as a new entry at its end`,
    },
  ];
}

function entriesOf(text: string): unknown[] {
  const { value } = readSource(text);
  return Array.isArray(value) ? value : [];
}
