/** Findings by code, and by field in each code: what a narrower schema would cost. */
import type { Finding } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { fieldPath } from '../../messages/paths.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import type { CodeImpact, CodeAtField } from '../../model/impact.ts';
import { HitCount, shareOf, type At } from './hits.ts';

type Code = {
  severity: Finding['severity'];
  hits: HitCount;
  fields: Map<string, Pick<CodeAtField, 'kind' | 'path'> & { hits: HitCount }>;
};

/** Names that files invent are not counted one by one: memory does not grow with them, and they are not ours to tell. */
export type KnownPaths = Record<RecordKind, ReadonlySet<string>>;

export class CodeTallies {
  readonly #codes = new Map<string, Code>();

  /** `base`: the pointer of the record. */
  add(finding: Finding, base: string, known: KnownPaths, at: At): void {
    const { code, severity, record } = finding;
    let tally = this.#codes.get(code);
    if (!tally) this.#codes.set(code, (tally = { severity, hits: new HitCount(), fields: new Map() }));
    tally.hits.add(finding, at);
    const kind = record?.kind ?? null;
    const path = kind === null ? '' : knownPath(fieldPath(finding).slice(base.length), known[kind]);
    let field = tally.fields.get(`${kind} ${path}`);
    if (!field) tally.fields.set(`${kind} ${path}`, (field = { kind, path, hits: new HitCount() }));
    field.hits.add(finding, at);
  }

  counts(total: number): CodeImpact[] {
    return [...this.#codes]
      .map(([code, { severity, hits, fields }]) => ({
        code,
        severity,
        records: hits.records,
        findings: hits.findings,
        share: shareOf(hits.records, total),
        fields: [...fields.values()]
          .map(({ kind, path, hits: { records, findings } }) => ({ kind, path, records, findings }))
          .sort((a, b) => compare(`${a.kind} ${a.path}`, `${b.kind} ${b.path}`)),
        places: hits.places,
      }))
      .sort((a, b) => compare(a.code, b.code));
  }
}

/** The order of code points, the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A pointer from the record as the path of the deepest field that the version knows on the way: `/titulaires/0/x` is `titulaires`. */
function knownPath(pointer: string, known: ReadonlySet<string>): string {
  let path = '';
  let deepest = '';
  for (const token of tokens(pointer)) {
    path += /^\d+$/.test(token) ? '[]' : path === '' ? token : `.${token}`;
    if (known.has(path)) deepest = path;
  }
  return deepest;
}
