import type { Finding } from '../../../finding.ts';
import type { RecordEntry, Rule } from '../../../model/rules.ts';
import type { Model } from '../../../model/types.ts';
import { readJson } from '../../../read/json/read-json.ts';
import { Window } from '../../../read/json/window.ts';
import { NEED_BYTES, type ReadEvent } from '../../../read/record.ts';
import { isSound } from '../../../rules/check-rule.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import type { CompiledRules } from '../../../rules/compiled.ts';
import { emitModule } from '../../../rules/emit/module.ts';
import { RecordRules } from '../../../rules/run.ts';
import { rulesOf } from '../../../rules/versions/book.ts';
import { checkFile } from '../../../validate/file.ts';
import type { Version } from '../../../validate/types.ts';
import type { RuleMutant } from './enumerate.ts';

/** Loads a module of compiled rules from its source text. */
export type Load = (source: string) => Promise<CompiledRules>;

const NO_TEXT = { fr: '', en: '' };

/** A mutant as a rule with its own id and empty messages, because only the places of its findings matter: all of them, also those that another rule covers. */
const asRule = (id: string, { rule: { covers: _, ...rule } }: CheckedRule): Rule => ({
  ...rule,
  id,
  message: NO_TEXT,
  on: rule.on.map((entry) => ({ ...entry, message: NO_TEXT })),
});

/** The examples of one version, with what is needed to check them. */
export type ExampleSet = { version: Version; texts: readonly string[] };

/**
 * `unnoticed`: mutants that compile and that no example of any version notices. `same`: those of them that are proved equivalent
 * to their rule.
 */
export type Unnoticed = { unnoticed: Set<RuleMutant>; same: Set<RuleMutant> };

/** What came of trying mutants on examples: all that were tried, by their sums, and of the mutants that one of them notices, which. */
export type Trials = { examples: readonly string[]; noticedBy: Readonly<Record<string, string>> };

/**
 * Keeps trials for later runs. `of`: gives those of an earlier run for the same `inputs`, which are all that a verdict depends on besides the example, and keeps those of
 * this one; `sumOf`: of all that the verdict on an example depends on there.
 */
export type Memory = {
  of: (inputs: readonly unknown[]) => Promise<{ before: Trials | undefined; keep: (trials: Trials) => Promise<void> }>;
  sumOf: (seen: readonly unknown[]) => string;
};

/**
 * Tries the mutants on the example sets in order, until all are noticed. `isSame` is expensive: it is called only for mutants
 * that the first set does not notice. A mutant that an example noticed before, by the same rules, is not tried again while the example is there and its schema
 * says the same of it: one more example cannot hide it.
 */
export async function unnoticedRules(
  mutants: readonly RuleMutant[],
  rules: readonly CheckedRule[],
  model: Model,
  sets: AsyncIterable<ExampleSet> | Iterable<ExampleSet>,
  { load, isSame, memory }: { load: Load; isSame: (mutant: RuleMutant) => boolean; memory?: Memory },
): Promise<Unnoticed> {
  const sound = mutants.filter(({ changed }) => compiles(changed, model));
  const all = [...rules.map((rule) => ({ id: rule.rule.id, rule })), ...sound.map(({ id, changed }) => ({ id, rule: changed }))];
  const named = all.map(({ id, rule }) => ({ ...rule, rule: asRule(id, rule) }));
  const open = new Set(sound);
  const same = new Set<RuleMutant>();
  const written = rules.map(({ rule }) => rule);
  let isFirst = true;
  for await (const set of sets) {
    const judging = rulesOf(set.version.model, namedFor(named, open), model);
    await tryOn(open, set, judging, written, { load, memory });
    // Only after the first set, because equivalence does not depend on examples.
    for (const mutant of isFirst ? open : []) {
      if (!isSame(mutant)) continue;
      open.delete(mutant);
      same.add(mutant);
    }
    isFirst = false;
    if (open.size === 0) break;
  }
  return { unnoticed: new Set([...open, ...same]), same };
}

/** The mutants of `open`, and the rules that they are mutants of. */
function namedFor(named: readonly CheckedRule[], open: Iterable<RuleMutant>): CheckedRule[] {
  const wanted = new Set([...open].flatMap(({ id, rule }) => [id, rule]));
  return named.filter(({ rule }) => wanted.has(rule.id));
}

