import { valueAt } from '../../../packages/base/src/pointer.ts';
import { SourceError } from '../../model/source-error.ts';
import type { Schema } from '../../model/types.ts';
import { mapChildren } from '../map-children.ts';

/** Keywords that say nothing of what is accepted: those of the place of use win over those of the definition. */
const isText = (keyword: string): boolean => ['title', 'description'].includes(keyword) || keyword.startsWith('x-');

/** Keywords that read one another: of two schemas that both have one of them, neither can be poured into the other. */
const TIED = new Set(['properties', 'additionalProperties', 'items', 'prefixItems']);

/**
 * The same schema with each `$ref` replaced by what it names, and without `$defs`. Throws a SourceError that names the definition where
 * one leads back to itself: written out, it would have no end.
 */
export function dereference(schema: Schema): Schema {
  const write = (node: Schema, trail: readonly string[]): Schema => {
    const { $ref, $defs: _, ...own } = node;
    const written = mapChildren(own, (child) => write(child, trail));
    if ($ref === undefined) return written;
    if (trail.includes($ref)) throw recursive([...trail.slice(trail.indexOf($ref)), $ref]);
    return joined(write(named(schema, $ref), [...trail, $ref]), written);
  };
  return write(schema, []);
}

function named(root: Schema, $ref: string): Schema {
  const target = valueAt(root, $ref.replace(/^#/, '')) as Schema | undefined;
  if (!target) throw new Error(`$ref ${$ref}: there is no such definition`);
  return target;
}

/** Both at once, as 2020-12 reads what stands beside `$ref`: in one schema where no keyword of one hides one of the other. */
function joined(target: Schema, own: Schema): Schema {
  const hides = Object.keys(own).some((keyword) => !isText(keyword) && Object.hasOwn(target, keyword));
  const tied = [target, own].every((schema) => Object.keys(schema).some((keyword) => TIED.has(keyword)));
  return hides || tied ? { ...own, allOf: [target] } : { ...target, ...own };
}

function recursive(circle: readonly string[]): SourceError {
  const way = circle.join(' → ');
  return new SourceError('decp.schema.json', {
    fr: `une définition se contient elle-même (${way}) : le schéma ne peut pas être écrit sans « $ref ». Retirez une de ces références`,
    en: `a definition contains itself (${way}): the schema cannot be written without “$ref”. Remove one of these references`,
  });
}
