/** Findings counted by code and field, with the first places of each. Memory is bounded by the number of groups, not of findings. */
import { type Finding, type Level, levelOf, type Position, type RecordRef, type Severity } from '../finding.ts';
import type { Described } from '../messages.ts';
import { KnownPlaces } from '../messages/known-places.ts';
import { fieldKey, fieldPath } from '../messages/paths.ts';
import type { CountFindings } from '../validate/types.ts';
import { shown, visible } from '../../packages/base/src/visible.ts';

/** Texts are shortened before they are kept: a hostile identifier may be as long as a record. `file`: the name of the file, where it is not the one that the report is about. */
export type Place = { record?: RecordRef; position?: Position; text: string; file?: string };

/** Key of the group that gathers the fields beyond the largest number of groups. */
export const OTHER_FIELDS = '*';

export type Group = {
  code: string;
  severity: Severity;
  /** What it counts is to be looked at before the file is published. */
  review?: true;
  /** Path of the field with `*` for indexes, or OTHER_FIELDS. */
  key: string;
  /** A short description of the problem. */
  title: string;
  field: string;
  count: number;
  /** Records hit. Findings come in the order of the records: a record that comes back later counts again. */
  records: number;
  places: Place[];
};

export type Tally = {
  /** `file`: the name of the file of the finding, where it is not the one that the report is about. */
  add(finding: Finding, describe: () => Described, file?: string): void;
  /** Counts findings whose groups already have all their places. Returns false, having counted nothing, if a group still needs one. */
  count: CountFindings;
  /** The gravest first, then the most frequent. */
  groups(): Group[];
};

/** In place of the message of a finding that has none. */
export const NO_WORDS: Described = { title: '', found: '', expected: '', remedy: '', text: '' };

type Counted = Group & { lastKind: string; lastIndex: number };

const GRAVITY: Record<Level, number> = { error: 0, review: 1, warning: 2, info: 3 };

const byWeight = (a: Group, b: Group): number => GRAVITY[levelOf(a)] - GRAVITY[levelOf(b)] || b.count - a.count;

function newGroup({ code, severity, review }: Finding, key: string, { title, field }: Described): Counted {
  return {
    code,
    severity,
    ...(review && { review }),
    key,
    title,
    field: key === OTHER_FIELDS ? '' : (field ?? ''),
    count: 0,
    records: 0,
    places: [],
    lastKind: '',
    lastIndex: -1,
  };
}

/** `index`: that of the record, whose reference may be that of another of its kind. */
function count(group: Counted, record: RecordRef | undefined, index = record?.index ?? -1): void {
  group.count += 1;
  if (!record) return;
  const { kind } = record;
  if (index === group.lastIndex && kind === group.lastKind) return;
  group.records += 1;
  group.lastKind = kind;
  group.lastIndex = index;
}

const shortRecord = ({ kind, index, id }: RecordRef): RecordRef => ({
  kind,
  index,
  ...(id !== undefined && { id: shown(id, 30) }),
});

const placeOf = ({ record, position }: Finding, text: string, file?: string): Place => ({
  ...(file !== undefined && { file: visible(file, 300) }),
  ...(record && { record: shortRecord(record) }),
  ...(position && { position }),
  text,
});

const shortKey = (key: string): string => (key.length > 300 ? visible(key, 300) : key);

/** `maxGroups`: unknown names are without limit in a hostile file, so that the fields beyond it share one group for each code. */
export function createTally({ places = 3, maxGroups = 1000 }: { places?: number; maxGroups?: number } = {}): Tally {
  const groups = new Map<string, Counted>();
  /** Returns the group of a code and key, creating it if needed. */
  const groupOf = (finding: Finding, key: string, describe: () => Described): Counted => {
    const id = `${finding.code} ${key}`;
    let group = groups.get(id);
    if (!group && key !== OTHER_FIELDS && groups.size >= maxGroups) return groupOf(finding, OTHER_FIELDS, describe);
    if (!group) groups.set(id, (group = newGroup(finding, key, describe())));
    return group;
  };
  const known = new KnownPlaces<Counted>();
  const full = new WeakMap<Finding, Counted>();
  const fullGroup = (finding: Finding): Counted | undefined => {
    const group = known.get(finding) ?? groups.get(`${finding.code} ${shortKey(fieldKey(fieldPath(finding)))}`);
    if (!group || group.places.length < places) return undefined;
    full.set(finding, group);
    return group;
  };
  return {
    add(finding, describe, file) {
      let group = known.get(finding);
      if (!group) {
        group = groupOf(finding, shortKey(fieldKey(fieldPath(finding))), describe);
        known.set(finding, group);
      }
      count(group, finding.record);
      if (group.places.length < places) group.places.push(placeOf(finding, describe().text, file));
    },
    count(index, findings) {
      const found: Counted[] = [];
      for (const finding of findings) {
        const group = full.get(finding) ?? fullGroup(finding);
        if (!group) return false;
        found.push(group);
      }
      for (let i = 0; i < found.length; i++) count(found[i] as Counted, findings[i]?.record, index);
      return true;
    },
    groups: () => [...groups.values()].sort(byWeight),
  };
}