/** Removes the mutants that some example of the set distinguishes from their rule. One that cannot be put into the names of the version is not told apart by its examples. */
async function tryOn(
  open: Set<RuleMutant>,
  { version, texts }: ExampleSet,
  { own, rules, refused }: ReturnType<typeof rulesOf>,
  written: readonly Rule[],
  { load, memory }: { load: Load; memory: Memory | undefined },
): Promise<void> {
  const source = emitModule(rules, own);
  const untold = new Set(refused.map(({ rule }) => rule.id));
  const told = [...open].filter(({ id }) => !untold.has(id));
  const ids = told.map(({ id }) => id);
  const { before, keep } = (await memory?.of([source, ids, written, version.model.version, version.model.lists])) ?? {};
  const sumOf = (text: string, i: number): string => (memory ? memory.sumOf(seenOf(text, version)) : String(i));
  const examples = new Map(texts.map((text, i) => [sumOf(text, i), text]));
  const noticedBy = new Map<string, string>();
  const noticed: Noticed = (mutant, example) => {
    open.delete(mutant);
    noticedBy.set(mutant.id, example);
  };
  for (const mutant of told) {
    const example = before?.noticedBy[mutant.id];
    if (example !== undefined && examples.has(example)) noticed(mutant, example);
  }
  const left = new Set(told.filter((mutant) => open.has(mutant)));
  // A mutant whose example is gone has not been tried on the others.
  const isTried = before && [...left].every(({ id }) => before.noticedBy[id] === undefined);
  const untried = new Map([...examples].filter(([sum]) => !isTried || !before.examples.includes(sum)));
  if (left.size > 0 && untried.size > 0) {
    const asked = namedFor(rules, left);
    tryAll(left, untried, version, asked, await load(before ? emitModule(asked, own) : source), noticed);
  }
  await keep?.({ examples: [...examples.keys()], noticedBy: Object.fromEntries(noticedBy) });
}

type Noticed = (mutant: RuleMutant, example: string) => void;

function tryAll(
  open: Set<RuleMutant>,
  examples: ReadonlyMap<string, string>,
  version: Version,
  named: readonly CheckedRule[],
  compiled: CompiledRules,
  noticed: Noticed,
): void {
  let asked = Infinity;
  let records: RecordRules | undefined;
  for (const [sum, text] of examples) {
    if (!records || open.size < asked / 2) {
      // Recompile without the noticed mutants, which would be most of the work.
      const applicable = namedFor(named, open).map(({ rule }) => rule);
      if (applicable.length === 0) return;
      records = new RecordRules(compiled, applicable, '');
      asked = open.size;
    }
    const places = placesByRule(text, version, records);
    for (const mutant of open)
      if (places.get(mutant.id) !== places.get(mutant.rule)) {
        open.delete(mutant);
        noticed(mutant, sum);
      }
  }
}

/** Whether the build would accept the rule. A mutant that it refuses needs no example. */
const compiles = ({ rule, entries }: CheckedRule, model: Model): boolean =>
  entries.every((entry) => isSound(entry, rule.on[entry.index] as RecordEntry, model));

/** The places where each rule and each mutant reports a finding in a file, including findings of the national consolidation. */
function placesByRule(text: string, version: Version, rules: RecordRules): Map<string, string> {
  const places = new Map<string, string>();
  const note = (id: string, place: string) => places.set(id, `${places.get(id) ?? ''} ${place}`);
  let count = 0;
  const judge: RecordRules['judge'] = (scope, record, faults) => {
    const verdict = rules.judge(scope, record, faults);
    count++;
    for (const { id } of verdict.national) note(id, `national ${count}`);
    return verdict;
  };
  for (const step of steps(text, version, judge)) note(step.code, step.path);
  return places;
}

/** All that rules see of an example: its text, and what the schema of the version refuses in each record, which keeps rules from being run. */
function seenOf(text: string, version: Version): readonly unknown[] {
  const refused: unknown[] = [];
  const judge: RecordRules['judge'] = (scope, _, faults) => {
    refused.push([scope, faults]);
    return NOTHING;
  };
  for (const _ of steps(text, version, judge));
  return [text, refused];
}

const NOTHING: ReturnType<RecordRules['judge']> = { hits: [], keys: [], national: [], notEvaluated: [], tooLong: false };

function* steps(text: string, version: Version, judge: RecordRules['judge']): Generator<Finding> {
  const window = new Window();
  window.feed(new TextEncoder().encode(text));
  window.finish();
  for (const step of checkFile(withoutPlaces(readJson(window)), version, { records: { judge }, published: undefined }))
    if (step !== NEED_BYTES) yield step;
}

/** Drops lines and columns: computing them for about a thousand findings per record would be slow. */
function* withoutPlaces(events: Iterable<ReadEvent | typeof NEED_BYTES>): Generator<ReadEvent | typeof NEED_BYTES> {
  for (const event of events)
    yield event !== NEED_BYTES && event.type === 'record' ? { ...event, locate: () => undefined } : event;
}
