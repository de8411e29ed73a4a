/** `text`: for people. The relation first, then each change with an instance that shows it, the breaks first. */
import { capital, type Lang } from '../../../base/src/language.ts';
import { type Style, wrap } from '../../../base/src/layout.ts';
import { visible } from '../../../base/src/visible.ts';
import type { Change, Diff } from '../types.ts';
import { fragmentOf } from './fragment.ts';
import { type Names, REPORT_WORDS, type ReportWords, type Section, sectionOf, SECTIONS } from './words.ts';

type Page = { words: ReportWords; names: Names; style: Style; lang: Lang };

const WIDTH = 100;
const INDENT = '    ';
/** A schema that words every title anew would hide the rest. */
const SHOWN: Record<Section, number> = { breaks: Infinity, unknown: Infinity, widenings: Infinity, texts: 20 };

export function textReport(diff: Diff, names: Names, { lang, style }: { lang: Lang; style: Style }): string {
  const page: Page = { words: REPORT_WORDS[lang], names, style, lang };
  const { words } = page;
  const colon = lang === 'fr' ? ' :' : ':';
  const verdict = `${words.relation(names, diff.relation)}${colon} ${words.needed[diff.bump]}.`;
  const notes = diff.notes.map((note) => wrap(`${capital(visible(note[lang], 600))}.`, WIDTH, '  '));
  return [
    style.bold(wrap(verdict, WIDTH)),
    ...SECTIONS.flatMap((section) => sectionLines(section, diff.changes, page)),
    ...(notes.length > 0 ? ['', style.bold(words.notes), ...notes] : []),
    ...(diff.changes.some(({ witnesses }) => witnesses.length > 0) ? ['', words.hint] : []),
    '',
  ].join('\n');
}

function sectionLines(section: Section, all: readonly Change[], page: Page): string[] {
  const changes = all.filter((change) => sectionOf(change) === section);
  if (changes.length === 0) return [];
  const { words, style } = page;
  const shown = changes.slice(0, SHOWN[section]);
  const rest = changes.length - shown.length;
  return [
    '',
    style.bold(words.section[section](changes.length)),
    ...shown.flatMap((change, i) => changeLines(change, i + 1, page)),
    ...(rest > 0 ? [INDENT + words.more(rest)] : []),
  ];
}

function changeLines(change: Change, number: number, { words, names, style, lang }: Page): string[] {
  const mark = `${String(number)}. `.padEnd(INDENT.length);
  const sentence = wrap(visible(change.sentence[lang], 1000), WIDTH - mark.length).replaceAll(
    '\n',
    `\n${' '.repeat(mark.length)}`,
  );
  const { path, kind, fingerprint, witnesses, reason } = change;
  const place = [path === '' ? words.root : visible(path, 200), kind, fingerprint].join(' · ');
  return [
    mark + sentence,
    style.dim(wrap(place, WIDTH, INDENT)),
    ...(witnesses.length === 0 && reason ? [wrap(`${words.noWitness} ${visible(reason[lang], 600)}.`, WIDTH, INDENT)] : []),
    ...witnesses.flatMap((witness) => [
      wrap(words.witness(names, witness.accepted), WIDTH, INDENT),
      wrap(fragmentOf(witness, change, words.without), WIDTH, `${INDENT}  `),
    ]),
  ];
}
