/** The account of a fix: what changed, where, from what to what, and what is left to do. */
import { FORMATTERS, type Lang } from '../../packages/base/src/language.ts';
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { FIX } from '../messages/compiled/fix.ts';
import { shownValue } from '../model/cell-text.ts';
import type { FormName } from '../read/forms.ts';
import { shellWord } from '../host/shell-word.ts';
import { toJson } from '../report/entry.ts';
import { type ReadVerdict, verdictOf } from '../validate/verdict.ts';
import { WORDS } from '../report/words.ts';
import type { Change, ChangeEntry, DescribedChange, Fixed } from './types.ts';

export const changeEntry = ({ finding: { code, path, record }, position, from, to }: Change): ChangeEntry => ({
  code,
  path,
  ...(record && { record }),
  ...{ position, from, to },
});

/** What became of a file. `output`: the file written; undefined where none is. */
export type FixAccount = Pick<Fixed, 'form' | 'version' | 'before' | 'verdict'> & {
  input: string;
  output: string | undefined;
  changes: readonly DescribedChange[];
  left: readonly DescribedChange[];
};

export function jsonFixReport(tool: { name: string; version: string }, account: FixAccount): string {
  const { input, output, form, version, changes, left, before, verdict } = account;
  const entry = {
    ...{ tool, input: { file: input, format: form }, output: output === undefined ? null : { file: output } },
    ...{ version, before, counts: verdict.counts, toReview: verdict.toReview, records: verdict.records },
    verdict: verdictOf(verdict),
    ...{ changes, left },
  };
  return `${toJson(entry)}\n`;
}

/** Changes shown at the most: people read no more, programs have them all. */
const MOST_SHOWN = 100;

export function textFixReport(lang: Lang, colour: boolean, account: FixAccount, most = MOST_SHOWN, width = 100): string {
  const { input, output, changes, form, left, verdict, version } = account;
  const say = FIX[lang];
  const style = styleFor(colour);
  const shown = changes
    .slice(0, most)
    .flatMap((change) => [
      style.dim(wrap(changeWords(change, lang), width, '   ')),
      `     ${say.change({ from: foundWords(change.from, form, lang), to: valueWords(change.to, form, lang) })}`,
    ]);
  const counted = { n: changes.length };
  const heading = output === undefined ? say['would-change'](counted) : say.changes(counted);
  const isFile = output !== undefined && output !== '-';
  // On a line of its own, to be copied. What went to a pipe has no name, and what was not written has other findings.
  const again = isFile ? [`  decp validate ${shellWord(output)}`] : [];
  const endings: Record<ReadVerdict, () => string[]> = {
    conforming: () => [style.good(say.conforming({ ...counted, version }))],
    'to-review': () => [style.warn(wrap(say['to-review']({ ...counted, version, points: verdict.toReview }), width)), ...again],
    'not-conforming': () => [
      style.bad(wrap(say['not-conforming']({ ...counted, errors: verdict.counts.error }), width)),
      ...again,
    ],
  };
  return [
    visible(input, 300),
    '',
    changes.length === 0 ? say['no-change']() : style.bold(heading),
    ...shown,
    ...(changes.length > most ? [`   ${say.more({ n: changes.length - most })}`] : []),
    ...(left.length > 0 ? [wrap(say.left({ n: left.length }), width)] : []),
    '',
    ...(output === undefined && changes.length > 0 ? [say['to-write']()] : []),
    ...(isFile ? [say.written({ ...counted, file: visible(output, 300) })] : []),
    ...endings[verdictOf(verdict)](),
    '',
  ].join('\n');
}

/** `ligne 12, colonne F (titulaires.1.id), marché n° 3, Identifiant du titulaire`. */
export function changeWords({ position, record, field }: DescribedChange, lang: Lang): string {
  const words = WORDS[lang];
  return [words.position(position), record && words.record(record), field].filter((part) => part !== undefined).join(', ');
}

/** The value that stood in a file of this form. An element of XML without text had none. */
export function foundWords(value: Change['from'], form: FormName, lang: Lang): string {
  if (value === null || typeof value === 'object') return JSON.stringify(value);
  return form === 'xml' && value === '' ? FIX[lang].empty() : valueWords(value, form, lang);
}

/** A value as a file of this form has it, with blanks at its ends, and those that do not break, made visible; words where there is none. */
export function valueWords(value: Change['to'], form: FormName, lang: Lang): string {
  if (value === null) return FIX[lang].removed();
  if (form === 'json') return visible(shownBlanks(JSON.stringify(value)), 80);
  const text = form === 'xml' ? String(value) : (shownValue(value) ?? '');
  return FORMATTERS[lang].quote(shownBlanks(text), 80);
}

/** Blanks inside the quotes of JSON count as the others. In one sweep, however many blanks there are in the middle. */
function shownBlanks(text: string): string {
  const start = /^"?[^\S\r\n\t]*/.exec(text)?.[0] ?? '';
  const end = Math.max(start.length, text.endsWith('"') ? text.length - 1 : text.length);
  let last = end;
  while (last > start.length && BLANK.test(text.charAt(last - 1))) last--;
  const middle = text.slice(start.length, last).replace(/[\u00a0\u202f]/g, '␣');
  return `${start.replaceAll(BLANK_ANYWHERE, '␣')}${middle}${'␣'.repeat(end - last)}${text.slice(end)}`;
}

const BLANK = /[^\S\r\n\t]/;
const BLANK_ANYWHERE = /[^\S\r\n\t]/g;
