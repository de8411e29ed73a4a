import type { Change, Containment } from '../types.ts';
import { changeOf, type Ground } from './assemble.ts';
import { movedElsewhere, movesJoined } from './elsewhere.ts';
import { type Cause, causesOf, type Start } from './flatten.ts';
import type { Located } from '../containment/engine.ts';
import type { Opened } from './questions.ts';
import type { Effect, Fact, Keywords } from './types.ts';
import { Walk } from './walk.ts';

/** Places that stand for each other, though they are not at the same place of the two roots. */
export type Beside = (walk: Walk) => Start[];

/** The changes that bear the verdict: what each narrows or widens, with its witnesses. */
export function schemaChanges(
  opened: Opened,
  whole: Containment,
  examples: readonly unknown[],
  beside: Beside = () => [],
): Change[] {
  if (whole.relation === 'equivalent') return [];
  const walk = new Walk(opened.questions);
  const root = walk.visit({ previous: opened.previous, next: opened.next });
  const starts: Start[] = [{ link: { previous: [], next: [] }, visit: root }, ...beside(walk)];
  const found = causesOf(starts).causes;
  const { causes, complete } = causesOf([...starts, ...movedElsewhere(found, opened, walk)]);
  const ground: Ground = { opened, whole, examples, complete };
  const changes = movesJoined(causes.flatMap((cause) => changeOf(cause, ground)));
  return [...changes, ...remainder(changes, ground)];
}

/** What is lost or won as a whole and that no change says is told as one: the list is never silent where the schemas differ. */
function remainder(changes: readonly Change[], ground: Ground): Change[] {
  const { opened, whole } = ground;
  const ways = [
    ['narrowed', whole.backward],
    ['widened', whole.forward],
  ] as const;
  const effect = Object.fromEntries(
    ways.map(([way, answer]) => {
      const told = changes.some(({ direction }) => direction === way || direction === 'both' || direction === 'unknown');
      if (told || answer.verdict === 'yes') return [way, { none: true }];
      return [way, answer.verdict === 'no' ? { found: answer.witness } : { unknown: answer.reason }];
    }),
  ) as Effect;
  if ('none' in effect.narrowed && 'none' in effect.widened) return [];
  const pair = { previous: opened.previous, next: opened.next };
  const all = ({ schema }: Located): Keywords => ({ allOf: [schema] });
  const fact: Fact = { kind: 'constraint-changed', params: {}, previous: all(pair.previous), next: all(pair.next), pair, effect };
  const cause: Cause = {
    fact,
    kind: 'constraint-changed',
    direction: 'unknown',
    effect,
    anchor: 'path ',
    places: [{ previous: [], next: [] }],
  };
  return changeOf(cause, { ...ground, complete: false });
}
