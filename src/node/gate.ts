import { existsSync } from 'node:fs';
import { InputError, type Lang } from '../finding.ts';
import type { ChangedFile, Refusal } from '../governance/gate/refusal.ts';
import { newState } from './build/run.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { baseOf, type Base } from './gate/base.ts';
import { changesSince } from './gate/changes.ts';
import { publishedAt, publishedRefusals } from './gate/frozen.ts';
import { printGate } from './gate/print.ts';
import { proofRefusals } from './gate/proof.ts';
import { sourceRefusals } from './gate/sources.ts';
import { under } from './paths.ts';

export type GateOptions = { lang: Lang; base: string; format?: 'text' | 'github' };

/**
 * Says whether what the working tree changes since it left `base` may be merged: nothing on standard output but one sentence a refusal, and
 * a last line. Exit 1 where something is refused. Throws an InputError for a reference that is none.
 */
export async function runGate({ lang, base: name, format = 'text' }: GateOptions): Promise<ExitCode> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const base = await baseOf(name);
  const changed = await changesSince(base.commit);
  const refusals = await refusalsOf(changed, base);
  printGate({ refusals, changed: changed.length, base: name }, { lang, format });
  return refusals.length > 0 ? EXIT.findings : EXIT.conforming;
}

/** What is read, checked or compared depends on what the proposal touches: a page of documentation costs nothing. */
async function refusalsOf(changed: readonly ChangedFile[], base: Base): Promise<Refusal[]> {
  if (!changed.some(({ path }) => /^(schema|examples|src)\//.test(path))) return [];
  const published = await publishedAt(changed, base);
  const frozen = await publishedRefusals(changed, base, published);
  const state = newState();
  const sources = (await sourceRefusals(state)).filter((refusal) => !isOfFrozen(refusal, frozen));
  if (sources.length > 0) return [...frozen, ...sources];
  return [...frozen, ...(await proofRefusals(state, changed, base))];
}

/** What the checks say of a version that is edited was said, file by file; the sums that others keep of it do not hold either. */
const isOfFrozen = ({ file }: Refusal, frozen: readonly Refusal[]): boolean =>
  frozen.some((other) => file === other.file || file === 'schema/releases.json' || /^schema\/\d+\.\d+\.\d+\//.test(file));
