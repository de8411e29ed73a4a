import { parseDocument } from 'yaml';
import { descend, valueAt } from '../../../packages/base/src/pointer.ts';
import { equal, isObject } from '../../../packages/base/src/json.ts';
import type { Rule } from '../../model/rules.ts';
import { withFullStop } from '../../report/words.ts';
import { parseCel } from '../../rules/cel/parse.ts';
import { CelFault } from '../../rules/cel/tree.ts';
import { isUnwritten, strings, UNWRITTEN } from '../checks/faults.ts';
import { MIGRATION } from '../empty-step.ts';
import { type Case, type Table, VALID } from '../examples/cases.ts';
import { placeOf } from '../examples/change.ts';
import { basesIn } from '../examples/unfold.ts';
import { announceBreak, publishedIn } from './break.ts';
import { type Draft, refuse } from './draft.ts';
import { edited, withElementTexts, withoutEntry } from './edit.ts';
import { changeCases, namesOf, wholesIn } from './examples.ts';
import { hasField } from './field-texts.ts';
import { checkLine, codeIn, codesIn, DESCRIPTIONS, isIn, listsIn, newestHas } from './lists.ts';
import { shown, type Spot, spotsIn } from './spots.ts';
import { sourceOf } from './sources.ts';
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

/**
 * A code that the next version does not have. `becomes`: the code that says it from then on; otherwise the one that its deprecation names, if there is one.
 * `because`, `becauseEn` and `source`: why it goes, in one sentence in French and in English, and the text that says so.
 */
export type AskedRemoval = {
  list: string;
  code: string;
  becomes?: string | undefined;
  because?: string | undefined;
  becauseEn?: string | undefined;
  source?: string | undefined;
};

/** Refuses what is no list; of a field it says so. */
export function checkRemovedList(draft: Draft, called: string): void {
  const spot = listsIn(draft).includes(called)
    ? undefined
    : spotsIn(draft).find((one) => one.id === called || shown(one) === called);
  if (spot) refuse((say) => say['code.is-field']({ field: called, list: codelistOf(spot) }));
  codesIn(draft, called);
}

/** Refuses what is no code of a list; of one that was taken away already it says so. */
export function checkRemovedCode(draft: Draft, list: string, code: string): void {
  checkRemovedList(draft, list);
  checkNotTaken(draft, list, code);
  codeIn(draft, list, code);
}

/** Whether the step from the version before has to say why a code goes: it is published. */
export const needsReason = ({ list = '', code = '' }: Partial<AskedRemoval>, draft: Draft): boolean =>
  newestHas(draft, list, code);

/**
 * Takes a code away: from its list, from the examples of `next` and from what the pages of its fields show. One that the newest published version has is a
 * break, whose step says what becomes of it; one that no version has had is no longer described. `today`: YYYY-MM-DD.
 */
export function proposeRemoval(draft: Draft, asked: AskedRemoval, today: string): void {
  const { list, code } = asked;
  checkRemovedCode(draft, list, code);
  checkLine(asked.because, asked.becauseEn);
  if (asked.becomes === code) refuse((say) => say['code.itself']({ code }));
  const successor = asked.becomes ?? (codeIn(draft, list, code).replaced_by || undefined);
  if (successor !== undefined) codeIn(draft, list, successor);
  const spots = spotsOf(draft, list);
  refuseIfRead(draft, spots, code);
  const isPublished = newestHas(draft, list, code);
  const sentence = (said: string | undefined, mark: string): string => (said === undefined ? mark : withFullStop(said));
  const reason = { fr: sentence(asked.because, UNWRITTEN.fr), en: sentence(asked.becauseEn, UNWRITTEN.en) };
  const source = sourceOf(draft, asked.source);
  takeFromList(draft, list, code);
  const standIn = successor ?? standInOf(draft, list);
  replaceInExamples(draft, spots, code, standIn);
  for (const spot of spots) replaceInTexts(draft, spot, list, { code, becomes: standIn });
  if (!publishedIn(draft).some((version) => isIn(draft, version, list, code))) removeDescription(draft, list, code);
  if (isPublished) breakWith(draft, { list, code, spots, successor, said: { reason, source } }, today);
  leaveRules(draft, code);
}

