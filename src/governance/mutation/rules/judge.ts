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

/**
 * Tries the mutants on the example sets in order, until all are noticed. `isSame` is expensive: it is called only for mutants
 * that the first set does not notice.
 */
export async function unnoticedRules(
  mutants: readonly RuleMutant[],
  rules: readonly CheckedRule[],
  model: Model,
  sets: AsyncIterable<ExampleSet> | Iterable<ExampleSet>,
  { load, isSame }: { load: Load; isSame: (mutant: RuleMutant) => boolean },
): Promise<Unnoticed> {
  const sound = mutants.filter(({ changed }) => compiles(changed, model));
  const all = [...rules.map((rule) => ({ id: rule.rule.id, rule })), ...sound.map(({ id, changed }) => ({ id, rule: changed }))];
  const named = all.map(({ id, rule }) => ({ ...rule, rule: asRule(id, rule) }));
  const open = new Set(sound);
  const same = new Set<RuleMutant>();
  let isFirst = true;
  for await (const set of sets) {
    const wanted = new Set([...open].flatMap(({ id, rule }) => [id, rule]));
    const asked = named.filter(({ rule }) => wanted.has(rule.id));
    const judging = rulesOf(set.version.model, asked, model);
    removeNoticed(open, set, judging, await load(emitModule(judging.rules, judging.own)));
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

/** Removes the mutants that some example distinguishes from their rule. One that cannot be put into the names of the version is not told apart by its examples. */
function removeNoticed(
  open: Set<RuleMutant>,
  { version, texts }: ExampleSet,
  { rules: named, refused }: ReturnType<typeof rulesOf>,
  compiled: CompiledRules,
): void {
  const untold = new Set(refused.map(({ rule }) => rule.id));
  let asked = Infinity;
  let records: RecordRules | undefined;
  for (const text of texts) {
    if (!records || open.size < asked / 2) {
      // Recompile without the noticed mutants, which would be most of the work.
      const wanted = new Set([...open].flatMap(({ id, rule }) => [id, rule]));
      const applicable = named.flatMap(({ rule }) => (wanted.has(rule.id) ? [rule] : []));
      if (applicable.length === 0) return;
      records = new RecordRules(compiled, applicable, '');
      asked = open.size;
    }
    const places = placesByRule(text, version, records);
    for (const mutant of open)
      if (!untold.has(mutant.id) && places.get(mutant.id) !== places.get(mutant.rule)) open.delete(mutant);
  }
}

/** Whether the build would accept the rule. A mutant that it refuses needs no example. */
const compiles = ({ rule, entries }: CheckedRule, model: Model): boolean =>
  entries.every((entry) => isSound(entry, rule.on[entry.index] as RecordEntry, model));

/** The places where each rule and each mutant reports a finding in a file, including findings of the national consolidation. */
function placesByRule(text: string, version: Version, rules: RecordRules): Map<string, string> {
  const window = new Window();
  window.feed(new TextEncoder().encode(text));
  window.finish();
  const places = new Map<string, string>();
  const note = (id: string, place: string) => places.set(id, `${places.get(id) ?? ''} ${place}`);
  let count = 0;
  const judge: RecordRules['judge'] = (scope, record, faults) => {
    const verdict = rules.judge(scope, record, faults);
    count++;
    for (const { id } of verdict.national) note(id, `national ${count}`);
    return verdict;
  };
  for (const step of checkFile(withoutPlaces(readJson(window)), version, { records: { judge }, published: undefined }))
    if (step !== NEED_BYTES) note(step.code, step.path);
  return places;
}

/** Drops lines and columns: computing them for about a thousand findings per record would be slow. */
function* withoutPlaces(events: Iterable<ReadEvent | typeof NEED_BYTES>): Generator<ReadEvent | typeof NEED_BYTES> {
  for (const event of events)
    yield event !== NEED_BYTES && event.type === 'record' ? { ...event, locate: () => undefined } : event;
}
