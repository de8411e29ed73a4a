import { SUMS } from '../sums.ts';
import { readFile } from 'node:fs/promises';
import type { ChangedFile, Refusal } from './refusal.ts';
import { entryAt } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';
import type { Base } from './base.node.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { readSource } from '../../model/source-text.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** The files that a release writes outside the folder of its version: its notes and its section of the changelog. */
const NOTES = /^releases\/(\d+\.\d+\.\d+)\.(?:fr|en)\.md$/;
const CHANGELOG = 'CHANGELOG.md';
/** The record of a release, which people write before it. */
const RECORD = /^releases\/(\d+\.\d+\.\d+)\.yaml$/;

/**
 * Refuses changes to the release notes and to the record of versions published before the proposal branched; a record that is missing may still be added. `published`:
 * their numbers.
 */
export const notesRefusals = (changed: readonly ChangedFile[], published: readonly string[]): Refusal[] =>
  changed.flatMap(({ path, how }): Refusal[] => {
    const [, version = ''] = NOTES.exec(path) ?? [];
    if (published.includes(version)) return [{ kind: 'generated', file: path, ...ofNotes(version, how) }];
    const [, recorded = ''] = RECORD.exec(path) ?? [];
    if (how === 'added' || !published.includes(recorded)) return [];
    return [{ kind: 'frozen', file: path, ...textsOf(GATE, (say) => say.record({ version: recorded })) }];
  });

const ofNotes = (version: string, how: ChangedFile['how']): Texts =>
  textsOf(GATE, (say) => say.notes({ version, isAdded: how === 'added' }));

/** Refuses changes to the sections of versions that the changelog of the base lists. Other sections may change freely. */
export function changelogRefusals(before: string | undefined, after: string | undefined): Refusal[] {
  const now = sectionsOf(after);
  return [...sectionsOf(before)].flatMap(([version, section]): Refusal[] =>
    now.get(version) === section ? [] : [{ kind: 'generated', file: CHANGELOG, ...ofSection(version) }],
  );
}

const ofSection = (version: string): Texts => textsOf(GATE, (say) => say.changelog({ version }));

/** The text of each version of a changelog, by number. Two sections of the same version are concatenated. */
function sectionsOf(changelog = ''): Map<string, string> {
  const sections = new Map<string, string>();
  let version: string | undefined;
  let isFenced = false;
  for (const line of changelog.split(/\r?\n/)) {
    if (line.startsWith('```')) isFenced = !isFenced;
    if (!isFenced && line.startsWith('## ')) version = /^## (\d+\.\d+\.\d+)(?![\w.-])/.exec(line)?.[1];
    if (version !== undefined) sections.set(version, `${sections.get(version) ?? ''}${line}\n`);
  }
  return new Map([...sections].map(([key, text]) => [key, text.trimEnd()]));
}

const FILE = 'schema/releases.json';

/** The properties of a published entry that a later version or a new legal text may change. */
const OPEN = ['status', 'appliedBy', 'replacedBy', 'effective', 'legalTexts'];
/**
 * For versions published elsewhere, a better source may also correct the tag and the provenance. Versions published by these
 * tools have `tools`, and their provenance is known.
 */
const OPEN_ELSEWHERE = [...OPEN, 'tag', 'provenance'];

type Entry = Record<string, unknown>;

/**
 * Refuses changes to the entries of published versions in `releases.json`, apart from `OPEN`. `undefined`: the file does not
 * exist.
 */
export function releaseRefusals(before: string | undefined, after: string | undefined): Refusal[] {
  if (isUnreadable(after)) return [];
  const now = entriesIn(after);
  return [...entriesIn(before)].flatMap(([version, entry]): Refusal[] => {
    const kept = now.get(version);
    const open = 'tools' in entry ? OPEN : OPEN_ELSEWHERE;
    if (version === 'next' || (kept && closed(kept, open) === closed(entry, open))) return [];
    return [
      {
        kind: 'generated',
        file: FILE,
        ...textsOf(GATE, (say) => say.release({ version, isThere: kept !== undefined })),
      },
    ];
  });
}

const closed = (entry: Entry, open: readonly string[]): string =>
  canonical(Object.fromEntries(Object.entries(entry).filter(([key]) => !open.includes(key))));

/** Nothing can be said of the entries of such a file: that it cannot be read, and where, is said by the checks of the sources. */
const isUnreadable = (text = ''): boolean => readSource(text).errors.length > 0;

function entriesIn(text = ''): Map<string, Entry> {
  const { releases = [] } = (readSource(text).value ?? {}) as { releases?: Entry[] };
  return new Map(releases.map((entry) => [String(entry['version']), entry]));
}

