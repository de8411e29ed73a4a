/** Where a change holds, as a reader names it: the titles of the fields. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import type { Model, Schema } from '../../../model/types.ts';
import { resolve } from '../../../model/walk.ts';

/** In which part of a file a field stands. */
export type Part = 'file' | 'marche' | 'contrat-concession';

/** `title` is empty for the root. `isItem`: each item of the list of that title, and not the list. */
export type Place = { part: Part; title: string; name: string; isItem: boolean };

/** All places of a change, in the order in which they are told. */
export function placesOf({ path, params }: Change, models: readonly Model[], lang: Lang): Place[] {
  const { places } = params;
  const paths = Array.isArray(places) && places.length > 0 ? (places as string[]) : [path];
  return paths.map((one) => placeAt(one, models, lang));
}

/** A field is named by the first of the models that has it: one that is gone stands in the previous alone. */
export function placeAt(path: string, models: readonly Model[], lang: Lang): Place {
  const isItem = path.endsWith('[]');
  const steps = path.split('.').filter((step) => step !== '');
  const name = (steps.at(-1) ?? '').replace(/\[\]$/, '');
  const title = models.map((model) => titleOf(model, steps, lang)).find((found) => found !== undefined);
  return { part: partOf(path), title: title ?? name, name, isItem };
}

function partOf(path: string): Part {
  const [, kind] = /^marches(?:\.(marche|contrat-concession))?(?:\[\])?(?=\.)/.exec(path) ?? [];
  return kind === 'marche' || kind === 'contrat-concession' ? kind : 'file';
}

function titleOf(model: Model, steps: readonly string[], lang: Lang): string | undefined {
  let node: Schema | undefined = model.schema;
  let field: string | undefined;
  for (const step of steps) {
    const [name = '', ...lists] = step.split('[]');
    node = node && resolve(model.schema, node).properties?.[name];
    field = node?.['x-field'] ?? field;
    for (const _ of lists) node = node && itemsOf(model, node);
  }
  return node && field !== undefined ? model.fields[field]?.title[lang] : undefined;
}

const itemsOf = (model: Model, node: Schema): Schema | undefined => resolve(model.schema, node).items;
