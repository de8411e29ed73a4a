import { isMap, isPair, isScalar, isSeq, parse, parseDocument, type Scalar, type YAMLSeq } from 'yaml';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Case } from '../examples/cases.ts';
import { placeOf } from '../examples/change.ts';
import { basesIn } from '../examples/unfold.ts';
import { UNWRITTEN } from '../checks/faults.ts';
import { toPaste } from '../checks/migrations.ts';
import { MIGRATION } from '../empty-step.ts';
import { announceBreak, publishedIn } from './break.ts';
import { type Draft, refuse } from './draft.ts';
import { type Edit, edited, withEntry } from './edit.ts';
import { textsFile } from './field-texts.ts';
import { changeCases, namesOf, wholesIn } from './examples.ts';
import { codeIn, codesIn, fileOf, whereOfCode, withCodes } from './lists.ts';
import { everyPath, fieldCalled, shown, type Spot, spotsIn } from './spots.ts';
import { sayInStep } from './step.ts';

/** A code of a field that the next version says with two: `becomes`, of the same field, and a code of another one, `adds` (`marche-forme-prix=Mixte`). */
export type AskedSplit = { field: string; code: string; becomes: string; adds: string };

/** Refuses what is no code of the field of a split; of one that a split has taken away already it says so. */
export function checkSplitCode(draft: Draft, code: string, { field }: { field?: string | undefined }): void {
  if (field === undefined) return;
  const spot = fieldCalled(draft, field);
  const list = listOf(draft, spot);
  if (!codesIn(draft, list).some((one) => one.code === code) && isSplit(draft, spot.id, code))
    refuse((say) => say['split.done']({ code, file: MIGRATION }));
  codeIn(draft, list, code);
}

/** The other field of a split and the code that it gets. Refused where they are none. */
export function addedBy(draft: Draft, adds: string): { other: Spot; added: string } {
  const [, called = '', code = ''] = /^([^=]+)=(.+)$/s.exec(adds) ?? [];
  if (called === '') refuse((say) => say['split.adds']({ adds }));
  const other = fieldCalled(draft, called.trim());
  const added = code.trim();
  codeIn(draft, listOf(draft, other), added);
  return { other, added };
}

