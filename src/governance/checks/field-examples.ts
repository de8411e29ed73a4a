import { ownTexts } from '../../model/fields.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { readSource } from '../../model/source-text.ts';
import type { Model, Texts } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import { evaluate, type Failure } from '../../validate/interpret.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { type Fault, problemOf } from './rule-texts.ts';

/** The examples that field files show for `next`, and that its schema refuses at the place of the field: where each stands, and why. */
export function checkFieldExamples(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const next = models.find(({ version }) => version === 'next');
  if (!next) return [];
  const nodes = [...subschemas(next.schema)].map(([, node]) => node);
  return [...files].flatMap(([path, text]) => {
    const id = /^fields\/(.+)\.yaml$/.exec(path)?.[1];
    const shownBy = id === undefined ? [] : nodes.filter((node) => node['x-field'] === id);
    if (shownBy.length === 0) return [];
    const source = readSource(text);
    return refusedIn(source.value, (example) => shownBy.flatMap((node) => evaluate(next.schema, node, example, next))[0]).map(
      (fault) => problemOf(`schema/${path}`, source, fault),
    );
  });
}

function refusedIn(field: unknown, failureOf: (example: unknown) => Failure | undefined): Fault[] {
  const at = examplesFor(field);
  const examples = valueAt(field, at);
  if (!Array.isArray(examples)) return [];
  return examples.flatMap((example: unknown, i) => {
    const failure = failureOf(example);
    return failure ? [{ at: `${at}/${String(i)}`, texts: refused(example, failure) }] : [];
  });
}

/** Where the examples of `next` stand: in what the file says of that version alone, or else at its head. */
function examplesFor(field: unknown): string {
  const own = ownTexts((valueAt(field, '/versions') as object | undefined) ?? {}, 'next');
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
