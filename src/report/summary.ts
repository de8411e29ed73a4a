/** Findings counted by code and field, with the first places of each. Memory is bounded by the number of groups, not of findings. */
import type { Finding, Position, RecordRef, Severity } from '../finding.ts';
import type { Described } from '../messages.ts';
import { fieldKey, fieldPath } from '../messages/paths.ts';
import { visible } from '../messages/visible.ts';

/** Texts are shortened before they are kept: a hostile identifier may be as long as a record. */
export type Place = { record?: RecordRef; position?: Position; text: string };

/** Key of the group that gathers the fields beyond the largest number of groups. */
export const OTHER_FIELDS = '*';

export type Group = {
  code: string;
  severity: Severity;
  /** Path of the field with `*` for indexes, or OTHER_FIELDS. */
  key: string;
  /** What is wrong, in a few words. */
  title: string;
  field: string;
  count: number;
  /** Records hit. Findings come in the order of the records: a record that comes back later counts again. */
  records: number;
  places: Place[];
};

export type Tally = {
  add(finding: Finding, describe: () => Described): void;
  /** The gravest first, then the most frequent. */
  groups(): Group[];
};

type Counted = Group & { lastRecord: string };

const GRAVITY: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

const byWeight = (a: Group, b: Group): number => GRAVITY[a.severity] - GRAVITY[b.severity] || b.count - a.count;

function newGroup({ code, severity }: Finding, key: string, { title, field }: Described): Counted {
  return {
    code,
    severity,
    key,
    title,
    field: key === OTHER_FIELDS ? '' : (field ?? ''),
    count: 0,
    records: 0,
    places: [],
    lastRecord: '',
  };
}

function count(group: Counted, { record }: Finding): void {
  group.count += 1;
  if (!record) return;
  const id = `${record.kind}/${String(record.index)}`;
  if (id !== group.lastRecord) group.records += 1;
  group.lastRecord = id;
}

const shortRecord = ({ kind, index, id }: RecordRef): RecordRef => ({
  kind,
  index,
  ...(id !== undefined && { id: visible(id, 30) }),
});

const placeOf = ({ record, position }: Finding, text: string): Place => ({
  ...(record && { record: shortRecord(record) }),
  ...(position && { position }),
  text,
});

const shortKey = (key: string): string => (key.length > 300 ? visible(key, 300) : key);

/** `maxGroups`: unknown names are without limit in a hostile file, so that the fields beyond it share one group for each code. */
export function createTally({ places = 3, maxGroups = 1000 } = {}): Tally {
  const groups = new Map<string, Counted>();
  const keyOf = (code: string, key: string): string =>
    groups.size < maxGroups || groups.has(`${code} ${key}`) ? key : OTHER_FIELDS;
  return {
    add(finding, describe) {
      const key = keyOf(finding.code, shortKey(fieldKey(fieldPath(finding))));
      const id = `${finding.code} ${key}`;
      let group = groups.get(id);
      if (!group) groups.set(id, (group = newGroup(finding, key, describe())));
      count(group, finding);
      if (group.places.length < places) group.places.push(placeOf(finding, describe().text));
    },
    groups: () => [...groups.values()].sort(byWeight),
  };
}