/** Takes a code away that two fields say from the next version on: the list, the step from the version before, the examples of next. */
export function proposeSplit(draft: Draft, { field, code, becomes, adds }: AskedSplit, today: string): void {
  const spot = fieldCalled(draft, field);
  const list = listOf(draft, spot);
  checkSplitCode(draft, code, { field });
  checkSplitCode(draft, becomes, { field });
  const { other, added } = addedBy(draft, adds);
  if (code === becomes) refuse((say) => say['split.itself']({ code }));
  if (other.id === spot.id || other.kind !== spot.kind) refuse((say) => say['split.other']({ field: spot.id, other: other.id }));
  const sharing = new Set(spotsIn(draft).flatMap((one) => (one.id !== spot.id && codelistOf(one) === list ? [one.id] : [])));
  if (sharing.size > 0) refuse((say) => say['split.shared']({ list, fields: [...sharing] }));
  const paths = everyPath(draft, spot);
  if (paths.length > 1) refuse((say) => say['split.several']({ field: spot.id, paths }));
  const codes = codesIn(draft, list);
  const replaced = codes.find(({ replaced_by: by }) => by === code);
  if (replaced)
    refuse((say) => say['split.replacing']({ code, other: replaced.code, where: whereOfCode(draft, list, replaced.code) }));
  replaceInExamples(draft, { spot, other, code, becomes, added });
  replaceInTexts(draft, spot, code, becomes);
  draft.write(fileOf(list), withCodes(codes.filter((one) => one.code !== code)));
  addToStep(draft, { field: spot.id, code, becomes, adds: { field: other.id, code: added }, level: 'equivalent' });
  sayInStep(draft, (say) => say['step.split']({ code, becomes, added }));
  draft.leave((say) => say['left.marks']({ file: MIGRATION, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
  const rules = [...draft.paths('schema/next/rules/')].filter((path) => draft.text(path).includes(code));
  if (rules.length > 0) draft.leave((say) => say['left.rules']({ code, files: rules }));
  const [place, otherPlace] = [shown(spot), shown(other)].map((path) => `\`${path}\``);
  announceBreak(
    draft,
    {
      title: `Dire « ${code} » avec deux codes`,
      answers: (version) => ({
        producers: `« ${code} » est refusé dans ${place} : ils y écrivent « ${becomes} », et « ${added} » dans ${otherPlace}.`,
        reusers: `Ils trouvent « ${becomes} » et « ${added} » dans les contrats de la version ${version}, là où ceux d'avant disent « ${code} ».`,
        passage: `Automatique : \`decp migrate\` suit l'entrée \`splits\` de \`${MIGRATION}\`, qui remplace « ${code} » par les deux codes et dit pourquoi.`,
        english: `From version ${version} on, the code “${code}” of ${place} is refused: it is said with “${becomes}”, and “${added}” in ${otherPlace}. \`decp migrate\` writes both.`,
      }),
    },
    today,
  );
}

const codelistOf = ({ node }: Spot): string | undefined => node['x-codelist'] ?? node.items?.['x-codelist'];

const listOf = (draft: Draft, spot: Spot): string =>
  codelistOf(spot) ?? refuse((say) => say['split.no-list']({ field: shown(spot), where: draft.where(spot.file, spot.pointer) }));

const isSplit = (draft: Draft, field: string, code: string): boolean => {
  const splits = valueAt(draft.value(MIGRATION), '/splits');
  return Array.isArray(splits) && splits.some((entry) => isObject(entry) && entry['field'] === field && entry['code'] === code);
};

function addToStep(draft: Draft, entry: object): void {
  const { splits } = parse(toPaste('splits', entry)) as { splits: [object] };
  const text = draft.text(MIGRATION);
  const hasSplits = valueAt(draft.value(MIGRATION), '/splits') !== undefined;
  draft.write(
    MIGRATION,
    hasSplits ? withEntry(text, '/splits', splits[0]) : `${text.trimEnd()}\n\n${toPaste('splits', entry)}\n`,
  );
}

type Between = { spot: Spot; other: Spot; code: string; becomes: string; added: string };

/** Whole examples say it with both codes. Cases in which it is what they change end with the newest version: what they showed is asked for again where it is missing. */
function replaceInExamples(draft: Draft, between: Between): void {
  const { spot, code } = between;
  const wholes = wholesIn(draft);
  const changed: string[] = [];
  for (const [path, text] of wholes) {
    if (!text.includes(code)) continue;
    if (path.endsWith('.json') && !path.endsWith('.findings.json')) {
      const now = replacedIn(text, between);
      if (now === text) continue;
      draft.write(`examples/next/${path}`, now);
      changed.push(`examples/next/${path}`);
    } else if (path.endsWith('.xml') && text.includes(`<${spot.name}>${code}<`))
      draft.leave((say) => say['left.xml']({ file: `examples/next/${path}`, from: publishedIn(draft).at(-1) ?? '', code }));
  }
  if (changed.length > 0) draft.leave((say) => say['left.examples']({ files: changed }));
  const place = ['marches', ...spot.path].join('.');
  changeCases(draft, code, basesIn(wholes), (table, one, base) => {
    const says = (set: Case['set']): boolean =>
      Object.entries(set ?? {}).some(([said, value]) => holdsCode(value, namesOf(placeOf(said, base)), place, code));
    return says(one.set) || says(one.with) || says(table.with) ? 'gone' : undefined;
  });
}

/** Whether a value, which stands at a place, has the code at the place of the field. */
function holdsCode(value: unknown, at: readonly string[], place: string, code: string): boolean {
  if (Array.isArray(value)) return value.some((item) => holdsCode(item, at, place, code));
  if (isObject(value)) return Object.entries(value).some(([name, inner]) => holdsCode(inner, [...at, name], place, code));
  return value === code && at.join('.') === place;
}

/** A JSON text whose records say the code with both: the one in its place, the other in its field, which the record has. */
function replacedIn(text: string, { spot, other, code, becomes, added }: Between): string {
  const edits: Edit[] = [];
  const document = parseDocument(text);
  const records = document.getIn(['marches', spot.kind], true);
  if (!isSeq(records)) return text;
  for (const record of records.items) {
    const found = scalarsAt(record, spot.path.slice(1)).filter(({ node }) => node.value === code);
    if (found.length === 0) continue;
    edits.push(...found.flatMap((one) => replacement(one, becomes)));
    const others = scalarsAt(record, other.path.slice(1));
    const last = others.at(-1)?.node.range;
    if (others.some(({ node }) => node.value === added) || !last) continue;
    const [start, end] = last;
    const line = text.slice(text.lastIndexOf('\n', start - 1), start);
    edits.push(
      other.node.items
        ? { start: end, end, text: `,${line}${JSON.stringify(added)}` }
        : { start, end, text: JSON.stringify(added) },
    );
  }
  return edited(text, edits);
}

/** A scalar, and the list that it is an item of. */
type Found = { node: Scalar; list: YAMLSeq | undefined };

/** The scalars at names from a node, in every item of the lists on the way. */
function scalarsAt(node: unknown, names: readonly string[], list?: YAMLSeq): Found[] {
  if (isSeq(node)) return node.items.flatMap((item) => scalarsAt(item, names, node));
  const [name, ...rest] = names;
  if (name === undefined) return isScalar(node) ? [{ node, list }] : [];
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) =>
    isPair(pair) && isScalar(pair.key) && pair.key.value === name ? scalarsAt(pair.value, rest) : [],
  );
}

/** Another code in the place of one; nothing where its list has that code as well. */
function replacement({ node, list }: Found, becomes: string): Edit[] {
  const [start, end] = node.range ?? [0, 0];
  const text = node.type === 'QUOTE_SINGLE' ? `'${becomes.replaceAll("'", "''")}'` : JSON.stringify(becomes);
  const items = (list?.items ?? []) as Scalar[];
  if (!items.some(({ value }) => value === becomes)) return [{ start, end, text }];
  const at = items.indexOf(node);
  const [before, after] = [items[at - 1]?.range, items[at + 1]?.range];
  return before ? [{ start: before[1], end, text: '' }] : after ? [{ start, end: after[0], text: '' }] : [];
}

/** What the pages of the field, and of what holds it, show. */
function replaceInTexts(draft: Draft, spot: Spot, code: string, becomes: string): void {
  const holders = spotsIn(draft).filter(({ path }) => `${spot.path.join('.')}.`.startsWith(`${path.join('.')}.`));
  for (const { id, path } of holders) {
    const file = textsFile(id);
    if (!draft.has(file)) continue;
    const text = draft.text(file);
    const examples = parseDocument(text).get('examples', true);
    const found = scalarsAt(examples, spot.path.slice(path.length)).filter(({ node }) => node.value === code);
    draft.write(
      file,
      edited(
        text,
        found.flatMap((one) => replacement(one, becomes)),
      ),
    );
  }
}
