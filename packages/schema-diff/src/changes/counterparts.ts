import type { Start } from './flatten.ts';
import type { Opened } from './questions.ts';
import type { Step } from './types.ts';
import type { Walk } from './walk.ts';

/** A definition of both sides (`#/$defs/contract`), and the path that leads from the root to it on each. */
export type Counterparts = { definition: string; previous: readonly Step[]; next: readonly Step[] };

/** The starting points of the walk besides the roots: definitions that exist on both sides. */
export function counterparts(all: readonly Counterparts[], opened: Opened, walk: Walk): Start[] {
  return all.flatMap(({ definition, ...link }): Start[] => {
    const [p, n] = [opened.previous, opened.next].map(({ document }) => ({ document, schema: document.resolve(definition) }));
    return p && n ? [{ link, visit: walk.visit({ previous: p, next: n }), apart: true }] : [];
  });
}
