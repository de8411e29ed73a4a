/** What our own checks say of an instance. */
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Version } from '../../src/validate/types.ts';
import { judge } from '../support/engine.ts';

/** `why` names keywords and places in schemas, never values. */
export type Verdict = { valid: boolean | null; why: string };

export const verdictOf = (failures: readonly { schemaPath: string }[]): Verdict => ({
  valid: failures.length === 0,
  why: failures.map(({ schemaPath }) => schemaPath).join(', '),
});

export function ofRecord({ validators }: Version, kind: RecordKind, value: unknown): Verdict {
  return caught(() => verdictOf(validators[kind](value) ? [] : (validators[kind].errors ?? [])));
}

/** By the real reader. */
export function ofFile(version: Version, text: string): Verdict {
  return caught(() => {
    const { schemaVerdict, findings } = judge(text, version);
    return { valid: schemaVerdict, why: findings.map(({ code }) => code).join(', ') };
  });
}

/** A check that breaks down has no verdict, which is a disagreement. */
function caught(run: () => Verdict): Verdict {
  try {
    return run();
  } catch (error) {
    return { valid: null, why: `${error instanceof Error ? error.name : 'something'} thrown` };
  }
}
