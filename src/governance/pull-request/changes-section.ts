/** The changes of a proposal by consequence: the sentence of each, what it was before and is now, and a witness that is whole. */
import { capital, type Lang } from '../../../packages/base/src/language.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { fragmentOf, lackedBy, type Names } from '../../../packages/schema-diff/src/report.ts';
import type { Messages } from '../../messages/compiled/pull-request.types.ts';
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import { inSection, isDeprecation, SECTIONS, type DiffReport } from '../../report/diff/types.ts';
import { DIFF_MESSAGES, sectionTitle, witnessWords } from '../../report/diff/words.ts';
import { withFullStop } from '../../report/words.ts';
import { newObjects, newObjectsTable } from './new-objects.ts';
import { editLine } from './sources-section.ts';
import type { SourceChange, SourceFile } from './source-changes.ts';
import type { PageSpace } from './space.ts';
import type { PullRequest } from './types.ts';

/** Maximum length of a witness in characters. A longer one is not shown: cut, it would prove nothing. */
const LONGEST = 120;

/**
 * What is new as a table, then the other changes. `rest`: the files with the edits that none of these changes says, which are still
 * to be shown.
 */
export function changesSection(
  { change: report, gate, sources, sides }: Pick<PullRequest, 'change' | 'gate' | 'sources' | 'sides'>,
  say: Messages,
  lang: Lang,
  space: PageSpace,
): { parts: string[]; rest: readonly SourceFile[] } {
  const { changes } = report.diff;
  const names = { previous: codeSpan(report.previous.name, 80), next: codeSpan(report.next.name, 80) };
  const page: Page = {
    say,
    lang,
    names,
    report,
    undeclared: new Set(gate.decision.undeclared.map(({ fingerprint }) => fingerprint)),
  };
  const edits = new Edits(sources);
  const english = (list: string, code: string): string | undefined => englishIn(sources, list, code);
  const rows = sides ? newObjects(changes, sides, { lang, example: exampleOf, legal: report.legal, english }) : [];
  const inTable = new Set(rows.flatMap((row) => row.changes).filter(({ bump }) => bump !== 'major'));
  for (const change of inTable) edits.take(change);
  const more = (count: number): string => `- ${say.more({ count })}`;
  const sections = SECTIONS.flatMap((section) => {
    const shown = inSection(changes, section).filter((change) => !inTable.has(change) && !isSaid(change, changes));
    if (shown.length === 0) return [];
    const items = shown.map((change) => itemOf(change, edits.take(change), page));
    return [`### ${sectionTitle(section, shown.length, DIFF_MESSAGES[lang])}`, space.list(items, more)];
  });
  const table = rows.length > 0 ? [`### ${say['new.title']({ count: rows.length })}`, newObjectsTable(rows, lang, space)] : [];
  return { parts: [...table, ...sections, ...notes(page)], rest: edits.rest() };
}

/** The description in English that a proposal gives a code, of a list that has some or none yet. */
function englishIn(sources: readonly SourceFile[], list: string, code: string): string | undefined {
  const edits = sources.flatMap(({ path, changes }) => (path === DESCRIPTIONS ? changes : []));
  const added = edits.flatMap((edit) => (edit.kind === 'added' && edit.steps[0] === list ? [edit] : []));
  const said = added.map(({ steps, value }) =>
    steps.length === 1 && isObject(value) ? value[code] : steps[1] === code && value,
  );
  return said.find((text) => typeof text === 'string');
}

const DESCRIPTIONS = 'schema/codelist-descriptions.yaml';

type Page = { say: Messages; lang: Lang; names: Names; report: DiffReport; undeclared: ReadonlySet<string> };

function notes({ report, say, lang }: Page): string[] {
  const items = report.diff.notes.map((note) => `- ${markdownSafe(withFullStop(capital(note[lang])))}`);
  return items.length > 0 ? [`### ${say.notes()}`, items.join('\n')] : [];
}

/** The label of a code that is deprecated as well: the item on the deprecation shows all that was edited of it. */
const isSaid = ({ kind, params }: Change, changes: readonly Change[]): boolean =>
  kind === 'label-changed' &&
  changes.some(
    (other) => isDeprecation(other) && other.params['codelist'] === params['codelist'] && other.params['code'] === params['code'],
  );

