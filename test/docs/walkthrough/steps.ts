import type { Fence, Page } from '../markdown.ts';

/** What the reader does to a file: writes it whole, adds lines to its end, or changes lines of it. */
export type Edit = { kind: 'write' | 'append' | 'change'; path: string; text: string };

/** What the reader types, whether it fails, and what is printed then, if the guide shows it. */
export type Call = { kind: 'call'; commands: string[]; fails: boolean; printed?: string };

type Step = Edit | Call;
export type Walkthrough = { title: string; steps: Step[] };

/** The words that open a block of the guide which is to be done, after its language, with the path of the file. */
const EDITS: Record<string, Edit['kind']> = { écrire: 'write', ajouter: 'append', modifier: 'change' };
const FAILS = 'échoue';

/** The walkthroughs of a guide: the sections under `heading`, with all that the reader does in each, in order. */
export function walkthroughsOf({ headings, fences }: Page, heading: string): Walkthrough[] {
  const first = headings.findIndex(({ text }) => text === heading);
  const level = headings[first]?.level ?? 0;
  const after = headings.slice(first + 1);
  const end = after.findIndex((other) => other.level <= level);
  return after
    .slice(0, end < 0 ? undefined : end)
    .map(({ text }) => ({ title: headingWords(text), steps: stepsOf(fences.filter(({ under }) => under === text)) }));
}

/** A heading without the anchor that a guide of the site gives it. */
export const headingWords = (heading: string): string => heading.replace(/ \{#[\w-]+\}$/, '');

/** All that a reader does in some blocks, in order. */
export function stepsOf(fences: readonly Fence[]): Step[] {
  return fences.flatMap((fence, i): Step[] => {
    if (fence.lang === 'sh') return [callOf(fence, fences[i + 1])];
    if (fence.lang === 'text') return [];
    const [word = '', path = ''] = fence.meta.split(' ');
    const kind = EDITS[word];
    if (!kind || path === '')
      throw new Error(`${fence.under}: nobody can tell what to do with the block “${fence.lang} ${fence.meta}”`);
    return [{ kind, path, text: fence.text }];
  });
}

const callOf = ({ text, meta }: Fence, next: Fence | undefined): Call => ({
  kind: 'call',
  commands: text.trim().split('\n'),
  fails: meta === FAILS,
  ...(next?.lang === 'text' && next.isBelow && { printed: next.text }),
});