/** Takes away the English description of a code, and the list of descriptions where it is the last one. */
function removeDescription(draft: Draft, list: string, code: string): void {
  const described = valueAt(draft.value(DESCRIPTIONS), descend('', [list]));
  if (!isObject(described) || !Object.hasOwn(described, code)) return;
  const names = Object.keys(described).length === 1 ? [list] : [list, code];
  draft.write(DESCRIPTIONS, withoutEntry(draft.text(DESCRIPTIONS), descend('', names)));
}

/** What examples have in the place of a code that no other one says: the first of its list that is not deprecated. */
const standInOf = (draft: Draft, list: string): string => {
  const codes = codesIn(draft, list);
  return (codes.find(({ deprecated }) => deprecated === '') ?? codes[0])?.code ?? '';
};

type Gone = {
  list: string;
  code: string;
  spots: readonly Spot[];
  successor: string | undefined;
  said: Parameters<typeof addToStep>[3] & object;
};

/** Says in the step what becomes of the code, and announces the break. */
function breakWith(draft: Draft, { list, code, spots, successor, said }: Gone, today: string): void {
  const newest = publishedIn(draft).at(-1) ?? '';
  const fields = [...new Set(spots.map(({ id }) => id))].filter((id) => hasField(draft, newest, id));
  if (successor === undefined) addToStep(draft, 'unmapped', { fields, codes: [code], level: 'lost' }, said);
  else addToStep(draft, 'codes', { fields, map: { [code]: successor }, level: 'equivalent' }, said);
  sayInStep(draft, (say) => say['step.removed']({ code, list }));
  if (isUnwritten(JSON.stringify(said)))
    draft.leave((say) => say['left.marks']({ file: MIGRATION, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
  draft.leave((say) => say['left.level']({ file: MIGRATION, becomes: successor }));
  const places = [...new Set(spots.map((spot) => `\`${shown(spot)}\``))].join(', ');
  announceBreak(
    draft,
    {
      title: `Retirer le code « ${code} »`,
      answers: (version) => ({
        producers: `« ${code} » est refusé (${places}) : ${successor === undefined ? 'ils y écrivent un autre code de la liste.' : `ils y écrivent « ${successor} ».`}`,
        reusers: `Ils ne trouvent plus « ${code} » dans les contrats de la version ${version}. Ceux des versions d'avant le gardent.`,
        passage:
          successor === undefined
            ? `À la main : aucun code ne dit la même chose. \`decp migrate\` laisse « ${code} » où il est, et le signale (entrée \`unmapped\` de \`${MIGRATION}\`).`
            : `Automatique : \`decp migrate\` suit l'entrée \`codes\` de \`${MIGRATION}\`, qui écrit « ${successor} » à la place de « ${code} » et dit pourquoi.`,
        english: `From version ${version} on, the code “${code}” (${places}) is refused${successor === undefined ? ', and no other code says the same' : `: “${successor}” takes its place, which \`decp migrate\` writes`}.`,
      }),
    },
    today,
  );
}

/** Refuses a code that a rule of `next` compares with a field of the list: only a person knows what the rule is to say without it. */
function refuseIfRead(draft: Draft, spots: readonly Spot[], code: string): void {
  const names = new Set(spots.map(({ name }) => name));
  const where = [...draft.paths('schema/next/rules/')].flatMap((file) => {
    if (!draft.text(file).includes(code)) return [];
    const rule = draft.value(file) as Rule & { until?: string };
    const read = strings(rule.until === undefined ? rule.on : []).find(
      ({ at, text }) => EXPRESSION.test(at) && reads(text, names, code),
    );
    return read ? [draft.where(file, `/on${read.at}`)] : [];
  });
  if (where.length > 0) refuse((say) => say['code.read']({ code, where, count: where.length }));
}

/** Where an entry of a rule has an expression. */
const EXPRESSION = /\/(?:when|assert)$/;

/** Whether an expression has a text and one of some fields. */
function reads(expression: string, names: ReadonlySet<string>, code: string): boolean {
  try {
    const nodes = [...nodesOf(parseCel(expression))];
    return (
      nodes.some(({ op, value }) => op === 'literal' && value === code) && nodes.some(({ field }) => names.has(field as string))
    );
  } catch (error) {
    // The check of the rules says what is wrong with it.
    if (!(error instanceof CelFault)) throw error;
    return false;
  }
}

function* nodesOf(node: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(node)) for (const one of node) yield* nodesOf(one);
  else if (isObject(node)) {
    yield node;
    for (const inner of Object.values(node)) yield* nodesOf(inner);
  }
}

/**
 * Puts another code in the place of one in the examples of `next`. A conforming case that shows nothing but the code ends with the newest version: what it showed
 * is asked for again where it is missing.
 */
function replaceInExamples(draft: Draft, spots: readonly Spot[], code: string, becomes: string): void {
  const before = new Map([...draft.paths('examples/')].map((path) => [path, draft.text(path)]));
  const places = new Set(spots.map(({ path }) => ['marches', ...path].join('.')));
  const wholes = wholesIn(draft);
  for (const [path, text] of wholes) {
    if (!text.includes(code) || path.endsWith('.findings.json')) continue;
    const now = path.endsWith('.xml')
      ? withElementTexts(text, (at, said) => (said === code && places.has(at.join('.')) ? becomes : undefined))
      : replacedIn(text, places, code, becomes);
    if (now !== text) draft.write(`examples/next/${path}`, now);
  }
  changeCases(draft, code, basesIn(wholes), (table, one, base) => {
    const set = (said: Case['set'] = {}): NonNullable<Case['set']> =>
      Object.fromEntries(
        Object.entries(said).map(([place, value]) => [
          place,
          replacedValue(value, namesOf(placeOf(place, base)), { places, code, becomes }),
        ]),
      );
    const decor = <T extends Pick<Table, 'with'>>(of: T): T => ({ ...of, ...(of.with && { with: set(of.with) }) });
    const own = decor({ ...(table.with && { with: table.with }), ...(table.without && { without: table.without }) });
    const changed: Case = { ...decor(one), ...(one.set && { set: set(one.set) }) };
    if (equal(changed, one) && equal(own.with, table.with)) return undefined;
    return showsOnly(one, code) ? 'gone' : { decor: own, one: changed };
  });
  const count = [...draft.changed].filter(([path, text]) => path.startsWith('examples/') && before.get(path) !== text).length;
  if (count > 0) draft.leave((say) => say['left.replaced']({ count, code, becomes }));
}

/** Whether a conforming case gives one field the code, and changes nothing else. */
function showsOnly({ expect, set = {}, remove = [] }: Case, code: string): boolean {
  const [value, ...others] = Object.values(set);
  return expect === VALID && others.length === 0 && remove.length === 0 && (value === code || equal(value, [code]));
}

type Replaced = { places: ReadonlySet<string>; code: string; becomes: string };

/** A value, which stands at a place, with another code; without it where its list has that code as well. */
function replacedValue(value: unknown, at: readonly string[], how: Replaced): unknown {
  const { places, code, becomes } = how;
  const isOfList = places.has(at.join('.'));
  if (Array.isArray(value)) {
    const kept: unknown[] = isOfList && value.includes(becomes) ? value.filter((item) => item !== code) : value;
    return kept.map((item) => replacedValue(item, at, how));
  }
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replacedValue(inner, [...at, name], how)]));
  return isOfList && value === code ? becomes : value;
}

/** A JSON text with another code at places. */
function replacedIn(text: string, places: ReadonlySet<string>, code: string, becomes: string): string {
  const { contents } = parseDocument(text);
  const found = [...places].flatMap((place) => scalarsAt(contents, place.split('.')).filter(({ node }) => node.value === code));
  return edited(
    text,
    found.flatMap((one) => replacement(one, becomes)),
  );
}
