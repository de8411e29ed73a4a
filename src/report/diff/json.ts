/** The `json` report of a diff. Sentences are in both languages, so that the output does not depend on `--lang`. */
import type { UsedErratum } from '../../diff/decision.ts';
import { manyLines } from '../../../packages/schema-diff/src/report.ts';
import type { DiffReport } from './types.ts';

export function diffJson({ tool, previous, next, diff, decision, places }: DiffReport): string {
  const { relation, backward, forward, bump, notes, changes } = diff;
  const reported = {
    tool,
    previous,
    next,
    relation,
    backward,
    forward,
    bump,
    required: decision.required,
    requiredVersion: decision.version ?? null,
    declared: decision.declared ?? null,
    declaredVersion: decision.declared === undefined ? null : (decision.numbers.next ?? null),
    undeclared: decision.undeclared.map(({ fingerprint }) => fingerprint),
    unexplained: decision.unexplained,
    errata: decision.errata.map(erratumEntry),
    staleErrata: decision.stale.map(({ fingerprint }) => fingerprint),
    notes,
    changes: changes.map((change) => ({ ...change, source: places.get(change.fingerprint) ?? null })),
  };
  return `${manyLines(reported)}\n`;
}

const erratumEntry = ({ erratum, refused }: UsedErratum) => ({ ...erratum, refused: refused ?? null });
