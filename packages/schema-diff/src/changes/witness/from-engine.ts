import type { Texts } from '../../../../base/src/language.ts';
import type { Located } from '../../containment/engine.ts';
import { smaller } from '../../containment/smaller.ts';
import type { JsonSchema, Witness } from '../../types.ts';
import type { Link, Step } from '../types.ts';
import { chainOf } from './chain.ts';
import { spotsAt } from './places.ts';
import { isCulprit, type Quest, separates, witnessOf } from './quest.ts';

/** Places where a witness is looked for, one after the other. */
const PLACES = 3;

/** Instances that are shown to Ajv, which now and then judges otherwise than the specification. */
const TRIES = 8;

/** A witness; or a proof that the cause makes none anywhere; or neither, with the reason where the engine gives one. */
export type Outcome = { witness: Witness } | { none: true } | { reason: Texts | undefined };

/** A whole instance that the engine builds, with a culprit at one place of the cause, made as small as that allows. */
export function fromEngine(quest: Quest): Outcome {
  const outcomes: Outcome[] = [];
  for (const place of quest.cause.places.slice(0, PLACES)) {
    const outcome = atPlace(quest, place);
    if ('witness' in outcome) return outcome;
    outcomes.push(outcome);
  }
  if (quest.cause.places.length <= PLACES && outcomes.every((outcome) => 'none' in outcome)) return { none: true };
  return outcomes.find((outcome) => 'reason' in outcome) ?? { reason: undefined };
}

function atPlace(quest: Quest, place: Link): Outcome {
  const [one, any] = acceptedAt(quest, place[quest.from]);
  const alone = tryOut(quest, place, one);
  return 'witness' in alone ? alone : tryOut(quest, place, any);
}

/** What the instance must be: with the culprit as the one item of its lists, which says more of it; and with a culprit somewhere. */
function acceptedAt({ cause: { fact }, from, refusing, values }: Quest, steps: readonly Step[]): [Located[], Located[]] {
  const inner: JsonSchema = { not: refusing.schema, ...(values && { enum: values }) };
  const own = fact.pair[from];
  const chain = (side: Located, schema: JsonSchema, single: boolean): Located => ({
    ...side,
    schema: chainOf(steps, schema, side.document.dialect, single),
  });
  return [[chain(own, own.schema, true), chain(refusing, inner, true)], [chain(refusing, inner, false)]];
}

function tryOut(quest: Quest, place: Link, accepted: readonly Located[]): Outcome {
  const { opened, from, to } = quest;
  const culprit = (instance: unknown) =>
    spotsAt(instance, place[from], opened[from].document).find(({ value }) => isCulprit(quest, value));
  const keeps = (instance: unknown): boolean => culprit(instance) !== undefined && separates(quest, instance);
  const tried: unknown[] = [];
  while (tried.length < TRIES) {
    const answer = opened.questions.find([opened[from], ...accepted], [opened[to]], tried);
    if ('unknown' in answer) return { reason: answer.unknown };
    if ('none' in answer) return tried.length === 0 ? answer : { reason: undefined };
    if (keeps(answer.found)) {
      const instance = smaller(answer.found, keeps);
      const spot = culprit(instance);
      if (spot) return { witness: witnessOf(quest, instance, spot.at, spot.value) };
    }
    tried.push(answer.found);
  }
  return { reason: undefined };
}
