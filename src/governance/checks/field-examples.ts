import { valueAt } from '../../model/pointer.ts';
import type { Model, Texts } from '../../model/types.ts';
import { subschemas } from '../../model/walk.ts';
import { evaluate, type Failure } from '../../validate/interpret.ts';
import type { Fault } from './rule-fault.ts';

/** What is wrong with the examples of a field file. */
export type FieldExamples = (id: string, field: unknown) => Fault[];

/** For each example that a field file shows for `next` and that the schema refuses at the place of that field: where it stands, and why. */
export function fieldExamplesCheck(models: readonly Model[]): FieldExamples {
  const next = models.find(({ version }) => version === 'next');
  if (!next) return () => [];
  const nodes = [...subschemas(next.schema)].map(([, node]) => node);
  return (id, field) => {
    const at = examplesFor(field);
    const examples = valueAt(field, at);
    if (!Array.isArray(examples)) return [];
    return examples.flatMap((example: unknown, i) => {
      const shownBy = nodes.filter((node) => node['x-field'] === id);
      const [failure] = shownBy.flatMap((node) => evaluate(next.schema, node, example, next));
      return failure ? [{ at: `${at}/${String(i)}`, texts: refused(example, failure) }] : [];
    });
  };
}

/** Where the examples of `next` stand: in what the file says of that version alone, or else at its head. */
function examplesFor(field: unknown): string {
  const names = Object.keys((valueAt(field, '/versions') as object | undefined) ?? {});
  const own = names.find((key) => key.split(' ').includes('next'));
  const pointer = `/versions/${String(own)}/examples`;
  return own !== undefined && valueAt(field, pointer) !== undefined ? pointer : '/examples';
}

function refused(example: unknown, { keyword, instancePointer }: Failure): Texts {
  const shown = JSON.stringify(valueAt(example, instancePointer));
  return {
    fr: `\`next\` refuse cet exemple (${shown} : « ${keyword} ») ; montrez une valeur qu'il accepte`,
    en: `\`next\` refuses this example (${shown}: “${keyword}”); show a value that it accepts`,
  };
}
