/** Rules of a version compiled to WebAssembly, with what JavaScript says of the same records. */
import { handWritten } from '../../packages/fast-validate/src/compile.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import type { Model } from '../../src/model/types.ts';
import type { RecordScope } from '../../src/model/rules.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { framesOf } from '../../packages/fast-validate/src/frames.ts';
import { PatternPool } from '../../packages/fast-validate/src/pattern/pool.ts';
import { emitRules } from '../../packages/fast-validate/src/rules/emit-rules.ts';
import { tablesImage } from '../../packages/fast-validate/src/rules/tables.ts';
import { recordShape } from '../../src/model/record-shapes.ts';
import { compiledRules } from '../../src/validate/fast-path.ts';
import type { RecordJudge } from '../../src/validate/file-rules.ts';
import { equip, type RuleExports } from '../../packages/fast-validate/src/machine.ts';
import type { Patterns } from '../../packages/fast-validate/src/rules/context.ts';
import { NATIONAL } from '../../packages/fast-validate/src/assembly/constants.ts';
import { compiledQuickly } from './compile.ts';
import { type Plant, planted } from './plants.ts';
import { FINGERPRINT, type Logged, loggedKeys } from './key-log.ts';
import { Filler } from './rule-filler.ts';
import { GOLDEN } from '../support/engine.ts';

const MIB = 1 << 20;
const AT = { tables: MIB, frames: 2 * MIB, texts: 3 * MIB, keys: MIB - 1024 };
/** The bytes of a record, for the key that is all of it. */
const [FROM, TO] = [1, 2];
const KINDS = { marche: 'marche', concession: 'contrat-concession' } as const;

/** Sources by file name. */
type Sources = Map<string, string>;

/** What is compiled: the rules of the project, or others with the Model of their types (`own`); `patterns`, in place of the automata. */
export type Recipe = {
  version: string;
  rules?: readonly CheckedRule[];
  own?: Model;
  patterns?: Patterns;
  plants?: readonly Plant[];
};

/** The rules of the project as they were checked against a frozen version. */
export async function checkedRules(): Promise<CheckedRule[]> {
  const [{ rules }, { model }] = await Promise.all([loadRules(GOLDEN), loadVersion(GOLDEN)]);
  return rules.map((rule) => checkRule(rule, model) as CheckedRule);
}

const MAIN = `import { LOG, logged } from './state';
export * from './rules';
export { clearLog } from './state';
export { logAt } from './fingerprint';
export function faults(): usize { return LOG; }
export function faultCount(): u32 { return logged; }
`;

async function sourcesOf({ version, rules, patterns, plants = [], own }: Recipe): Promise<Sources> {
  const { model } = await loadVersion(version);
  const checked = rules ?? (await checkedRules());
  const pool = new PatternPool();
  const source = emitRules(
    { model, own: own ?? (await loadVersion(GOLDEN)).model, rules: checked, frames: framesOf(model, checked) },
    patterns ?? pool,
  );
  const files = new Map([
    ...(await handWritten()),
    ['fingerprint.ts', FINGERPRINT],
    ['rules.ts', source],
    ['patterns.ts', pool.source()],
    ['main.ts', MAIN],
  ]);
  return planted(files, plants);
}

type Exports = RuleExports & {
  logAt(): number;
  wake?(plant: number): void;
  missed: WebAssembly.Global;
  faults(): number;
  faultCount(): number;
  clearLog(): void;
} & Record<`judge_${RecordScope}`, (record: number) => number> &
  Record<`keys_${RecordScope}`, (record: number, from: number, to: number, out: number) => number>;

/** What is known of a record: `sure` that its values could be given, `judged` that its faults are known; as `Expected` writes them. */
export type Reported = { sure: boolean; judged: boolean; missed: number; hits: string[]; national: string[] };

