import { RECORD_KINDS } from '../model/kinds.ts';
import { type Lang, SEMICOLON } from '../../packages/base/src/language.ts';
import type { Code, Model, Counterpart } from '../model/types.ts';
import { type Entry, fileEntries, recordEntries } from './dictionary/entries.ts';
import type { GeneratedFile } from './types.ts';
import type { Rule } from '../model/rules.ts';
import {
  constraintWords,
  typeWords,
  valueLeaf,
  anchor,
  code,
  plain,
  table,
  type Readers,
  readersOf,
} from './dictionary/describe.ts';
import { DICTIONARY } from '../messages/compiled/dictionary.ts';
import type { Messages } from '../messages/compiled/dictionary.types.ts';

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
  const words = DICTIONARY[lang];
  const page = { model, lang, words };
  const chapters = [
    { title: words.file(), owner: '', entries: fileEntries(model), readers: NO_READERS },
    ...RECORD_KINDS.map((kind) => ({
      title: words.kind[kind](),
      owner: kind,
      entries: recordEntries(model, kind),
      readers: readersOf(model, kind),
    })),
  ];
  const lines = [
    ...[
      `# ${words.title()}`,
      '',
      words.generated(),
      '',
      words.intro({ next: model.version === 'next', version: model.version }),
      '',
      words.reading(),
      '',
    ],
    ...[`## ${words.contents()}`, '', ...chapters.map(({ title }) => link(title)), link(words.codelists()), ''],
    ...chapters.flatMap((chapter) => chapterLines(chapter, page)),
    ...[
      `## ${words.codelists()}`,
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
      : [words['whole-record'](), '', ...readers.whole.map((rule) => ruleLine(rule, lang, words)), '']),
    ...entries.flatMap((entry) => section(entry, owner, readers.fields.get(entry.path) ?? [], page)),
  ];
}

/** Fields of an object are listed under it. */
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
  const { 'code-column': column } = words;
  return [
    `### ${codelistHeading(name, words)}`,
    '',
    ...table([column.code(), column.label(), column.description(), column.since()], rows),
    '',
  ];
}

const deprecation = ({ deprecated, replaced_by: replacement }: Code, words: Page['words']): string[] =>
  deprecated === ''
    ? []
    : [words.deprecated({ version: plain(deprecated), replacement: replacement === '' ? undefined : code(replacement) })];

/** The section of one field. */
type Page = { model: Model; lang: Lang; words: Messages };

/** The heading of a field holds its path, so that no two are alike. `owner` begins the path: the kind of record, or nothing. */
const fieldHeading = ({ path, field }: Entry, owner: string, lang: Lang): string =>
  `${field.title[lang]} ${code(owner === '' ? path : `${owner}.${path}`)}`;

const codelistHeading = (name: string, words: Messages): string => `${words.codelist()} ${code(name)}`;

/** Title, description, then one line per fact. Objects have no example of their own; their members have. */
function section(entry: Entry, owner: string, rules: readonly Rule[], page: Page): string[] {
  const { lang, words } = page;
  return [
    `### ${fieldHeading(entry, owner, lang)}`,
    '',
    entry.field.description[lang].trim(),
    '',
    ...facts(entry, page).map(([label, text]) => `- **${words.label[label]()}**${words.colon()}${text}`),
    ...ruleLines(rules, page),
    '',
  ];
}

type Fact = readonly [label: keyof Messages['label'], text: string];

function facts(entry: Entry, { model, lang, words }: Page): Fact[] {
  const { node, field, required, parent } = entry;
  const constraints = constraintWords(node, lang);
  const codelist = valueLeaf(node)?.codelist;
  return [
    ['json', code(entry.json)],
    ['xml', code(entry.xml)],
    ['type', typeWords(node, lang)],
    ['presence', words.presence({ required, parent: parent === '' ? undefined : code(parent) })],
    ...(field.unit ? [['unit', field.unit[lang]] as const] : []),
    ...(constraints.length === 0 ? [] : [['constraints', constraints.join(SEMICOLON[lang])] as const]),
    ...(codelist === undefined ? [] : [['codes', codesLine(codelist, model, words)] as const]),
    ['source', field.source[lang]],
    ...(valueLeaf(node) ? [['examples', field.examples.map(shown).join(', ')] as const] : []),
    ...(field['x-ocds'] ? [['ocds', counterpart(field['x-ocds'], lang, words)] as const] : []),
    ...(field['x-eforms'] ? [['eforms', counterpart(field['x-eforms'], lang, words)] as const] : []),
  ];
}

const shown = (value: unknown): string => code(JSON.stringify(value));

function codesLine(name: string, { codelists }: Model, words: Messages): string {
  const codes = (codelists[name] ?? []).map((one) => code(one.code)).join(', ');
  return `[${words['codelist-link']()} ${code(name)}](#${anchor(codelistHeading(name, words))})${words.colon()}${codes}`;
}

function counterpart(it: Counterpart, lang: Lang, words: Messages): string {
  if ('aucun' in it) return `${words.none()}${words.colon()}${it.aucun[lang]}`;
  return `${code(it.path)} (${it.source}).${it.note ? ` ${it.note[lang]}` : ''}`;
}

function ruleLines(rules: readonly Rule[], { lang, words }: Page): string[] {
  if (rules.length === 0) return [];
  return [`- **${words.label.rules()}**${words.colon().trimEnd()}`, ...rules.map((rule) => `  ${ruleLine(rule, lang, words)}`)];
}

const ruleLine = ({ id, severity, title }: Rule, lang: Lang, words: Messages): string =>
  `- ${code(id)} (${words['severity-name'][severity]()})${words.colon()}${title[lang]}`;
