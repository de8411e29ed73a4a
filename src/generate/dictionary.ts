import { RECORD_KINDS } from '../model/kinds.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Code, Model } from '../model/types.ts';
import { type Entry, fileEntries, recordEntries } from './dictionary/entries.ts';
import { anchor, code, plain, table } from './dictionary/markdown.ts';
import { type Readers, readersOf } from './dictionary/readers.ts';
import { codelistHeading, fieldHeading, type Page, ruleLine, section } from './dictionary/section.ts';
import { EN } from './dictionary/words-en.ts';
import { FR } from './dictionary/words-fr.ts';
import type { GeneratedFile } from './types.ts';

/**
 * The data dictionary of a version in Markdown (CommonMark with tables, no HTML), in French and in English: every field in its place,
 * with its type, constraints, codes, source and examples, its counterparts, and the rules that read it; then the codelists.
 */
export function dictionary(model: Model): GeneratedFile[] {
  return [
    { path: 'dictionnaire.md', text: document(model, 'fr') },
    { path: 'dictionary.md', text: document(model, 'en') },
  ];
}

/** A part of the document. `owner` begins the paths in its headings. */
type Chapter = { title: string; owner: string; entries: Entry[]; readers: Readers };

const NO_READERS: Readers = { fields: new Map(), whole: [] };

function document(model: Model, lang: Lang): string {
  const words = lang === 'fr' ? FR : EN;
  const page = { model, lang, words };
  const chapters = [
    { title: words.file, owner: '', entries: fileEntries(model), readers: NO_READERS },
    ...RECORD_KINDS.map((kind) => ({
      title: words.kinds[kind],
      owner: kind,
      entries: recordEntries(model, kind),
      readers: readersOf(model, kind),
    })),
  ];
  const lines = [
    ...[`# ${words.title}`, '', words.generated, '', ...words.intro(model.version), ''],
    ...[`## ${words.contents}`, '', ...chapters.map(({ title }) => link(title)), link(words.codelists), ''],
    ...chapters.flatMap((chapter) => chapterLines(chapter, page)),
    ...[
      `## ${words.codelists}`,
      '',
      ...Object.keys(model.codelists)
        .sort()
        .flatMap((name) => codelistLines(name, page)),
    ],
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const link = (heading: string, text = heading): string => `- [${text}](#${anchor(heading)})`;

function chapterLines({ title, owner, entries, readers }: Chapter, page: Page): string[] {
  const { lang, words } = page;
  return [
    ...[`## ${title}`, ''],
    ...entries.map((entry) => tocLine(entry, owner, lang)),
    '',
    ...(readers.whole.length === 0
      ? []
      : [words.wholeRecord, '', ...readers.whole.map((rule) => ruleLine(rule, lang, words)), '']),
    ...entries.flatMap((entry) => section(entry, owner, readers.fields.get(entry.path) ?? [], page)),
  ];
}

/** Fields of an object stand under it. */
function tocLine(entry: Entry, owner: string, lang: Lang): string {
  const depth = entry.path.split('.').length - 1;
  return (
    '  '.repeat(depth) +
    link(
      fieldHeading(entry, owner, lang),
      `${entry.field.title[lang].replace(/[[\]]/g, '\\$&')} ${code(entry.path.split('.').at(-1) ?? '')}`,
    )
  );
}

function codelistLines(name: string, { model, lang, words }: Page): string[] {
  const rows = (model.codelists[name] ?? []).map((one) => [
    code(one.code),
    plain(lang === 'fr' ? one.libelle : one.label_en),
    [plain(one.description), ...deprecation(one, words)].join(' '),
    plain(one.since),
  ]);
  return [`### ${codelistHeading(name, words)}`, '', ...table(words.codeColumns, rows), ''];
}

const deprecation = ({ deprecated, replaced_by: replacement }: Code, words: Page['words']): string[] =>
  deprecated === '' ? [] : [words.deprecated(plain(deprecated), replacement === '' ? '' : code(replacement))];
