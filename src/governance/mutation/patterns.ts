/**
 * Patterns with one part wrong. A pattern is written once, in its definition: these operators run on definitions, where
 * the examples of every field that uses the pattern count together.
 */
import type { Schema } from '../../model/types.ts';
import { partsOf, type Span } from './expression.ts';
import type { Need, Operator, Variant } from './operator.ts';

type Rewrite = { at: Span; by: string };

const rewritten = (source: string, { at, by }: Rewrite): string => source.slice(0, at.start) + by + source.slice(at.end);

const textOf = (source: string, { start, end }: Span): string => source.slice(start, end);

/** An operator from what it rewrites in the text of a pattern. */
const onPattern = (name: string, needs: Need, rewrites: (source: string) => Rewrite[]): Operator => ({
  name,
  needs,
  variants: (node) => rewrites(node.pattern ?? '').map((rewrite) => variant(node, rewrite)),
});

function variant(node: Schema, rewrite: Rewrite): Variant {
  const source = node.pattern ?? '';
  const becomes = rewrite.by === '' ? '' : ` → « ${rewrite.by} »`;
  const detail = `${rewrite.at.start} « ${textOf(source, rewrite.at)} »${becomes}`;
  return { node: { ...node, pattern: rewritten(source, rewrite) }, detail };
}

/** The defect of the 2.0.x dates: without its anchor, a pattern accepts any text around. */
const openPattern = onPattern('open-pattern', 'invalid', (source) => [
  ...(source.startsWith('^') ? [{ at: { start: 0, end: 1 }, by: '' }] : []),
  ...(source.endsWith('$') ? [{ at: { start: source.length - 1, end: source.length }, by: '' }] : []),
]);

const dropAlternative = onPattern('drop-alternative', 'valid', (source) =>
  partsOf(source).choices.flatMap((choice) => choice.map((_, i) => ({ at: withBar(choice, i), by: '' }))),
);

/** An alternative with the bar before it; the first one goes with the bar after it. */
function withBar(choice: readonly Span[], i: number): Span {
  const [start, end] = i === 0 ? [choice[0]?.start, choice[1]?.start] : [choice[i - 1]?.end, choice[i]?.end];
  return { start: start ?? 0, end: end ?? 0 };
}

/** Any digit where only some are right: month 13, day 32, a 29 February every year. */
const widenDigits = onPattern('widen-digits', 'invalid', (source) =>
  partsOf(source)
    .classes.filter((at) => /^\[[0-9-]+\]$/.test(textOf(source, at)) && textOf(source, at) !== '[0-9]')
    .map((at) => ({ at, by: '[0-9]' })),
);

/** One character let back in by a class that excludes: a text of tabs taken for a text. */
const letIn = onPattern('let-in', 'invalid', (source) =>
  partsOf(source).classes.flatMap((at) => {
    const members = /^\[\^(.*)\]$/.exec(textOf(source, at))?.[1]?.match(/\\.|[^\\]/g) ?? [];
    return members.map((left) => ({ at, by: `[^${members.filter((member) => member !== left).join('')}]` }));
  }),
);

/** A repeat of exact length that also takes one less, or one more. */
const stretchRepeat = onPattern('stretch-repeat', 'invalid', (source) =>
  partsOf(source).repeats.flatMap(({ quantifier: at }) => {
    const count = Number(/^\{([0-9]+)\}$/.exec(textOf(source, at))?.[1]);
    return Number.isNaN(count) ? [] : [`{${count - 1},${count}}`, `{${count},${count + 1}}`].map((by) => ({ at, by }));
  }),
);

/** An optional part that becomes obligatory, or impossible. */
const fixOptional = onPattern('fix-optional', 'valid', (source) =>
  partsOf(source)
    .repeats.filter(({ quantifier }) => /^[?*]$/.test(textOf(source, quantifier)))
    .flatMap(({ atom, quantifier }) => [
      { at: quantifier, by: '' },
      { at: { start: atom.start, end: quantifier.end }, by: '' },
    ]),
);

export const PATTERN_OPERATORS: readonly Operator[] = [
  openPattern,
  dropAlternative,
  widenDigits,
  letIn,
  stretchRepeat,
  fixOptional,
];
