/** What takes a code away from `next`: its list, what the pages of its fields show, the step from the version before. */
import { isMap, isPair, isScalar, isSeq, parseDocument, type Scalar, type YAMLSeq } from 'yaml';
import { isObject } from '../../../packages/base/src/json.ts';
import { MIGRATION } from '../empty-step.ts';
import { type Draft, refuse } from './draft.ts';
import { type Edit, edited } from './edit.ts';
import { keepForPublished, textsFile } from './field-texts.ts';
import { codesIn, fileOf, newestHas, whereOfCode, withCodes } from './lists.ts';
import { holdersIn, type Spot, spotsIn } from './spots.ts';

/** The codelist of a field; undefined where it has none. */
export const codelistOf = ({ node }: Spot): string | undefined => node['x-codelist'] ?? node.items?.['x-codelist'];

/** The fields of a list, wherever they are. */
export const spotsOf = (draft: Draft, list: string): Spot[] => spotsIn(draft).filter((spot) => codelistOf(spot) === list);

/** Refuses a code that is no longer in its list, and of which the step to `next` says already what it becomes. */
export function checkNotTaken(draft: Draft, list: string, code: string): void {
  if (codesIn(draft, list).some((one) => one.code === code)) return;
  const fields = new Set(spotsOf(draft, list).map(({ id }) => id));
  if (entriesIn(draft).some((entry) => namesField(entry, fields) && namesCode(entry, code)))
    refuse((say) => say['code.taken']({ code, file: MIGRATION }));
}

/** The entries of the step, of all its sections. */
const entriesIn = (draft: Draft): Record<string, unknown>[] => {
  const step = draft.value(MIGRATION);
  return Object.values(isObject(step) ? step : {}).flatMap((entries) => (Array.isArray(entries) ? entries.filter(isObject) : []));
};

const namesField = ({ field, fields, from }: Record<string, unknown>, known: ReadonlySet<string>): boolean =>
  [field, from, ...(Array.isArray(fields) ? (fields as unknown[]) : [])].some((id) => known.has(id as string));

const namesCode = ({ code, codes, map }: Record<string, unknown>, said: string): boolean =>
  code === said || (Array.isArray(codes) && codes.includes(said)) || (isObject(map) && Object.hasOwn(map, said));

/** Takes a code out of its list. Refused where it replaces one that is deprecated, or is the last one. */
export function takeFromList(draft: Draft, list: string, code: string): void {
  const codes = codesIn(draft, list);
  const replaced = codes.find(({ replaced_by: by }) => by === code);
  if (replaced)
    refuse((say) => say['code.replacing']({ code, other: replaced.code, where: whereOfCode(draft, list, replaced.code) }));
  const others = codes.filter((one) => one.code !== code);
  if (others.length === 0) refuse((say) => say['code.last']({ code, list, file: fileOf(list) }));
  draft.write(fileOf(list), withCodes(others));
}

/** Leaves to a person the rules that mention a code. */
export function leaveRules(draft: Draft, code: string): void {
  const cited = [`« ${code} »`, `“${code}”`, `'${code}'`, `"${code}"`];
  const files = [...draft.paths('schema/next/rules/')].filter((path) => cited.some((one) => draft.text(path).includes(one)));
  if (files.length > 0) draft.leave((say) => say['left.rules']({ code, files }));
}

/** A scalar, and the list that it is an item of. */
type Found = { node: Scalar; list: YAMLSeq | undefined };

/** The scalars at names from a node, in every item of the lists on the way. */
export function scalarsAt(node: unknown, names: readonly string[], list?: YAMLSeq): Found[] {
  if (isSeq(node)) return node.items.flatMap((item) => scalarsAt(item, names, node));
  const [name, ...rest] = names;
  if (name === undefined) return isScalar(node) ? [{ node, list }] : [];
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) =>
    isPair(pair) && isScalar(pair.key) && pair.key.value === name ? scalarsAt(pair.value, rest) : [],
  );
}

/** Another code in the place of one; nothing where its list has that code as well. */
export function replacement({ node, list }: Found, becomes: string): Edit[] {
  const [start, end] = node.range ?? [0, 0];
  const text = node.type === 'QUOTE_SINGLE' ? `'${becomes.replaceAll("'", "''")}'` : JSON.stringify(becomes);
  const items = (list?.items ?? []) as Scalar[];
  if (!items.some(({ value }) => value === becomes)) return [{ start, end, text }];
  const at = items.indexOf(node);
  const [before, after] = [items[at - 1]?.range, items[at + 1]?.range];
  return before ? [{ start: before[1], end, text: '' }] : after ? [{ start, end: after[0], text: '' }] : [];
}

/** What the pages of a field, and of what holds it, show. Published versions keep what they show where they have no such code as comes in its place. */
export function replaceInTexts(
  draft: Draft,
  spot: Spot,
  list: string,
  { code, becomes }: { code: string; becomes: string },
): void {
  const whole = ['marches', ...spot.path];
  for (const { id, path } of holdersIn(draft)) {
    const file = textsFile(id);
    if (!path.every((name, i) => name === whole[i]) || !draft.has(file)) continue;
    const foundIn = (text: string): Found[] =>
      scalarsAt(parseDocument(text).get('examples', true), whole.slice(path.length)).filter(({ node }) => node.value === code);
    if (foundIn(draft.text(file)).length === 0) continue;
    if (!newestHas(draft, list, becomes)) keepForPublished(draft, id, 'examples');
    const text = draft.text(file);
    draft.write(
      file,
      edited(
        text,
        foundIn(text).flatMap((one) => replacement(one, becomes)),
      ),
    );
  }
}
