import type { JsonSchema, Witness } from '../../types.ts';
import { nodeAt } from '../navigate.ts';
import type { Link, Step } from '../types.ts';
import { chainOf } from './chain.ts';
import { editsOf } from './edits.ts';
import { put, reach, type Spot, spotsAt } from './places.ts';
import { isAccepted, type Quest, separates, witnessOf } from './quest.ts';

/** Places that are tried in each example. */
const PLACES = 3;

/** A valid file changed at one place only, the smallest file in which that makes a witness. `examples`: the smallest first. */
export function fromExamples(quest: Quest, examples: readonly unknown[]): Witness | undefined {
  const usable = examples.filter((example) => isAccepted(quest.opened, quest.from, example));
  // A file that both sides accept shows the change alone.
  const shared = usable.filter((example) => isAccepted(quest.opened, quest.to, example));
  const ordered = [...shared, ...usable.filter((one) => !shared.includes(one))];
  return firstOf(ordered, quest, changed) ?? firstOf(ordered, quest, extended);
}

type Attempt = (quest: Quest, example: unknown, place: Link) => Witness | undefined;

function firstOf(examples: readonly unknown[], quest: Quest, attempt: Attempt): Witness | undefined {
  for (const example of examples) {
    for (const place of quest.cause.places.slice(0, PLACES)) {
      const witness = attempt(quest, example, place);
      if (witness) return witness;
    }
  }
  return undefined;
}

/** The example with another value at the place. */
function changed(quest: Quest, example: unknown, place: Link): Witness | undefined {
  const [spot] = spotsAt(example, place[quest.from], quest.opened[quest.from].document);
  for (const value of spot ? editsOf(quest, spot.value) : []) {
    const instance = put(example, spot?.at ?? '', value);
    if (separates(quest, instance)) return witnessOf(quest, instance, spot?.at ?? '', value);
  }
  return undefined;
}

/** The example with what leads to the place added, where it does not go so far. */
function extended(quest: Quest, example: unknown, place: Link): Witness | undefined {
  const steps = place[quest.from];
  const { document } = quest.opened[quest.from];
  const { spot, left } = reach(example, steps, document);
  for (const value of left.length === 0 ? [] : added(quest, spot, steps, left)) {
    const instance = put(example, spot.at, value);
    const found = reach(value, left, document);
    if (found.left.length === 0 && separates(quest, instance))
      return witnessOf(quest, instance, `${spot.at}${found.spot.at}`, found.spot.value);
  }
  return undefined;
}

/** What stands at the spot with the rest of the way added, where the example does not go so far. */
function added(quest: Quest, spot: Spot, steps: readonly Step[], left: readonly Step[]): unknown[] {
  const { opened, from, refusing, values } = quest;
  const node = steps.slice(0, steps.length - left.length).reduce(nodeAt, opened[from]);
  const inner: JsonSchema = { not: refusing.schema, ...(values && { enum: values }) };
  const [first, ...rest] = left;
  const chain = { ...refusing, schema: chainOf(rest, inner, refusing.document.dialect) };
  if (first?.by === 'property' && typeof spot.value === 'object' && !Array.isArray(spot.value)) {
    const found = opened.questions.find([nodeAt(node, first), chain], []);
    return 'found' in found ? [{ ...spot.value, [first.name]: found.found }] : [];
  }
  const whole = { ...refusing, schema: chainOf(left, inner, refusing.document.dialect) };
  const found = opened.questions.find([node, whole], []);
  return 'found' in found ? [found.found] : [];
}
