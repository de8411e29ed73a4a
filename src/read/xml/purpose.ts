import { publishedXsdOf } from '../../messages/published-xsd.ts';
import { treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import type { Guide } from './build.ts';
import { Published } from './published.ts';

/** What a file is read for: the layout of the version (`untold` where none is known), and whether its root has a version. */
export type Purpose = Guide & { layout: 'flat' | 'by-kind' | 'untold'; hasVersion: boolean };

const UNKNOWN: Purpose = { trees: undefined, published: undefined, plural: false, layout: 'untold', hasVersion: true };

const kept = new WeakMap<Model, Purpose>();

/** Made once for a model. */
export function purposeOf(model: Model | undefined): Purpose {
  if (model === undefined) return UNKNOWN;
  let purpose = kept.get(model);
  if (!purpose) {
    purpose = made(model);
    kept.set(model, purpose);
  }
  return purpose;
}

function made(model: Model): Purpose {
  const xsd = publishedXsdOf(model.version);
  return {
    trees: treesOf(model),
    published: xsd && new Published(xsd, model.unicodePatterns),
    plural: xsd?.plural === true,
    layout: model.lists.some(({ path }) => path === '/marches') ? 'flat' : 'by-kind',
    hasVersion: Object.hasOwn(model.schema.properties ?? {}, 'version'),
  };
}
