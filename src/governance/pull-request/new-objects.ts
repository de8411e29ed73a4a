/** The fields, lists of codes, codes and rules that a proposal adds, as the rows of a table. */
import { type Lang, SEMICOLON } from '../../../packages/base/src/language.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { constraintWords, table, typeWords } from '../../generate/dictionary/describe.ts';
import { type Entry, fileEntries, recordEntries } from '../../generate/dictionary/entries.ts';
import { PULL_REQUEST } from '../../messages/compiled/pull-request.ts';
import { titlesIn, type TitledTexts } from '../../model/citation.ts';
import type { Messages } from '../../messages/compiled/pull-request.types.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import type { Code, Model } from '../../model/types.ts';
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import { withFullStop } from '../../report/words.ts';
import type { PageSpace } from './space.ts';

/** `before` and `after`: the two sides of a proposal. */
export type Sides = { before: Model; after: Model };

/** A row: its cells as Markdown, and the changes that it says all of. */
export type NewObject = { what: string; form: string; source: string; example: string; changes: readonly Change[] };

/**
 * `example`: the proof of a change on one line, where it fits; `legal`: the texts that rules cite; `english`: the description in English that a proposal gives
 * a code.
 */
type Page = {
  lang: Lang;
  example: (change: Change) => string | undefined;
  legal: TitledTexts;
  english: (list: string, code: string) => string | undefined;
};

/** The rows, fields first. A field that is only renamed or moved is not new. */
export function newObjects(changes: readonly Change[], sides: Sides, page: Page): NewObject[] {
  return [
    ...fieldRows(changes, sides, page),
    ...codelistRows(sides, page),
    ...codeRows(changes, sides, page),
    ...ruleRows(changes, sides, page),
  ];
}

/** Whether a proposal adds an object or a list of objects: it changes the structure. */
export const hasNewStructure = (sides: Sides): boolean =>
  newFields(sides).some(({ node }) => node.kind === 'object' || (node.kind === 'list' && node.item.kind === 'object'));

export function newObjectsTable(rows: readonly NewObject[], lang: Lang, space: PageSpace): string {
  const say = PULL_REQUEST[lang];
  const header = [say['column.what'](), say['column.form'](), say['column.source'](), say['column.example']()];
  const lines = table(
    header,
    rows.map(({ what, form, source, example }) => [what, form, source, example]),
  );
  const more = (count: number): string => `| ${say.more({ count })} | | | |`;
  return [...lines.slice(0, 2), space.list(lines.slice(2), more)].join('\n');
}

const entriesOf = (model: Model): Entry[] => [
  ...fileEntries(model),
  ...RECORD_KINDS.flatMap((kind) => recordEntries(model, kind)),
];

const idOf = ({ node, field }: Entry): string => node.schema['x-field'] ?? field.title.fr;

function newFields({ before, after }: Sides): Entry[] {
  const [were, are] = [entriesOf(before), entriesOf(after)];
  const [pathsBefore, pathsAfter] = [were, are].map((entries) => new Set(entries.map(({ json }) => json)));
  const moved = new Set(were.filter(({ json }) => !pathsAfter?.has(json)).map(idOf));
  return are.filter((entry) => !pathsBefore?.has(entry.json) && !moved.has(idOf(entry)) && entry.required !== undefined);
}

function fieldRows(changes: readonly Change[], sides: Sides, { lang, example }: Page): NewObject[] {
  const say = PULL_REQUEST[lang];
  return [...groupBy(newFields(sides), idOf).values()].map((entries) => {
    const [{ node, field, required }] = entries;
    const paths = entries.map(({ json }) => json);
    const own = changes.filter(({ kind, path }) => kind === 'property-added' && paths.includes(path));
    const words = [typeWords(node, lang), ...constraintWords(node, lang), say['new.required']({ required: required === true })];
    const [shown] = own.flatMap((change) => example(change) ?? []);
    return {
      what: say['new.field']({ title: markdownSafe(field.title[lang]), paths: paths.map((path) => codeSpan(path)) }),
      form: say['new.meaning']({ label: words.join(', '), description: markdownSafe(field.description[lang]) }),
      source: markdownSafe(field.source[lang]),
      example: shown ?? '',
      changes: own,
    };
  });
}

function codelistRows({ before, after }: Sides, { lang }: Page): NewObject[] {
  const say = PULL_REQUEST[lang];
  return Object.entries(after.codelists)
    .filter(([name]) => before.codelists[name] === undefined)
    .map(([name, codes]) => ({
      what: say['new.codelist']({ name: codeSpan(name) }),
      form: say['new.codes']({ count: codes.length }),
      source: markdownSafe([...new Set(codes.map(({ source }) => source))].join(SEMICOLON[lang])),
      example: '',
      changes: [],
    }));
}

function codeRows(changes: readonly Change[], { after }: Sides, { lang, example, english }: Page): NewObject[] {
  const say = PULL_REQUEST[lang];
  return changes.flatMap((change) => {
    const { codelist, code } = change.params;
    if (change.kind !== 'codelist-code-added' || typeof codelist !== 'string') return [];
    const row = after.codelists[codelist]?.find((one) => one.code === code);
    if (!row) return [];
    const fr = meaningOf(row, row.libelle, row.description, say);
    const en = meaningOf(row, row.label_en, english(codelist, row.code), say);
    const [own, other] = lang === 'fr' ? [fr, en] : [en, fr];
    return {
      what: say['new.code']({ code: codeSpan(row.code), codelist: codeSpan(codelist) }),
      form: say['new.languages']({ own: withFullStop(own), other }),
      source: markdownSafe(row.source),
      example: example(change) ?? '',
      changes: [change],
    };
  });
}

/** The label and the description of a code in one language; a label that is the code is said already. */
function meaningOf({ code }: Code, label: string, description: string | undefined, say: Messages): string {
  if (description === undefined) return markdownSafe(label);
  return say['new.meaning']({ label: label === code ? undefined : markdownSafe(label), description: markdownSafe(description) });
}

function ruleRows(changes: readonly Change[], { after }: Sides, { lang, example, legal }: Page): NewObject[] {
  const say = PULL_REQUEST[lang];
  return changes.flatMap((change) => {
    const rule = change.kind === 'rule-added' ? after.rules.find(({ id }) => id === change.path) : undefined;
    if (!rule) return [];
    const { id, title, severity, family, source } = rule;
    return {
      what: say['new.rule']({ id: codeSpan(id) }),
      form: say['new.finding']({ title: markdownSafe(title[lang]), severity, family }),
      source: markdownSafe([titlesIn(source.text, legal, lang), ...(source.note ? [source.note[lang]] : [])].join(', ')),
      example: example(change) ?? '',
      changes: [change],
    };
  });
}
