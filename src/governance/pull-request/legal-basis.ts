/** The places where a proposal changes which text is cited: in the schema, of a field, of a rule, of a code. */
import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { SourceChange, SourceFile } from './source-changes.ts';

/** An edit of what a place of the format rests on. What comes or goes with its field, rule or code is none. */
type BasisChange = { path: string; change: SourceChange & { kind: 'changed' } };

export const basisChanges = (sources: readonly SourceFile[]): BasisChange[] =>
  sources.flatMap(({ path, changes }) =>
    changes.flatMap((change) => (change.kind === 'changed' && isBasis(path, change) ? [{ path, change }] : [])),
  );

/** The texts that a proposal adds to those that may be cited, and that nobody has read: their identifiers. */
export const unreadTexts = (sources: readonly SourceFile[]): string[] =>
  sources.flatMap(({ path, changes }) =>
    path !== 'schema/legal-texts.yaml'
      ? []
      : changes.flatMap((change) =>
          change.kind === 'added' && change.steps.length === 1 && UNREAD.has(valueAt(change.value, '/verified/on'))
            ? [String(change.steps[0])]
            : [],
        ),
  );

const UNREAD = new Set<unknown>(['non-lu', 'commentaire']);

function isBasis(path: string, { steps }: SourceChange): boolean {
  if (steps.at(-1) === 'x-source') return true;
  if (path.endsWith('.csv')) return steps.at(-1) === 'source';
  // The note of a rule says what its text says: `source.text` is the text.
  return /^schema\/(?:fields|next\/rules)\//.test(path) && steps[0] === 'source' && steps[1] !== 'note';
}
