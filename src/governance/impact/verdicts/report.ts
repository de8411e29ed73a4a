/** What `decp impact --from --to` prints: who changes verdict, why, where; one JSON object for programs. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import { KITS } from '../../../../packages/base/src/language.ts';
import type { Kit } from '../../../../packages/base/src/language.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import type { Cause, VerdictChanges, VerdictCounts, VerdictFile } from '../../../model/verdict-changes.ts';
import { linesOf } from '../report.ts';
import { percent } from '../../../report/percent.ts';
import type { Style } from '../../../../packages/base/src/style.ts';
import { VERDICT_WORDS, type VerdictWords } from './words.ts';
import { wrap } from '../../../../packages/base/src/wrap.ts';

type Page = { words: VerdictWords; kit: Kit; style: Style; width: number };

const WIDTH = 100;
const COLUMN = 11;
/** What people are shown of causes, and of the places of each; programs get them all. */
const CAUSES = 20;
const PLACES = 2;
const BELOW = ' '.repeat(COLUMN);
const OUTCOMES = ['newlyRefused', 'newlyAccepted', 'acceptedByBoth', 'refusedByBoth'] as const;

/** The counts for a person: verdicts, what is newly refused and what is not any more, then the files. */
export function verdictChangesText(
  changes: VerdictChanges,
  { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number },
): string {
  const page: Page = { words: VERDICT_WORDS[lang], kit: KITS[lang], style, width };
  const { words } = page;
  const titles = words.causes(changes);
  return [
    style.bold(wrap(words.title(changes), width)),
    ...rulesOf(changes, page),
    '',
    ...outcomes(changes, page),
    ...(['new', 'gone'] as const).flatMap((effect) =>
      causes(
        titles[effect],
        changes.causes.filter((cause) => cause.effect === effect),
        page,
      ),
    ),
    ...files(changes, page),
    ...(changes.causes.length > 0 ? ['', wrap(words.hint, width)] : []),
    '',
  ].join('\n');
}

function rulesOf({ from, to, rules }: VerdictChanges, { words, width }: Page): string[] {
  const sides = [
    [from, rules.from],
    [to, rules.to],
  ] as const;
  return sides.filter(([, ids]) => ids.length > 0).map(([version, ids]) => wrap(words.rules(version, ids), width));
}

function outcomes({ records, ...versions }: VerdictChanges, { words, kit, style }: Page): string[] {
  if (records.judged === 0) return [style.bold(words.nothing)];
  const names = words.outcomes(versions);
  const line = (key: Exclude<keyof VerdictCounts, 'judged'>) =>
    `${kit.number(records[key]).padStart(COLUMN)}${percent(records[key] / records.judged, records[key], kit).padStart(COLUMN)}  ${names[key]}`;
  return [style.bold(words.changed(records)), ...OUTCOMES.map(line)];
}

function causes(title: string, all: readonly Cause[], page: Page): string[] {
  if (all.length === 0) return [];
  const { style, words, width } = page;
  const numbers = words.columns.slice(0, -1).map((name) => name.padStart(COLUMN));
  const head = `${numbers.join('')}  ${words.columns.at(-1) ?? ''}`;
  const rest = all.length - CAUSES;
  return [
    '',
    style.bold(wrap(title, width)),
    style.dim(head),
    ...all.slice(0, CAUSES).flatMap((cause) => causeLines(cause, page)),
    ...(rest > 0 ? [wrap(words.more(rest), width, BELOW)] : []),
  ];
}

function causeLines(cause: Cause, { words, kit, style, width }: Page): string[] {
  const { records, changing, share, alone } = cause;
  const cells =
    cause.kind === null
      ? ['', '', '', '']
      : [kit.number(records), kit.number(changing), percent(share, changing, kit), kit.number(alone)];
  const left = `${cells.map((cell) => cell.padStart(COLUMN)).join('')}  `;
  return [
    ...headOf(left, visible(cause.code, 60), fieldOf(cause, words, kit), width),
    ...cause.changes.map(({ kind, fingerprint }) => wrap(words.change(kind, fingerprint), width, BELOW)),
    ...cause.places.slice(0, PLACES).map((place) => {
      const named = { ...place, file: visible(place.file, 60) };
      return style.dim(wrap(words.place(named, place.pointer === '' ? '/' : place.pointer), width, BELOW));
    }),
  ];
}

/** Code and field on one line, or on two where they are long. */
const headOf = (left: string, code: string, field: string, width: number): string[] =>
  left.length + code.length + 1 + field.length <= width ? [`${left}${code} ${field}`] : [left + code, wrap(field, width, BELOW)];

function fieldOf({ kind, path, value, files }: Cause, words: VerdictWords, kit: Kit): string {
  if (kind === null) return words.wholeFile(files);
  const concession = kind === 'contrat-concession' ? words.ofConcession : '';
  const told = value === undefined ? '' : ` ${kit.quote(typeof value === 'string' ? value : JSON.stringify(value), 60)}`;
  return `${path === '' ? words.wholeRecord : path}${told}${concession}`;
}

function files({ files: all, ...versions }: VerdictChanges, { words, style, width }: Page): string[] {
  const told = all.filter((file) => !isQuiet(file));
  const quiet = all.length - told.length;
  const lines = told.flatMap((file) => {
    const [first = '', ...more] = words.file({ ...file, name: visible(file.name, 60) }, versions);
    return [wrap(first, width - 2, '  '), ...more.map((line) => wrap(line, width - 4, '    '))];
  });
  return ['', style.bold(words.filesTitle), ...lines, ...(quiet > 0 ? [`  ${words.quiet(quiet)}`] : [])];
}

/** A file of which there is nothing to tell. */
const isQuiet = ({ parsed, shape, outside, verdict, records }: VerdictFile): boolean =>
  parsed && shape === 'both' && outside + records.newlyRefused + records.newlyAccepted === 0 && verdict.from === verdict.to;

/** One JSON object, an entry a line: two measures are compared line by line. */
export function verdictChangesJson({ files, causes, ...head }: VerdictChanges): string {
  const values = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = Object.entries({ files, causes }).map(([key, entries]) => `  ${JSON.stringify(key)}: ${linesOf(entries)}`);
  return `{\n${[...values, ...lists].join(',\n')}\n}\n`;
}
