import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import type { Check, KnownKinds, MemberChecks } from './types.ts';

/** The members of the records that a recogniser knows, each with the name under which the module of their checks exports its own. */
export const memberNames = (known: KnownKinds): { kind: RecordKind; name: string; exported: string }[] =>
  RECORD_KINDS.flatMap((kind) =>
    (known[kind]?.members ?? []).map((name, rank) => ({ kind, name, exported: `${kind.replace(/\W/g, '_')}$${rank}` })),
  );

/** The checks of that module by kind and name. */
export function memberChecks(known: KnownKinds, module: Record<string, Check>): MemberChecks {
  const checks: MemberChecks = { marche: {}, 'contrat-concession': {} };
  for (const { kind, name, exported } of memberNames(known)) {
    const check = module[exported];
    if (check) checks[kind][name] = check;
  }
  return checks;
}