export class RuleMachine {
  readonly #exports: Exports;
  readonly #filler: Filler;
  readonly #model: Model;
  readonly #frames: ReturnType<typeof framesOf>;
  #rules: RecordJudge | undefined;

  private constructor(exports: Exports, model: Model, frames: ReturnType<typeof framesOf>) {
    this.#exports = exports;
    this.#model = model;
    this.#frames = frames;
    this.#filler = new Filler(exports.memory.buffer, frames, AT);
  }

  static async make(recipe: Recipe): Promise<RuleMachine> {
    const { model } = await loadVersion(recipe.version);
    const binary = await compiledQuickly(await sourcesOf(recipe), 'main.ts');
    const exports = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { abort } }).exports as Exports;
    exports.memory.grow((4 * MIB) >> 16);
    new Uint8Array(exports.memory.buffer).set(tablesImage((await loadRules(GOLDEN)).nomenclatures), AT.tables);
    return new RuleMachine(exports, model, framesOf(model, recipe.rules ?? (await checkedRules())));
  }

  /** Runs the rules that are chosen from now on. False where they are not those that were compiled. */
  choose(rules: RecordJudge): boolean {
    this.#rules = rules;
    const chosen = compiledRules({ records: rules, published: undefined }, new Uint8Array());
    return chosen !== undefined && equip(this.#exports, chosen, AT.tables);
  }

  judge(scope: RecordScope, record: object): Reported {
    const sure = this.#fill(scope, record);
    this.#exports.clearLog();
    const judged = this.#exports[`judge_${scope}`](this.#recordAt(scope)) !== 0;
    const log = [...new Uint16Array(this.#exports.memory.buffer, this.#exports.faults(), this.#exports.faultCount())];
    const hits: string[] = [];
    const national = new Set<string>();
    for (const fault of log) {
      const entry = this.#rules?.entry?.(scope, fault & ~NATIONAL);
      if (!entry) {
        hits.push(`nothing at place ${fault & ~NATIONAL}`);
        continue;
      }
      const { rule, pointer, deviates } = entry;
      const isNational = (fault & NATIONAL) !== 0;
      if (!isNational) hits.push(`${rule.id} ${pointer}`);
      if (rule.consolidation !== 'none' && isNational === deviates) national.add(rule.id);
    }
    return { sure, judged, missed: this.#exports.missed.value, hits: hits.sort(), national: [...national].sort() };
  }

  /** The values of which the keys of the record at hand are made, as they were given to the fingerprint; `RECORD` where it is the record. */
  keys(scope: RecordScope): Logged[] {
    const { memory } = this.#exports;
    const log = this.#exports.logAt();
    new DataView(memory.buffer).setUint32(log, 0, true);
    const end = this.#exports[`keys_${scope}`](this.#recordAt(scope), FROM, TO, AT.keys);
    const logged = loggedKeys(memory.buffer, log);
    if (end !== AT.keys + 16 * logged.length) throw new Error(`${logged.length} keys end at ${end - AT.keys}`);
    return logged;
  }

  /** Wakes a planted fault; -1: none. */
  wake(plant: number): void {
    this.#exports.wake?.(plant);
  }

  /** Judges the record at hand many times. Nanoseconds of one. */
  pace(scope: RecordScope, times: number): number {
    const at = this.#recordAt(scope);
    const judge = this.#exports[`judge_${scope}`];
    const { user } = process.cpuUsage();
    for (let i = 0; i < times; i++) {
      this.#exports.clearLog();
      judge(at);
    }
    return ((process.cpuUsage().user - user) / times) * 1e3;
  }

  #fill(scope: RecordScope, record: object): boolean {
    const shape = recordShape(this.#model, KINDS[scope]);
    return shape !== undefined && this.#filler.fill(record, shape, this.#frames.kinds[KINDS[scope]]);
  }

  #recordAt = (scope: RecordScope): number => AT.frames + this.#frames.kinds[KINDS[scope]].base;
}

function abort(): never {
  throw new Error('the rules stopped');
}
