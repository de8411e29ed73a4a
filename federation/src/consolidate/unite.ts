/** The lists of a contract that grow: what each record of it says of them, united, so that no source's modification is lost to another's. */
import { canonical, isObject } from '../../../packages/base/src/json.ts';
import { compareRecords, type Ranked } from './order.ts';

/**
 * The lists, and under which member 2.x has each item; 1.x has the item itself. `day`: the number of a modification of an act is that of the act (the standard's rule
 * modification-acte-inconnu), so that the day of its notification is part of what identifies it. Years of performance have no number.
 */
const LISTS = [
  { list: 'modifications', wrapper: 'modification' },
  { list: 'actesSousTraitance', wrapper: 'acteSousTraitance' },
  {
    list: 'modificationsActesSousTraitance',
    wrapper: 'modificationActeSousTraitance',
    day: 'dateNotificationModificationSousTraitance',
  },
  { list: 'donneesExecution', wrapper: 'donneesAnnuelles' },
] as const;

type Growing = (typeof LISTS)[number];

/** Dates that order items without a number. */
const DATES = [
  'dateNotificationModification',
  'dateSignatureModification',
  'dateNotificationModificationSousTraitance',
  'datePublicationDonneesExecution',
  'datePublicationDonneesModification',
];

/** An item that has the identifier of another and another content. The content of the preferred record stays. */
type Conflict = { list: string; id: string; record: string };

/** A record: its text is JSON without blanks between tokens. */
export type Text = { hash: string; body: string };

export type United = {
  /** The text of the preferred record with the items of others; null where it has all of them. */
  body: string | null;
  /** Records that gave an item, in order of preference. */
  united: string[];
  conflicts: Conflict[];
};

/** Unites the records of one contract, given in any order. Throws where there are none. */
export function unite(records: readonly (Ranked & Text)[]): United {
  const [preferred, ...others] = records.toSorted(compareRecords);
  if (preferred === undefined) throw new Error('there is no record to unite');
  const union = startUnion(preferred);
  for (const other of others) union.add(other);
  return union.end() as United;
}

/**
 * Begins with the preferred record; the others are added in order of preference, so that none but the first has to be kept. `most`: items that may be united, those that several records
 * say counted as often; `end` gives nothing where there are more.
 */
export function startUnion(preferred: Text, most = Infinity): { add(record: Text): void; end(): United | undefined } {
  const members = membersOf(preferred.body);
  let lists = LISTS.map((growing) => startList(growing, memberOf(members, growing.list)));
  let seen = lists.reduce((sum, { size }) => sum + size, 0);
  const united = new Set<string>();
  let conflicts: Conflict[] = [];
  return {
    add: ({ hash, body }) => {
      if (seen > most) return;
      const others = membersOf(body);
      for (const list of lists) {
        const { size, gave, refused } = list.add(memberOf(others, list.name));
        seen += size;
        if (gave) united.add(hash);
        for (const id of refused) conflicts.push({ list: list.name, id, record: hash });
      }
      // Nothing of it is wanted any longer.
      if (seen > most) [lists, conflicts] = [[], []];
    },
    end: () => {
      if (seen > most) return undefined;
      const grown = lists.filter((list) => list.grown());
      for (const list of grown) setMember(members, list.name, list.text());
      const body = grown.length > 0 ? `{${members.map(({ name, text }) => `${name}:${text}`).join()}}` : null;
      return { body, united: [...united], conflicts };
    },
  };
}

type Item = {
  text: string;
  inner: Record<string, unknown>;
  content: string;
  id: string | null;
  number: number | null;
  date: string;
};

function startList(growing: Growing, text: string | undefined) {
  const own = itemsOf(text, growing);
  const kept = own ?? [];
  /** Contents that stand for an identifier; of items without one, all contents. */
  const contents = new Map<string | null, Set<string>>();
  const keep = ({ id, content }: Item): void => {
    const known = contents.get(id);
    if (known) known.add(content);
    else contents.set(id, new Set([content]));
  };
  for (const item of kept) keep(item);
  let added = 0;
  return {
    name: growing.list,
    /** Items that the preferred record has. */
    size: kept.length,
    grown: () => added > 0,
    /** `size`: items that were compared. */
    add: (other: string | undefined): { size: number; gave: boolean; refused: string[] } => {
      if (other === text) return { size: 0, gave: false, refused: [] };
      const items = itemsOf(other, growing);
      // A list that is no list is not united with any.
      if (items === undefined || own === undefined) return { size: 0, gave: false, refused: [] };
      const isRenumbered = renumbered(kept, items);
      const refused = new Set<string>();
      const before = added;
      const fresh: Item[] = [];
      for (const item of items) {
        const known = contents.get(item.id);
        if (known?.has(item.content)) continue;
        if (item.id !== null && known) refused.add(item.id);
        else if (!isRenumbered(item)) fresh.push(item);
      }
      // Kept once all were compared: two items of this record may have one identifier.
      for (const item of fresh) {
        if (contents.get(item.id)?.has(item.content)) continue;
        keep(item);
        kept.push(item);
        added++;
      }
      return { size: items.length, gave: added > before, refused: [...refused] };
    },
    text: () =>
      `[${kept
        .toSorted(compareItems)
        .map((item) => item.text)
        .join()}]`,
  };
}

