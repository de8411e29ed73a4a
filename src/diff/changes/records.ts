import type { RecordKind } from '../../finding.ts';
import { tokens } from '../../model/pointer.ts';
import type { Model } from '../../model/types.ts';
import type { Start } from './flatten.ts';
import type { Opened } from './questions.ts';
import type { Step } from './types.ts';
import type { Walk } from './walk.ts';

const KINDS: readonly RecordKind[] = ['marche', 'contrat-concession'];

/** The records of both sides, kind by kind: they stand for each other wherever the lists of the file are. */
export function recordsOf(previous: Model, next: Model, opened: Opened, walk: Walk): Start[] {
  return KINDS.flatMap((kind): Start[] => {
    const [before, after] = [previous, next].map((model) => stepsTo(model, kind));
    if (!before || !after) return [];
    const reference = `#/$defs/${kind}`;
    const [p, n] = [opened.previous, opened.next].map(({ document }) => ({ document, schema: document.resolve(reference) }));
    return p && n ? [{ link: { previous: before, next: after }, visit: walk.visit({ previous: p, next: n }) }] : [];
  });
}

function stepsTo(model: Model, kind: RecordKind): Step[] | undefined {
  const list = model.lists.find(({ kinds }) => kinds.includes(kind));
  return list && [...tokens(list.path).map((name): Step => ({ by: 'property', name })), { by: 'items', from: 0 }];
}
