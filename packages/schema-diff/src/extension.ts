import { canonical } from '../../base/src/json.ts';
import { Engine, type Located } from './containment/engine.ts';
import type { JsonSchema } from './types.ts';
import { isAnything, propertiesOf } from './changes/members.ts';
import { pathOf, type Step } from './changes/types.ts';
import { viewOf } from './changes/view.ts';

/** The API for a standard that is more than its schema (codelists, rules, texts). */
export { bumpOf, greatest } from './types.ts';
export { OPTIONS, readOptions } from './call.ts';
export type { Counterparts } from './changes/counterparts.ts';
export { textChange } from './changes/plain-texts.ts';
export type { Step } from './changes/types.ts';
export { relationOf } from './containment/contain.ts';
export { compareSchemas, type Extension, summedUp } from './diff-schemas.ts';
export { fingerprintOf } from './fingerprint.ts';
export type { Judge } from './judge.ts';
export { reason } from './automata/unknown.ts';

const DEEP = 50;

/** The first path, in the order of the document, of each text that one of the annotations has: annotation → its text → path. */
export function annotatedPaths<A extends string>(root: JsonSchema, annotations: readonly A[]): Record<A, Map<string, string>> {
  const found = Object.fromEntries(annotations.map((annotation) => [annotation, new Map()])) as Record<A, Map<string, string>>;
  const seen = new Set<string>();
  const go = (node: Located, steps: readonly Step[], depth: number): void => {
    if (isAnything(node.schema) || depth === 0) return;
    const raw = node.schema as { [keyword: string]: unknown };
    for (const annotation of annotations) {
      const text = raw[annotation];
      if (typeof text === 'string' && !found[annotation].has(text)) found[annotation].set(text, pathOf(steps));
    }
    const view = viewOf(node);
    // A definition is entered once: what it annotates has its first path by then.
    const key = canonical(view);
    if (seen.has(key)) return;
    seen.add(key);
    for (const [name, schema] of Object.entries(propertiesOf(view)))
      go({ ...node, schema }, [...steps, { by: 'property', name }], depth - 1);
    const { items, prefixItems = [], anyOf = [], oneOf = [] } = view as { items?: JsonSchema } & Record<string, JsonSchema[]>;
    for (const schema of [...(items === undefined ? [] : [items]), ...prefixItems])
      go({ ...node, schema }, [...steps, { by: 'items', from: 0 }], depth - 1);
    for (const schema of [...anyOf, ...oneOf]) go({ ...node, schema }, steps, depth - 1);
  };
  const document = new Engine({}).document(root);
  go({ document, schema: document.root }, [], DEEP);
  return found;
}
