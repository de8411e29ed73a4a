import type { RecordKind } from '../finding.ts';
import type { Model } from '../model/types.ts';
import type { Check, MemberChecks } from './types.ts';

const KINDS: readonly RecordKind[] = ['marche', 'contrat-concession'];

/** The members of the records of a version, each with the name under which the module of their checks exports its own. */
export const memberNames = (model: Model): { kind: RecordKind; name: string; exported: string }[] =>
  KINDS.flatMap((kind) =>
    Object.keys(model.schema.$defs?.[kind]?.properties ?? {}).map((name, rank) => ({
      kind,
      name,
      exported: `${kind.replace(/\W/g, '_')}$${rank}`,
    })),
  );

/** The checks of that module by kind and name. */
export function memberChecks(model: Model, module: Record<string, Check>): MemberChecks {
  const checks: MemberChecks = { marche: {}, 'contrat-concession': {} };
  for (const { kind, name, exported } of memberNames(model)) {
    const check = module[exported];
    if (check) checks[kind][name] = check;
  }
  return checks;
}
