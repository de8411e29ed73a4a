/** The examples of `next` as they are stored: whole files, which it may have from an earlier version of ours, and tables of cases. */
import { parse } from 'yaml';
import { equal } from '../../../packages/base/src/json.ts';
import { type Case, codeOf, holds, type Said, type Table } from '../examples/cases.ts';
import { placeOf, written } from '../examples/change.ts';
import { basesIn, wholeFiles } from '../examples/unfold.ts';
import { itemsText, withItem, withUntil } from '../examples/write-case.ts';
import { publishedIn } from './break.ts';
import type { Draft } from './draft.ts';
import { type NameAt, valueWithNames, withElements, withNames, withValues } from './edit.ts';

const FOLDER = 'examples/';

const versionsIn = (draft: Draft): string[] => [...publishedIn(draft), 'next'];

/** The whole files of `next`, by path from its folder. */
export function wholesIn(draft: Draft): ReadonlyMap<string, string> {
  const files = new Map([...draft.paths(FOLDER)].map((path) => [path.slice(FOLDER.length), draft.text(path)]));
  return wholeFiles({ files, versions: versionsIn(draft) }, 'next').whole;
}

/** The names on the way to a place of a file, without the indices of lists. */
export const namesOf = (place: readonly string[]): string[] => place.filter((token) => !/^\d+$/.test(token));

const renamedPlace = (place: readonly string[], nameAt: NameAt): string[] =>
  place.map((token, i) => (/^\d+$/.test(token) ? token : (nameAt(namesOf(place.slice(0, i + 1))) ?? token)));

/** Gives another name to the fields called `before` in all examples of `next`. Those of published versions stay as they are. */
export function renameInExamples(draft: Draft, before: string, nameAt: NameAt): void {
  const wholes = wholesIn(draft);
  for (const [path, text] of wholes) {
    const now = text.includes(before) ? renamedWhole(path, text, nameAt) : text;
    if (now !== text) draft.write(`${FOLDER}next/${path}`, now);
  }
  changeCases(draft, before, basesIn(wholes), (table, one, base) => renamedCase(table, one, base, nameAt));
}

function renamedWhole(path: string, text: string, nameAt: NameAt): string {
  if (path.endsWith('.xml')) return withElements(text, nameAt);
  if (!path.endsWith('.findings.json')) return withNames(text, nameAt);
  return withValues(text, (at, value, beside) => {
    const pointer = typeof beside['path'] === 'string' ? beside['path'].split('/').slice(1) : [];
    if (at === 'path') return ['', ...renamedPlace(pointer, nameAt)].join('/');
    return at === 'property' ? renamedPlace([...pointer, value], nameAt).at(-1) : undefined;
  });
}

type Decor = Pick<Table, 'with' | 'without'>;

/** What a case and the decor of its table are to be in `next`; undefined where all is to stay. `gone`: the case no longer holds. */
type Changed = { decor: Decor; one: Case } | 'gone' | undefined;

type Change = (table: Table, one: Case, base: unknown) => Changed;

/**
 * Changes cases from `next` on, in the tables that mention a word. Those that hold for published versions as well end with the newest one, and go on in a table of `next`, since the examples of a
 * published version do not change; those of `next` alone are changed where they are.
 */
export function changeCases(draft: Draft, word: string, bases: ReadonlyMap<string, unknown>, change: Change): void {
  const versions = versionsIn(draft);
  for (const path of [...draft.paths(`${FOLDER}cases/`)]) {
    let text = draft.text(path);
    if (!text.includes(word)) continue;
    const tables = (parse(text) ?? []) as Table[];
    const added: Table[] = [];
    // From the end: what is changed does not move what comes before it.
    for (const [t, table] of [...tables.entries()].reverse()) {
      const cases = table.cases.map((one) => ({
        one,
        isOfNext: (one.since ?? table.since) === 'next',
        changed: holds({ since: table.since, until: table.until, ...one }, 'next', versions)
          ? change(table, one, bases.get(table.base))
          : undefined,
      }));
      const decor =
        cases.map(({ changed }) => (typeof changed === 'object' ? changed.decor : undefined)).find(Boolean) ?? decorOf(table);
      if (table.since === 'next') {
        const now = cases.flatMap(({ one, changed }) => (changed === 'gone' ? [] : [changed?.one ?? one]));
        const whole = { ...table, ...decor, cases: now };
        if (!equal(whole, table)) text = withItem(text, `/${t}`, now.length > 0 ? whole : undefined);
        continue;
      }
      const going: Case[] = [];
      const moves = !equal(decor, decorOf(table));
      for (const [c, { isOfNext, changed }] of [...cases.entries()].reverse()) {
        if (changed === undefined) continue;
        const at = `/${t}/cases/${c}`;
        const now = changed === 'gone' ? undefined : changed.one;
        if (isOfNext) text = withItem(text, at, moves ? undefined : now);
        else text = withUntil(text, at, versions.at(-2) ?? '');
        if (now && (moves || !isOfNext)) {
          const { since: _since, until: _until, ...rest } = now;
          going.unshift(rest);
        }
      }
      if (going.length > 0) added.unshift({ base: table.base, since: 'next', ...decor, cases: going });
    }
    const more = added.map((table) => `\n${itemsText([table])}`).join('');
    draft.write(path, text.trimEnd() === '' ? more : text + more);
  }
}

const decorOf = ({ with: set, without }: Table): Decor => ({ ...(set && { with: set }), ...(without && { without }) });

function renamedCase(table: Table, one: Case, base: unknown, nameAt: NameAt): Changed {
  const place = (said: string): string => {
    const tokens = placeOf(said, base);
    const now = renamedPlace(tokens, nameAt);
    return equal(tokens, now) ? said : written(now, base);
  };
  const values = (set: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(set).map(([said, value]) => [place(said), valueWithNames(value, nameAt, namesOf(placeOf(said, base)))]),
    );
  const finding = (said: Said): Said => (typeof said === 'string' ? said : { [codeOf(said)]: place(said[codeOf(said)] ?? '') });
  const decor = <T extends Decor>(of: T): T => ({
    ...of,
    ...(of.with && { with: values(of.with) }),
    ...(of.without && { without: of.without.map(place) }),
  });
  const changed: Case = {
    ...decor(one),
    ...(one.set && { set: values(one.set) }),
    ...(one.remove && { remove: one.remove.map(place) }),
    expect: finding(one.expect),
    ...(one.also && { also: one.also.map(finding) }),
  };
  const own = decor(decorOf(table));
  return equal(changed, one) && equal(own, decorOf(table)) ? undefined : { decor: own, one: changed };
}
