/** Migrates single records as `decp migrate` does, for tests. */
import type { RecordKind } from '../../src/model/kinds.ts';
import { kindOf } from '../../src/read/record.ts';
import type { Chain } from '../../src/migrate/chain.ts';
import { judge, type Judged } from '../../src/migrate/judge.ts';
import { loadChain } from '../../src/migrate/load.node.ts';
import type { PassedRecord } from '../../src/migrate/passage.ts';
import { severityOf } from '../../src/messages/finding-of.ts';
import type { Code } from '../../src/messages/language.ts';
import type { LawFinding } from './migration-law.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';

export type MigratedRecord = PassedRecord & { kind: RecordKind; judged: Judged[]; valid: boolean };

/** All that is said of a record, as the law of migrations reads it. */
export const saidOf = ({ told, judged }: MigratedRecord): LawFinding[] => [
  ...told.map((one) => ({ ...one, in: 'input' as const, severity: severityOf(one.code) })),
  ...judged.map(({ severity, ...one }) => ({
    ...one,
    in: 'output' as const,
    severity: severity ?? severityOf(one.code as Code),
  })),
];

export type Migrator = { chain: Chain; migrate: (kind: RecordKind, record: unknown) => MigratedRecord };

export async function migratorOf(from: string, to: string): Promise<Migrator> {
  const [chain, { validators }] = await Promise.all([loadChain(from, to), loadVersion(to)]);
  const migrate = (kind: RecordKind, value: unknown): MigratedRecord => {
    const passed = chain.migrate(kind, value);
    const judged = judge(chain, { kind, ...passed }, validators[kind]);
    return { kind, ...passed, judged, valid: validators[kind](passed.record) };
  };
  return { chain, migrate };
}

/** The records of a file of any version, each with its kind. */
export function recordsIn(file: unknown): { kind: RecordKind; record: unknown }[] {
  const { marches } = file as { marches: unknown[] | Record<string, unknown[]> };
  if (Array.isArray(marches)) return marches.map((record) => ({ kind: kindOf(record), record }));
  return Object.entries(marches).flatMap(([kind, list]) => list.map((record) => ({ kind: kind as RecordKind, record })));
}
