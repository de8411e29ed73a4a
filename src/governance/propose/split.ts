import { isSeq, parseDocument } from 'yaml';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Case } from '../examples/cases.ts';
import { placeOf } from '../examples/change.ts';
import { basesIn } from '../examples/unfold.ts';
import { UNWRITTEN } from '../checks/faults.ts';
import { MIGRATION } from '../empty-step.ts';
import { announceBreak, publishedIn } from './break.ts';
import { type Draft, refuse } from './draft.ts';
import { type Edit, edited } from './edit.ts';
import { changeCases, namesOf, wholesIn } from './examples.ts';
import { codeIn } from './lists.ts';
import { everyPath, fieldCalled, shown, type Spot } from './spots.ts';
import { addToStep, sayInStep } from './step.ts';
import {
  checkNotTaken,
  codelistOf,
  leaveRules,
  replaceInTexts,
  replacement,
  scalarsAt,
  spotsOf,
  takeFromList,
} from './taken-code.ts';

/** A code of a field that the next version says with two: `becomes`, of the same field, and a code of another one, `adds` (`marche-forme-prix=Mixte`). */
export type AskedSplit = { field: string; code: string; becomes: string; adds: string };

/** Refuses what is no code of the field of a split; of one that a split has taken away already it says so. */
export function checkSplitCode(draft: Draft, code: string, { field }: { field?: string | undefined }): void {
  if (field === undefined) return;
  const spot = fieldCalled(draft, field);
  const list = listOf(draft, spot);
  checkNotTaken(draft, list, code);
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
  if (code === becomes) refuse((say) => say['code.itself']({ code }));
  if (other.id === spot.id || other.kind !== spot.kind) refuse((say) => say['split.other']({ field: spot.id, other: other.id }));
  const sharing = new Set(spotsOf(draft, list).flatMap(({ id }) => (id === spot.id ? [] : [id])));
  if (sharing.size > 0) refuse((say) => say['split.shared']({ list, fields: [...sharing] }));
  const paths = everyPath(draft, spot);
  if (paths.length > 1) refuse((say) => say['split.several']({ field: spot.id, paths }));
  takeFromList(draft, list, code);
  replaceInExamples(draft, { spot, other, code, becomes, added });
  replaceInTexts(draft, spot, list, { code, becomes });
  addToStep(draft, 'splits', { field: spot.id, code, becomes, adds: { field: other.id, code: added }, level: 'equivalent' });
  sayInStep(draft, (say) => say['step.split']({ code, becomes, added }));
  draft.leave((say) => say['left.marks']({ file: MIGRATION, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
  leaveRules(draft, code);
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

const listOf = (draft: Draft, spot: Spot): string =>
  codelistOf(spot) ?? refuse((say) => say['split.no-list']({ field: shown(spot), where: draft.where(spot.file, spot.pointer) }));

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
