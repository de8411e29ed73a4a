/** `text`: for people. The relation first, then each change with an instance that shows it, the breaks first. */
import { capital, type Lang } from '../../../base/src/language.ts';
import { type Style, wrap } from '../../../base/src/layout.ts';
import { visible } from '../../../base/src/visible.ts';
import { REPORT } from '../compiled/report.ts';
import type { Messages } from '../compiled/report.types.ts';
import type { Change, Diff } from '../types.ts';
import { fragmentOf, witnessWords } from './fragment.ts';
import { type Names, type Section, sectionOf, SECTIONS } from './sections.ts';

type Page = { say: Messages; names: Names; style: Style; lang: Lang };

const WIDTH = 100;
const INDENT = '    ';
/** A schema that words every title anew would hide the rest. */
const SHOWN: Record<Section, number> = { breaks: Infinity, unknown: Infinity, widenings: Infinity, texts: 20 };

export function textReport(diff: Diff, names: Names, { lang, style }: { lang: Lang; style: Style }): string {
  const page: Page = { say: REPORT[lang], names, style, lang };
  const { say } = page;
  const relation = say.relation({ ...names, relation: diff.relation });
  const verdict = say.verdict({ relation, needed: say.needed({ bump: diff.bump }) });
  const notes = diff.notes.map((note) => wrap(`${capital(visible(note[lang], 600))}.`, WIDTH, '  '));
  return [
    style.bold(wrap(verdict, WIDTH)),
    ...SECTIONS.flatMap((section) => sectionLines(section, diff.changes, page)),
    ...(notes.length > 0 ? ['', style.bold(say.notes()), ...notes] : []),
    ...(diff.changes.some(({ witnesses }) => witnesses.length > 0) ? ['', say.hint()] : []),
    '',
  ].join('\n');
}

function sectionLines(section: Section, all: readonly Change[], page: Page): string[] {
  const changes = all.filter((change) => sectionOf(change) === section);
  if (changes.length === 0) return [];
  const { say, style } = page;
  const shown = changes.slice(0, SHOWN[section]);
  const rest = changes.length - shown.length;
  return [
    '',
    style.bold(say.section({ section, n: changes.length })),
    ...shown.flatMap((change, i) => changeLines(change, i + 1, page)),
    ...(rest > 0 ? [INDENT + say.more({ n: rest })] : []),
  ];
}

function changeLines(change: Change, number: number, { say, names, style, lang }: Page): string[] {
  const mark = `${String(number)}. `.padEnd(INDENT.length);
  const sentence = wrap(visible(change.sentence[lang], 1000), WIDTH - mark.length).replaceAll(
    '\n',
    `\n${' '.repeat(mark.length)}`,
  );
  const { path, kind, fingerprint, witnesses, reason } = change;
  const place = [path === '' ? say.root() : visible(path, 200), kind, fingerprint].join(' · ');
  return [
    mark + sentence,
    style.dim(wrap(place, WIDTH, INDENT)),
    ...(witnesses.length === 0 && reason ? [wrap(`${say['no-witness']()} ${visible(reason[lang], 600)}.`, WIDTH, INDENT)] : []),
    ...witnesses.flatMap((witness) => [
      wrap(witnessWords(witness, say, names), WIDTH, INDENT),
      wrap(fragmentOf(witness, change, say.without), WIDTH, `${INDENT}  `),
    ]),
  ];
}
