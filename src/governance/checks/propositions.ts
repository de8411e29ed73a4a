/** The documents of `propositions/`: the head, the status and the headings of each, the index, and that a break has one. */
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Messages } from '../../messages/compiled/checks.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { readSource } from '../../model/source-text.ts';
import type { Problem, SchemaFiles } from '../problem.ts';

/** The documents, by path from `propositions/`. */
type Documents = ReadonlyMap<string, string>;

const MODEL = '0000-modele.md';
const INDEX = 'README.md';
const NAME = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;

/** The statuses, besides « remplacée par 00NN ». A break may be published of a proposition that is open or accepted only. */
const STATUSES = ['ouverte', 'acceptée', 'refusée', 'retirée'];
const LIVING = ['ouverte', 'acceptée'];

/** Checks each document against the model, the index against the documents, and that the number announced for `next`, if it is major, has a document. */
export function checkPropositions(documents: Documents, files: SchemaFiles): Problem[] {
  const model = documents.get(MODEL);
  if (model === undefined || !documents.has(INDEX))
    return [MODEL, INDEX]
      .filter((name) => !documents.has(name))
      .map((name) => problem(name, undefined, (say) => say['files.missing']({ moved: undefined })));
  const names = [...documents.keys()].filter((name) => name !== INDEX && name !== MODEL);
  const asked = sectionsOf(model);
  const read = names.flatMap((name) => (NAME.test(name) ? [documentOf(name, documents.get(name) ?? '', asked)] : []));
  const found = [
    ...names.filter((name) => !NAME.test(name)).map((name) => problem(name, undefined, (say) => say['proposition.file']())),
    ...read.flatMap((document) => documentProblems(document, read, asked)),
  ];
  return found.length > 0 ? found : [...indexProblems(documents.get(INDEX) ?? '', read), ...breakProblems(files, read)];
}

const problem = (name: string, line: number | undefined, say: (say: Messages) => string): Problem => ({
  file: `propositions/${name}`,
  ...(line !== undefined && { place: { line, column: 1 } }),
  ...textsOf(CHECKS, say),
});

/** A value of the head, with its line. */
type Said = { text: string; line: number };

type Section = { heading: string; line: number; text: string };

/** `curly`: the first line with a typographic apostrophe. */
type Document = {
  name: string;
  number: string;
  title: string | undefined;
  head: ReadonlyMap<string, Said>;
  sections: readonly Section[];
  curly?: number;
};

/** `- **État** : acceptée`, with a plain or a no-break space before the colon. */
const OF_HEAD = /^[-*] \*\*([^*]+)\*\*\s*:\s*(.*)$/u;

function documentOf(name: string, text: string, asked: readonly Section[]): Document {
  const lines = linesOf(text);
  const end = lines.findIndex((line) => line.startsWith('## '));
  const head = new Map<string, Said>();
  for (const [i, line] of (end === -1 ? lines : lines.slice(0, end)).entries()) {
    const [, key, value = ''] = OF_HEAD.exec(line) ?? [];
    if (key !== undefined && !head.has(key)) head.set(key, { text: value.trim(), line: i + 1 });
  }
  const number = name.slice(0, 4);
  const [, title] = new RegExp(`^# ${number} — (\\S.*)$`, 'u').exec(lines[0] ?? '') ?? [];
  const curly = lines.findIndex((line) => line.includes('\u2019'));
  return { name, number, title, head, sections: sectionsOf(text, asked), ...(curly !== -1 && { curly: curly + 1 }) };
}

const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);

/**
 * The headings of a document below its title, each with the text up to the next one; those of `asked` where it is given, since an answer may have headings of its
 * own. What looks like a heading in a block of code is none.
 */
function sectionsOf(text: string, asked?: readonly Section[]): Section[] {
  const sections: Section[] = [];
  let isCode = false;
  for (const [i, line] of linesOf(text).entries()) {
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? undefined : /^#{2,} .*$/.exec(line)?.[0].trim();
    const isAsked = heading !== undefined && (asked === undefined || asked.some((one) => one.heading === heading));
    const last = sections.at(-1);
    if (isAsked) sections.push({ heading, line: i + 1, text: '' });
    else if (last) last.text += `${line}\n`;
  }
  return sections.map((section) => ({ ...section, text: section.text.trim() }));
}

