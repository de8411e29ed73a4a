/** The section of the comment that lists the edited source files, with each value before and after. */
import { stringify } from 'yaml';
import { visible } from '../../../packages/base/src/visible.ts';
import { codeBlock, codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import type { ExampleCounts, SourceChange, SourceFile, Steps } from './source-changes.ts';
import type { PullRequest } from './types.ts';
import type { Messages } from '../../messages/compiled/pull-request.types.ts';

/** Maximum length of a value; longer ones are cut, which `…` shows. */
const LONGEST = 2000;
/** Longer texts are shown only around the change. */
const WHOLE = 240;
/** Characters shown before and after the change. */
const AROUND = 80;

const INDENT = '  ';

/**
 * Lists the files and their changes as far as `space` (in bytes) allows, then how many changes are left out and how to see them.
 */
export function sourcesSection({ sources, base }: Pick<PullRequest, 'sources' | 'base'>, say: Messages, space: number): string[] {
  if (sources.length === 0) return [];
  const shown = [`### ${say['sources.title']({ count: sources.length })}`];
  let left = space;
  let hidden = 0;
  /** Adds a part and returns true, if it fits. */
  const add = (part: string): boolean => {
    const size = sizeOf(part);
    if (size > left) return false;
    left -= size;
    shown.push(part);
    return true;
  };
  for (const file of sources) {
    const isHeaded = add(headOf(file, say));
    for (const change of file.changes) {
      const fits = isHeaded && (add(itemOf(change, file, say)) || add(itemOf(change, file, say, true)));
      if (!fits) hidden++;
    }
    if (!isHeaded && file.changes.length === 0) hidden++;
  }
  return hidden > 0
    ? [...shown, say['sources.more']({ count: hidden, command: codeSpan(`git diff ${base} -- schema`, 200) })]
    : shown;
}

/** The size of a part in bytes, including the blank line after it. */
export const sizeOf = (part: string): number => new TextEncoder().encode(part).length + 2;

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
  return `**${codeSpan(path)}**${reported.length > 0 ? ` (${reported.join(', ')})` : ''}`;
}

/** `brief`: leaves out the content of an object, to save space. */
function itemOf(change: SourceChange, { path }: SourceFile, say: Messages, brief = false): string {
  const where = [
    ...(change.place && change.steps.length > 0 ? [say['sources.line']({ line: change.place.line })] : []),
    change.steps.length > 0 ? codeSpan(change.steps.join(' › ')) : say['sources.root'](),
  ].join(', ');
  switch (change.kind) {
    case 'renamed':
      return `- ${renamed(change, parentOf(where, change), say)}`;
    case 'added':
    case 'removed':
      return wholeOf(change, where, path, say, brief);
    case 'changed':
    case 'follows': {
      const [before, after] = shownPair(change.before, change.after, isText(change.steps));
      const head = `- ${change.kind === 'follows' ? say['sources.follows']({ where }) : where}`;
      if (before.length + after.length <= WHOLE / 2 && !isText(change.steps))
        return say['sources.value']({ place: head, value: `${before} → ${after}` });
      const values = [
        say['sources.value']({ place: say['sources.before'](), value: before }),
        say['sources.value']({ place: say['sources.after'](), value: after }),
      ];
      return [head, ...values.map((value) => INDENT + value)].join('\n\n');
    }
  }
}

type Renamed = SourceChange & { kind: 'renamed' };

/** How many of the examples that had the old name now have the new one; `one` if there was a single one and it does. */
function followed({ concerned, following }: ExampleCounts): 'nothing' | 'some' | 'one' | 'all' {
  if (concerned === 0) return 'nothing';
  if (following < concerned) return 'some';
  return concerned === 1 ? 'one' : 'all';
}

const renamed = ({ before, after, echoes = 0, examples }: Renamed, where: string, say: Messages): string =>
  say['sources.renamed']({
    where,
    before: codeSpan(before),
    after: codeSpan(after),
    echoes,
    examples: examples ? followed(examples) : 'none',
    concerned: examples?.concerned ?? 0,
    following: examples?.following ?? 0,
  });

/** The place of a renamed property without its name, which the sentence gives. */
const parentOf = (where: string, { place, steps }: SourceChange): string => {
  const parent = steps.slice(0, -1).join(' › ');
  const line = place ? where.slice(0, where.indexOf(',')) : '';
  return [line, parent === '' ? '' : codeSpan(parent)].filter((part) => part !== '').join(', ');
};

function wholeOf(
  change: SourceChange & { kind: 'added' | 'removed' },
  where: string,
  path: string,
  say: Messages,
  brief: boolean,
): string {
  const { kind, steps, value, whole } = change;
  if (whole) return brief ? say['sources.too-long']() : codeBlock(lines(String(value)), '', /[^.]*$/.exec(path)?.[0]);
  const head = `- ${say[`sources.${kind}`]({ where })}`;
  if (typeof value !== 'object' || value === null)
    return say['sources.value']({ place: head, value: shown(value, isText(steps)) });
  return brief ? `${head} (${say['sources.too-long']()})` : `${head}\n\n${codeBlock(yamlOf(value), INDENT, 'yaml')}`;
}

/** Formats a value as YAML, with invisible characters escaped. */
const yamlOf = (value: unknown): string => stringify(seen(value), { lineWidth: 100 }).trimEnd();

function seen(value: unknown): unknown {
  if (typeof value === 'string') return lines(value);
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key, LONGEST), seen(inner)]));
}

const lines = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => visible(line, Infinity))
    .join('\n');

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

/** Formats a text with `¶` for line breaks, and any other value as code. */
function shown(value: unknown, text: boolean): string {
  if (typeof value === 'string' && text) return value === '' ? '∅' : markdownSafe(value.replace(/\s*\n\s*/g, ' ¶ '), LONGEST);
  const code = typeof value === 'string' ? value : JSON.stringify(value);
  return code === '' ? '∅' : codeSpan(code, LONGEST);
}
