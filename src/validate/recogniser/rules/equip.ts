import type { RecordScope } from '../../../model/rules.ts';
import type { RecordJudge } from '../../file-rules.ts';

/** What a module with rules exports, besides the functions that it runs itself. */
export type RuleExports = {
  memory: WebAssembly.Memory;
  roster(): number;
  todayAt(): number;
  useTables(at: number): void;
  prepareRules(): void;
} & Record<`switchesAt_${RecordScope}`, () => number>;

/**
 * Makes a module ready to run the rules that were chosen; `tables` is the address of the nomenclatures (`tables.bin`) in its memory. False
 * where the judge runs others than those that the module was made of: then records are for JavaScript.
 */
export function equip(exports: RuleExports, judge: RecordJudge, tables: number): boolean {
  if (!judge.switches || judge.today === undefined || judge.roster !== exports.roster() >>> 0) return false;
  const bytes = new Uint8Array(exports.memory.buffer);
  bytes.set(judge.switches('marche'), exports.switchesAt_marche());
  bytes.set(judge.switches('concession'), exports.switchesAt_concession());
  bytes.set(new TextEncoder().encode(judge.today), exports.todayAt());
  exports.useTables(tables);
  exports.prepareRules();
  return true;
}
