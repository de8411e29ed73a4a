import type { AST } from '@eslint-community/regexpp';

/** Whether a group has alternatives of which two may begin with the same character, or one with nothing certain. */
export function startsAlike(element: AST.QuantifiableElement): boolean {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false;
  const starts = element.alternatives.map(({ elements: [first] }) => first);
  if (starts.length < 2) return false;
  return starts.some((start, i) => starts.slice(0, i).some((other) => overlap(start, other)));
}

/** Only single characters and classes of them are told apart; of anything else it is not known. */
function overlap(a: AST.Element | undefined, b: AST.Element | undefined): boolean {
  const [left, right] = [rangesOf(a), rangesOf(b)];
  if (!left || !right) return true;
  return left.some(([min, max]) => right.some(([from, to]) => min <= to && from <= max));
}

type Range = readonly [min: number, max: number];

function rangesOf(element: AST.Element | undefined): Range[] | undefined {
  if (element?.type === 'Character') return [[element.value, element.value]];
  if (element?.type !== 'CharacterClass' || element.negate) return undefined;
  const ranges = element.elements.map((part): Range | undefined => {
    if (part.type === 'Character') return [part.value, part.value];
    return part.type === 'CharacterClassRange' ? [part.min.value, part.max.value] : undefined;
  });
  return ranges.includes(undefined) ? undefined : (ranges as Range[]);
}
