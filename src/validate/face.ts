import { shellSchema } from '../model/shell.ts';
import type { Model } from '../model/types.ts';
import { knownKinds } from './recogniser/known-kinds.ts';
import type { Version, VersionFace } from './types.ts';

const faces = new WeakMap<Model, VersionFace>();

/** The face of a version that is loaded; made once a Model, since records are also checked one by one. */
export function faceOf({ model, label }: Pick<Version, 'model' | 'label'>): VersionFace {
  let face = faces.get(model);
  if (face?.label !== label) faces.set(model, (face = makeFace(model, label)));
  return face;
}

const makeFace = (model: Model, label: string): VersionFace => ({
  version: model.version,
  label,
  lists: model.lists,
  unicodePatterns: model.unicodePatterns,
  shell: plain(shellSchema(model)),
  kinds: knownKinds(model),
});

/** Without the annotations, which are most of it. */
function plain(schema: unknown): VersionFace['shell'] {
  const text = JSON.stringify(schema, (key, value: unknown) => (/^(x-|title$|description$)/.test(key) ? undefined : value));
  return JSON.parse(text) as VersionFace['shell'];
}