function documentProblems(
  { name, number, title, head, sections, curly }: Document,
  all: readonly Document[],
  model: readonly Section[],
): Problem[] {
  const say = (line: number | undefined, what: (say: Messages) => string): Problem => problem(name, line, what);
  const twin = all.find((other) => other.number === number && other.name < name);
  const next = String(Math.max(...all.map((other) => Number(other.number))) + 1).padStart(4, '0');
  const found: Problem[] = [
    ...(twin || number === '0000'
      ? [say(undefined, (it) => it['proposition.number-twice']({ number, other: twin?.name ?? MODEL, next }))]
      : []),
    ...(title === undefined ? [say(1, (it) => it['proposition.title']({ number }))] : []),
    ...['État', 'Date'].filter((key) => !head.has(key)).map((key) => say(1, (it) => it['proposition.head']({ name: key }))),
  ];
  const [status, date, version] = [head.get('État'), head.get('Date'), head.get('Version')];
  if (status) {
    const by = /^remplacée par (\d{4})$/.exec(status.text)?.[1];
    if (by !== undefined && (by === number || !all.some((other) => other.number === by)))
      found.push(say(status.line, (it) => it['proposition.replaced-by']({ number: by })));
    if (by === undefined && !STATUSES.includes(status.text))
      found.push(say(status.line, (it) => it['proposition.status']({ written: status.text, known: STATUSES })));
  }
  if (date && !isDay(date.text)) found.push(say(date.line, (it) => it['proposition.day']({ written: date.text })));
  if (version && !/^\d+\.\d+\.\d+$/.test(version.text))
    found.push(say(version.line, (it) => it['proposition.version']({ written: version.text })));
  if (curly !== undefined) found.push(say(curly, (it) => it['text.apostrophe']()));
  return [...found, ...sectionProblems(sections, model).map(([line, what]) => say(line, what))];
}

/** The headings of the model are all there, in their order, each with an answer of its own. */
function sectionProblems(
  sections: readonly Section[],
  model: readonly Section[],
): [line: number | undefined, say: (say: Messages) => string][] {
  let last = 0;
  return model.flatMap(({ heading, text: asked }, i): [number | undefined, (say: Messages) => string][] => {
    const section = sections.find((one) => one.heading === heading);
    if (!section) return [[undefined, (say) => say['proposition.heading']({ heading })]];
    const isMisplaced = section.line < last;
    last = Math.max(last, section.line);
    if (isMisplaced) return [[section.line, (say) => say['proposition.order']({ heading })]];
    // A heading of which the model only has those below says nothing itself.
    const isParent = asked === '' && /^#+/.exec(model[i + 1]?.heading ?? '')?.[0] === `${/^#+/.exec(heading)?.[0] ?? ''}#`;
    const isUnwritten = section.text === '' || section.text === asked;
    return isUnwritten && !isParent ? [[section.line, (say) => say['proposition.unwritten']({ heading })]] : [];
  });
}

/** Each document has its line in the index, which says the same. */
function indexProblems(index: string, all: readonly Document[]): Problem[] {
  const rows = new Map<string, { cells: string; line: number }>();
  for (const [i, line] of linesOf(index).entries()) {
    const [, number] = /^\|\s*(\d{4})\s*\|/.exec(line) ?? [];
    if (number !== undefined) rows.set(number, { cells: cellsOf(line), line: i + 1 });
  }
  const said = all.flatMap(({ name, number, title = '', head }) => {
    const row = `| ${number} | [${title}](${name}) | ${head.get('État')?.text ?? ''} | ${head.get('Date')?.text ?? ''} |`;
    const found = rows.get(number);
    if (!found) return [problem(INDEX, undefined, (say) => say['proposition.index']({ number, row }))];
    if (found.cells === cellsOf(row)) return [];
    return [problem(INDEX, found.line, (say) => say['proposition.index-otherwise']({ file: name, row }))];
  });
  const unknown = [...rows].flatMap(([number, { line }]) =>
    all.some((one) => one.number === number) ? [] : [problem(INDEX, line, (say) => say['proposition.index-unknown']({ number }))],
  );
  return [...said, ...unknown];
}

const cellsOf = (row: string): string =>
  row
    .split('|')
    .map((cell) => cell.trim())
    .join('|');

/** A major number has a document that names it, open or accepted. */
function breakProblems(files: SchemaFiles, all: readonly Document[]): Problem[] {
  const source = readSource(files.get('releases.json') ?? '');
  const releases =
    isObject(source.value) && Array.isArray(source.value['releases']) ? (source.value['releases'] as Release[]) : [];
  const [published, draft] = [releases.at(-2)?.version ?? '', releases.at(-1)?.expectedVersion];
  if (draft === undefined || majorOf(draft) <= majorOf(published)) return [];
  const isNamed = all.some(({ head }) => head.get('Version')?.text === draft && LIVING.includes(head.get('État')?.text ?? ''));
  if (isNamed) return [];
  return [
    {
      file: 'schema/releases.json',
      place: source.place(`/releases/${releases.length - 1}/expectedVersion`),
      ...textsOf(CHECKS, (say) => say['proposition.of-break']({ version: draft, newest: published })),
    },
  ];
}

type Release = { version: string; expectedVersion?: string };

const majorOf = (version: string): number => Number(version.split('.', 1)[0]);
