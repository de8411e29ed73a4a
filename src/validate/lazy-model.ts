import type { VersionFacts } from '../model/facts.ts';
import type { Model } from '../model/types.ts';
import { defineLazy } from '../model/lazy.ts';

const HEAVY = ['schema', 'fields', 'codelists', 'rules'] as const;

/** A Model whose heavy parts are read when one of them is first asked: where nothing is wrong, the validators know enough of the schema. */
export function lazyModel({ version, lists, unicodePatterns }: VersionFacts, read: () => Model): Model {
  const model = { version, lists, unicodePatterns } as Model;
  let whole: Model | undefined;
  for (const part of HEAVY) defineLazy(model, part, () => (whole ??= read())[part]);
  return model;
}