/** Refuses changes to the versions that were published when the proposal branched. */
export async function publishedRefusals(
  changed: readonly ChangedFile[],
  base: Base,
  published: readonly string[],
): Promise<Refusal[]> {
  const lists = published.flatMap((version) =>
    Object.entries(GROWING).map(async ([name, refusals]) => {
      const path = `schema/${version}/${name}`;
      if (!changed.some((file) => file.path === path)) return [];
      const after = await readFile(under(path), 'utf8').catch(() => undefined);
      return refusals(version, await base.text(path), after);
    }),
  );
  const reported = Object.entries(REPORTED).map(async ([path, refusals]) => {
    if (!changed.some((file) => file.path === path)) return [];
    return refusals(await base.text(path), await readFile(under(path), 'utf8').catch(() => undefined));
  });
  return [
    ...frozenRefusals(changed, published, base.name),
    ...notesRefusals(changed, published),
    ...(await Promise.all([...lists, ...reported])).flat(),
  ];
}

/** The files to which each release adds a part, with the check of the parts that are already there. */
const REPORTED = { 'schema/releases.json': releaseRefusals, 'CHANGELOG.md': changelogRefusals };

/** The versions that are published at the base, among those that a proposal touches. */
export async function publishedAt(changed: readonly ChangedFile[], { commit, prefix, root }: Base): Promise<string[]> {
  const touched = new Set(
    changed.flatMap(({ path }) => /^(?:schema|examples|releases)\/(\d+\.\d+\.\d+)[/.]/.exec(path)?.[1] ?? []),
  );
  const held = [...touched].map(async (version) =>
    (await entryAt(commit, `${prefix}schema/${version}`, root)) === 'tree' ? [version] : [],
  );
  return (await Promise.all(held)).flat();
}

/**
 * Known defects of a published version may be appended; existing entries may not change. `undefined`: the file does not exist.
 */
function defectsRefusals(version: string, before: string | undefined, after: string | undefined): Refusal[] {
  if (before === undefined || isUnreadable(after)) return [];
  const file = `schema/${version}/${DEFECTS}`;
  const kept = entriesOf(after ?? '');
  const touched = entriesOf(before).find((entry, i) => canonical(entry) !== canonical(kept[i] ?? null));
  if (touched === undefined) return [];
  const id = String(valueAt(touched, '/id'));
  return [
    {
      kind: 'frozen',
      file,
      ...textsOf(GATE, (say) => say.defect({ id, version })),
    },
  ];
}

/** The step that leads to a published version may gain entries; what is there may not change. `undefined`: the file does not exist. */
function stepRefusals(version: string, before: string | undefined, after: string | undefined): Refusal[] {
  if (before === undefined || isUnreadable(after)) return [];
  const kept = (readSource(after ?? '').value ?? {}) as Record<string, unknown>;
  const touched = Object.entries((readSource(before).value ?? {}) as Record<string, unknown>).find(
    ([name, value]) => canonical(startOf(kept[name], value)) !== canonical(value),
  );
  if (touched === undefined) return [];
  const [section] = touched;
  return [{ kind: 'frozen', file: `schema/${version}/${STEP}`, ...textsOf(GATE, (say) => say.step({ section, version })) }];
}

/** Of a list the first entries, as many as it had before; any other value as it is. */
const startOf = (now: unknown, before: unknown): unknown =>
  (Array.isArray(now) && Array.isArray(before) ? now.slice(0, before.length) : now) ?? null;

function entriesOf(text: string): unknown[] {
  const { value } = readSource(text);
  return Array.isArray(value) ? value : [];
}

const FROZEN = /^schema\/(\d+\.\d+\.\d+)\/(.+)$/;

const DEFECTS = 'known-defects.yaml';
const STEP = 'migration.yaml';

/** The only files in the folder of a published version that may change, by growing, with the check of what was there. */
const GROWING = { [DEFECTS]: defectsRefusals, [STEP]: stepRefusals };

/**
 * Refuses changes to the files of versions that were published when the proposal left `base`, checksums included. `published`:
 * their numbers.
 */
const frozenRefusals = (changed: readonly ChangedFile[], published: readonly string[], base: string): Refusal[] =>
  changed.flatMap(({ path, how }): Refusal[] => {
    const [, ofExamples = ''] = EXAMPLE_SUMS.exec(path) ?? [];
    if (how !== 'added' && published.includes(ofExamples))
      return [{ kind: 'generated', file: path, ...ofSums(path, ofExamples, base) }];
    const [, version = '', name] = FROZEN.exec(path) ?? [];
    if (!published.includes(version) || (name !== undefined && Object.hasOwn(GROWING, name))) return [];
    if (name === SUMS) return [{ kind: 'generated', file: path, ...ofSums(path, version, base) }];
    return [{ kind: 'frozen', file: path, ...sentence(path, version, how, base) }];
  });

/** The sums of the examples of a version; the examples themselves are checked against them. */
const EXAMPLE_SUMS = /^examples\/(\d+\.\d+\.\d+)\/SHA256SUMS$/;

const ofSums = (path: string, version: string, base: string): Texts => textsOf(GATE, (say) => say.sums({ version, base, path }));

const sentence = (path: string, version: string, how: ChangedFile['how'], base: string): Texts =>
  textsOf(GATE, (say) => say.frozen({ how, version, command: `git restore --source ${base} ${path}` }));