/** The lines of a change: its sentence and its place, the edits that make it, its witnesses. */
function itemOf(change: Change, edits: readonly SourceChange[], page: Page): string {
  const { say, lang, undeclared } = page;
  const mark = undeclared.has(change.fingerprint) ? `**${DIFF_MESSAGES[lang].undeclared()}.** ` : '';
  const lines = [...edits.map((edit) => editLine(edit, say)), ...proofLines(change, page)];
  return [`- ${mark}${markdownSafe(change.sentence[lang])} ${placeOf(change, page)}`, ...lines.map((line) => `  - ${line}`)].join(
    '\n',
  );
}

/** The fingerprint is what an erratum cites, so only a break has one. */
function placeOf({ path, fingerprint, bump }: Change, { say, report }: Page): string {
  const source = report.places.get(fingerprint);
  const place = source && [source.file, source.line].filter((part) => part !== undefined).join(':');
  const parts = [
    ...(path === '' ? [] : [codeSpan(path)]),
    ...(place === undefined ? [] : [codeSpan(place)]),
    ...(bump === 'major' ? [say.fingerprint({ fingerprint: codeSpan(fingerprint) })] : []),
  ];
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function proofLines(change: Change, page: Page): string[] {
  const { lang, names } = page;
  const { witnesses, reason } = change;
  if (witnesses.length === 0 && reason)
    return [`${DIFF_MESSAGES[lang]['no-witness']()} ${markdownSafe(withFullStop(reason[lang]))}`];
  return witnesses.flatMap((witness) => {
    const fragment = wholeFragment(witness, change);
    const words = witnessWords(change, witness, DIFF_MESSAGES[lang], names, (path) => codeSpan(path));
    return fragment === undefined ? [] : [`${words} ${codeSpan(fragment, LONGEST)}`];
  });
}

/** The first witness of a change, in a cell of a table. */
function exampleOf(change: Change): string | undefined {
  const [fragment] = change.witnesses.flatMap((witness) => wholeFragment(witness, change) ?? []);
  return fragment === undefined ? undefined : codeSpan(fragment, LONGEST);
}

/** The part of a witness that shows the change, if it is short enough; an object that only lacks something shows nothing. */
function wholeFragment(witness: Change['witnesses'][number], change: Change): string | undefined {
  if (lackedBy(witness.fragment, change.params) !== undefined) return undefined;
  const fragment = fragmentOf(witness, change, () => '', Infinity);
  return fragment.length > LONGEST ? undefined : fragment;
}

/** The edits of the source files, each said once: by the change that it makes, or else with its file. */
class Edits {
  #files: readonly SourceFile[];

  constructor(files: readonly SourceFile[]) {
    this.#files = files;
  }

  /** Takes the edits that make a change of a rule, of a code or of the texts of a field. */
  take(change: Change): SourceChange[] {
    const isOf = editsOf(change);
    if (!isOf) return [];
    const taken = this.#files.flatMap((file) => file.changes.filter((edit) => isOf(file, edit)));
    this.#files = this.#files.map((file) => ({ ...file, changes: file.changes.filter((edit) => !taken.includes(edit)) }));
    return taken.filter(({ steps }) => !isDeprecation(change) || !SAID.test(String(steps.at(-1))));
  }

  rest = (): readonly SourceFile[] => this.#files;
}

/** What the sentence of a deprecation says. */
const SAID = /^(?:deprecated|replaced_by)$/;

type IsOf = (file: SourceFile, edit: SourceChange) => boolean;

function editsOf({ kind, path, field, params }: Change): IsOf | undefined {
  if (kind === 'rule-added' || kind === 'rule-removed') return undefined;
  if (kind.startsWith('rule-')) return (file) => file.path === `schema/next/rules/${path}.yaml` && file.how === 'changed';
  const { codelist, code } = params;
  if (kind === 'codelist-code-added')
    return (file, { steps }) => file.path === DESCRIPTIONS && steps[0] === codelist && steps[1] === code;
  if (typeof codelist === 'string' && /^(?:label|codelist-code)-(?:changed|deprecated|restored)$/.test(kind))
    return (file, { steps }) => file.path === `schema/next/codelists/${codelist}.csv` && steps[0] === code;
  if (kind === 'text-changed' && field !== undefined)
    return (file, { steps }) => file.path === `schema/fields/${field}.yaml` && /^(?:title|description)$/.test(String(steps[0]));
  return undefined;
}
