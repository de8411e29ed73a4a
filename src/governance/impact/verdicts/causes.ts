/** Why records are judged otherwise: the findings that only one of two versions has, counted by code and field. */
import type { Finding } from '../../../finding.ts';
import type { RecordKind } from '../../../model/kinds.ts';
import { fieldPath } from '../../../messages/paths.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import type { Schema } from '../../../model/types.ts';
import type { Cause, CausePlace } from '../../../model/verdict-changes.ts';
import { shareOf } from '../hits.ts';
import { type Fields, knownPath } from './fields.ts';

const PLACES = 5;
/** A pointer may hold a name of the file, as long as its writer likes. */
const LONG = 300;

/** A file that is read now. */
export type FileTag = { name: string };

type Tally = { cause: Omit<Cause, 'share' | 'changes'>; lastFile: FileTag | undefined };

/** The errors that each version finds in one record, or above records. */
export type Both = { from: readonly Finding[]; to: readonly Finding[] };

/** Where errors stand: the file; pointer and kind of the record, none above records; whether its verdict changes. */
export type Spot = { file: FileTag; base: string; kind: RecordKind | null; changing: boolean };

/** Counts causes. Memory grows with the fields and codes of two versions, not with the files. */
export class CauseTallies {
  readonly #fields: { from: Fields; to: Fields };
  readonly #tallies = new Map<string, Tally>();

  constructor(fields: { from: Fields; to: Fields }) {
    this.#fields = fields;
  }

  /** The errors of one record. What both versions find at one place is no cause. */
  add({ from, to }: Both, spot: Spot): void {
    const known = { from: new Set(from.map(keyOf)), to: new Set(to.map(keyOf)) };
    const hit = new Set<Tally>();
    for (const finding of to) if (!known.from.has(keyOf(finding))) hit.add(this.#count('new', finding, spot));
    for (const finding of from) if (!known.to.has(keyOf(finding))) hit.add(this.#count('gone', finding, spot));
    for (const tally of hit) countHit(tally, spot, hit.size === 1);
  }

  /** What weighs most first. `total`: all records. */
  causes(total: number): Cause[] {
    return [...this.#tallies.entries()]
      .map(([key, { cause }]) => ({ key, cause: { ...cause, share: shareOf(cause.changing, total), changes: [] } }))
      .sort((a, b) => byWeight(a.cause, b.cause) || (a.key < b.key ? -1 : 1))
      .map(({ cause }) => cause);
  }

  #count(effect: Cause['effect'], finding: Finding, spot: Spot): Tally {
    const { code } = finding;
    const { kind, base } = spot;
    const { from, to } = this.#fields;
    const [own, other] = effect === 'new' ? [to, from] : [from, to];
    const path = kind === null ? '' : knownPath(fieldPath(finding).slice(base.length), kind, [from, to]);
    const value = kind === null ? undefined : codeOf(finding, other[kind].get(path)?.enum);
    const key = JSON.stringify([effect, code, kind, path, value]);
    let tally = this.#tallies.get(key);
    if (!tally) {
      const about = { effect, code, kind, path, ...(kind !== null && idsOf(own[kind].get(path) ?? other[kind].get(path))) };
      const counts = { files: 0, records: 0, changing: 0, alone: 0, places: [] };
      tally = { cause: { ...about, ...(value !== undefined && { value }), ...counts }, lastFile: undefined };
      this.#tallies.set(key, tally);
    }
    const { places } = tally.cause;
    if (places.length < PLACES) places.push(placeOf(finding, spot.file.name));
    return tally;
  }
}

function countHit(tally: Tally, { file, kind, changing }: Spot, only: boolean): void {
  const { cause } = tally;
  if (tally.lastFile !== file) cause.files++;
  tally.lastFile = file;
  if (kind !== null) cause.records++;
  if (changing) cause.changing++;
  if (changing && only) cause.alone++;
}

const byWeight = (a: Cause, b: Cause): number => b.changing - a.changing || b.records - a.records || b.files - a.files;

function idsOf(node: Schema | undefined): Pick<Cause, 'field' | 'codelist'> {
  const { 'x-field': field, 'x-codelist': codelist } = node ?? {};
  return { ...(field !== undefined && { field }), ...(codelist !== undefined && { codelist }) };
}

const keyOf = (finding: Finding): string => `${finding.code} ${fieldPath(finding)}`;

/** A value refused by one list of codes, where the other version has it in its own: what that list is about. */
function codeOf({ code, params }: Finding, codes: readonly unknown[] | undefined): unknown {
  if (code !== 'schema.enum' || !codes?.includes(params['value'])) return undefined;
  return params['value'];
}

const placeOf = ({ path, position }: Finding, file: string): CausePlace => ({
  file,
  pointer: visible(path, LONG),
  ...(position && { line: position.line, column: position.column }),
});