/**
 * Of two lists, whether an item of the second says what one of the first does but for its identifier, where the list of one of the two uses that identifier for several items: the
 * number of one of them was wrong, and it is no other item.
 */
function renumbered(kept: readonly Item[], items: readonly Item[]): (item: Item) => boolean {
  const [before, now] = [usedTwice(kept), usedTwice(items)];
  if (before.size + now.size === 0) return () => false;
  const [all, doubtful] = [new Set<string>(), new Set<string>()];
  for (const item of kept) {
    if (item.id === null) continue;
    const said = withoutId(item);
    all.add(said);
    if (before.has(item.id)) doubtful.add(said);
  }
  return (item) => item.id !== null && (now.has(item.id) ? all : doubtful).has(withoutId(item));
}

/** The identifiers that several items of a list have. */
function usedTwice(items: readonly Item[]): ReadonlySet<string> {
  const seen = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id, content } of items) {
    if (id === null) continue;
    if ((seen.get(id) ?? content) !== content) twice.add(id);
    seen.set(id, content);
  }
  return twice;
}

const withoutId = ({ inner: { id: _, ...said } }: Item): string => canonical(said);

/** The items of a list; none where it is absent or null, undefined where it is no list. */
function itemsOf(text: string | undefined, growing: Growing): Item[] | undefined {
  if (text === undefined || text === 'null') return [];
  if (!text.startsWith('[')) return undefined;
  return partsOf(text).map((part) => {
    const value: unknown = JSON.parse(part);
    const wrapped = isObject(value) ? value[growing.wrapper] : undefined;
    const inner = isObject(wrapped) ? wrapped : isObject(value) ? value : {};
    const number = inner['id'];
    const date = DATES.map((name) => inner[name]).find((one) => typeof one === 'string') ?? '';
    return {
      ...{ text: part, inner, content: canonical(value), id: idOf(inner, growing), date },
      number: typeof number === 'number' ? number : null,
    };
  });
}

/** What identifies an item; null where its content alone does. */
function idOf(item: Record<string, unknown>, growing: Growing): string | null {
  const { id } = item;
  if (typeof id !== 'number' && (typeof id !== 'string' || id === '')) return null;
  if (!('day' in growing)) return String(id);
  const day = item[growing.day];
  return typeof day === 'string' ? `${String(id)}/${day}` : null;
}

/** By number, then other identifiers as texts, then by date; and at last by text. */
function compareItems(a: Item, b: Item): number {
  if (a.number !== null && b.number !== null && a.number !== b.number) return a.number - b.number;
  if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
  if ((a.id === null) !== (b.id === null)) return a.id === null ? 1 : -1;
  const [one, other] = a.number === null && a.id !== b.id ? [a.id, b.id] : [a.date + a.content, b.date + b.content];
  return (one ?? '') < (other ?? '') ? -1 : one === other ? 0 : 1;
}

/** A member of an object: its name as it stands, in quotes, and the text of its value. */
type Member = { name: string; text: string };

/** The members of an object, as they stand: numbers keep all their digits. */
function membersOf(text: string): Member[] {
  return partsOf(text).map((part) => {
    const end = endOfString(part, 0);
    return { name: part.slice(0, end), text: part.slice(end + 1) };
  });
}

/** Of two members of one name, the last counts, as for JSON.parse. */
const lastOf = (members: readonly Member[], name: string): Member | undefined =>
  members.findLast((member) => (JSON.parse(member.name) as string) === name);

const memberOf = (members: readonly Member[], name: string): string | undefined => lastOf(members, name)?.text;

function setMember(members: Member[], name: string, text: string): void {
  const member = lastOf(members, name);
  if (member) member.text = text;
  else members.push({ name: JSON.stringify(name), text });
}

/** The texts between the commas of an array or an object that has no blanks between its tokens. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 1;
  for (let at = 1; at < text.length - 1; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at) - 1;
    else if (sign === BRACE || sign === BRACKET) depth++;
    // The closing ones stand two places after the opening ones.
    else if (sign === BRACE + 2 || sign === BRACKET + 2) depth--;
    else if (sign === COMMA && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (text.length > 2) parts.push(text.slice(from, -1));
  return parts;
}

const [QUOTE, COMMA, BACKSLASH, BRACE, BRACKET] = [0x22, 0x2c, 0x5c, 0x7b, 0x5b];

/** After the quote that closes the string that opens at a place. */
function endOfString(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close !== -1; close = text.indexOf('"', close + 1)) {
    let slashes = 0;
    while (text.charCodeAt(close - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return close + 1;
  }
  return text.length;
}
