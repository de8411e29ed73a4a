/** The edits of source files, each on one line with its value before and after, and the files themselves, folded. */
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import type { SourceChange, SourceFile, Steps } from './source-changes.ts';
import type { PullRequest } from './types.ts';
import type { Messages } from '../../messages/compiled/pull-request.types.ts';
import type { PageSpace } from './space.ts';

/** Longer values are shown only around the change. */
const WHOLE = 240;
/** Characters shown before and after the change. */
const AROUND = 80;

/**
 * The files that were edited, and each edit that no change above says. `git diff` shows what there is no room for.
 */
export function sourcesSection(
  { sources, base }: Pick<PullRequest, 'sources' | 'base'>,
  say: Messages,
  space: PageSpace,
): string[] {
  if (sources.length === 0) return [];
  const items = sources.flatMap((file) => [
    `- ${headOf(file, say)}`,
    ...file.changes.map((change) => `  - ${editLine(change, say)}`),
  ]);
  const rest = (count: number): string =>
    `- ${say['sources.more']({ count, command: codeSpan(`git diff ${base} -- schema examples`, 200) })}`;
  const title = say['sources.title']({ count: sources.length });
  return [`<details><summary>${title}</summary>`, space.list(items, rest), '</details>'];
}

function headOf({ path, how, from, unread }: SourceFile, say: Messages): string {
  const reported = [
    ...(how === 'changed'
      ? []
      : [
          how === 'renamed'
            ? say['sources.renamed-file']({ from: codeSpan(from ?? '') })
            : say[how === 'added' ? 'sources.new-file' : 'sources.removed-file'](),
        ]),
    ...(unread ? [say['sources.unread-file']()] : []),
  ];
  return `${codeSpan(path)}${reported.length > 0 ? ` (${reported.join(', ')})` : ''}`;
}

/** One edit: where, and the value before and after. What an object that comes or goes contains is not shown. */
export function editLine(change: SourceChange, say: Messages): string {
  const place = change.steps.length > 0 ? codeSpan(change.steps.join(' › ')) : say['sources.root']();
  const where = change.place && change.steps.length > 0 ? say['sources.line']({ line: change.place.line, place }) : place;
  switch (change.kind) {
    case 'renamed':
      return say['sources.renamed']({
        where: parentOf(change),
        before: codeSpan(change.before),
        after: codeSpan(change.after),
        echoes: change.echoes ?? 0,
      });
    case 'added':
    case 'removed': {
      const value = isScalar(change.value) ? shown(change.value, isText(change.steps)) : undefined;
      return say[`sources.${change.kind}`]({ where, value });
    }
    case 'changed':
    case 'follows': {
      const [before, after] = shownPair(change.before, change.after, isText(change.steps));
      return say['sources.changed']({ where, before, after, follows: change.kind === 'follows' });
    }
  }
}

/** The place of a renamed property without its name, which the sentence gives. */
const parentOf = ({ steps }: SourceChange): string | undefined =>
  steps.length > 1 ? codeSpan(steps.slice(0, -1).join(' › ')) : undefined;

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Whether the value is a text for people, as opposed to an expression, pattern, code or name. */
const isText = (steps: Steps): boolean =>
  /^(?:fr|en|libelle|label_en|description|title|source|text|x-source)$/.test(String(steps.at(-1)));

/** Formats two values; long texts are cut to the surroundings of the difference. */
function shownPair(before: unknown, after: unknown, text: boolean): [string, string] {
  if (typeof before !== 'string' || typeof after !== 'string' || Math.max(before.length, after.length) <= WHOLE)
    return [shown(before, text), shown(after, text)];
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const part = (whole: string): string => {
    const [start, end] = [startOf(whole, head - AROUND), endOf(whole, whole.length - tail + AROUND)];
    return shown(`${start > 0 ? '…' : ''}${whole.slice(start, end)}${end < whole.length ? '…' : ''}`, text);
  };
  return [part(before), part(after)];
}

/** The start of the word at a position. */
function startOf(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf(' ', at) + 1;
}

function endOf(text: string, at: number): number {
  const space = at >= text.length ? -1 : text.indexOf(' ', at);
  return space < 0 ? text.length : space;
}

/** Maximum length of a value that is not a text; longer ones are cut, which `…` shows. */
const LONGEST = 400;

/** Formats a text with `¶` for line breaks, and any other value as code. */
function shown(value: unknown, text: boolean): string {
  if (typeof value === 'string' && text) return value === '' ? '∅' : markdownSafe(value.replace(/\s*\n\s*/g, ' ¶ '), LONGEST * 2);
  const code = typeof value === 'string' ? value : JSON.stringify(value);
  return code === '' ? '∅' : codeSpan(code, LONGEST);
}
