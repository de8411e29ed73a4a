/** schema.additionalProperties: an unexpected property. */
import { nearest } from './nearest.ts';
import { parent } from './paths.ts';
import { isInForm, where, wrapperOf } from './where.ts';
import type { Derive, Site } from './types.ts';

/** Longer lists of names are counted, not printed. */
const PRINTED = 12;

/** The explanations of an unknown name, the most certain first. */
type Explanation =
  | { kind: 'renamed'; name: string }
  | { kind: 'misplaced' }
  | { kind: 'wrapped'; name: string }
  | { kind: 'near'; names: string[] }
  | { kind: 'elsewhere'; versions: readonly string[] }
  | { kind: 'unknown' };

function explain(property: string, known: readonly string[], site: Site): Explanation {
  const name = site.context.renamed?.(site.path);
  // The field has this name in this version: the record is outside its list.
  if (name === property) return { kind: 'misplaced' };
  if (name !== undefined) return { kind: 'renamed', name };
  const near = nearest(property, known);
  if (near.length > 0) return { kind: 'near', names: near };
  const wrapper = wrapperOf(parent(site.path), site);
  if (wrapper !== undefined) return { kind: 'wrapped', name: wrapper };
  const versions = site.context.versionsOf?.(site.path) ?? [];
  return versions.length > 0 ? { kind: 'elsewhere', versions } : { kind: 'unknown' };
}

const amount = (count: number): 'none' | 'one' | 'many' | 'other' =>
  count === 0 ? 'none' : count === 1 ? 'one' : count > PRINTED ? 'many' : 'other';

export const additionalProperties: Derive<'schema.additionalProperties'> = ({ property }, site) => {
  const object = parent(site.path);
  const known = site.context.children?.(object) ?? [];
  const it = explain(property, known, site);
  const versions = it.kind === 'elsewhere' ? it.versions : [];
  return {
    known,
    names: amount(known.length),
    count: known.length,
    where: where(object, site),
    inForm: isInForm(site),
    version: site.context.version,
    advice: it.kind === 'unknown' ? 'other' : it.kind,
    name: 'name' in it ? it.name : '',
    nearest: it.kind === 'near' ? it.names : [],
    versions,
    several: versions.length > 1,
  };
};
