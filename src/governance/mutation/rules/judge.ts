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
import { appliesTo } from '../../../rules/roster.ts';
import { checkFile } from '../../../validate/file.ts';
import type { Version } from '../../../validate/types.ts';
import type { RuleMutant } from './enumerate.ts';

/** Makes a module of compiled rules out of its source: what only the machine can do. */
export type Load = (source: string) => Promise<CompiledRules>;

const NO_TEXT = { fr: '', en: '' };

/** A mutant as a rule of its own, that only tells where it does not hold. */
const asRule = (id: string, { rule }: CheckedRule): Rule => ({
  ...rule,
  id,
  message: NO_TEXT,
  on: rule.on.map((entry) => ({ ...entry, message: NO_TEXT })),
});

/** The examples of one version, and what checks them. */
export type Ground = { version: Version; texts: readonly string[] };

/** Those that neither the build refuses nor an example of some version notices (all examples give the same findings with them as with the rule itself); `same`: those of them that are proved to change nothing. */
export type Unnoticed = { unnoticed: Set<RuleMutant>; same: Set<RuleMutant> };

/**
 * Tries the mutants on the grounds, in their order, until none is left that some example could notice. `isSame` is asked of few: those that the
 * examples of the first ground do not notice.
 */
export async function unnoticedRules(
  mutants: readonly RuleMutant[],
  rules: readonly CheckedRule[],
  model: Model,
  grounds: AsyncIterable<Ground> | Iterable<Ground>,
  { load, isSame }: { load: Load; isSame: (mutant: RuleMutant) => boolean },
): Promise<Unnoticed> {
  const sound = mutants.filter(({ changed }) => compiles(changed, model));
  const all = [...rules.map((rule) => ({ id: rule.rule.id, rule })), ...sound.map(({ id, changed }) => ({ id, rule: changed }))];
  const named = all.map(({ id, rule }) => ({ ...rule, rule: asRule(id, rule) }));
  const compiled = await load(emitModule(named, model));
  const open = new Set(sound);
  const same = new Set<RuleMutant>();
  let isFirst = true;
  for await (const ground of grounds) {
    strike(open, ground, named, compiled);
    // Once: what is proved hangs on no example.
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

/** Takes away the mutants that some text of the ground tells from their rules. */
function strike(open: Set<RuleMutant>, { version, texts }: Ground, named: readonly CheckedRule[], compiled: CompiledRules): void {
  let asked = Infinity;
  let records: RecordRules | undefined;
  for (const text of texts) {
    if (!records || open.size < asked / 2) {
      // What was noticed need not be asked any more: it would be most of the work.
      const wanted = new Set([...open].flatMap(({ id, rule }) => [id, rule]));
      const speaking = named.flatMap(({ rule }) => (wanted.has(rule.id) && appliesTo(rule, version.model.version) ? [rule] : []));
      if (speaking.length === 0) return;
      records = new RecordRules(compiled, speaking, '');
      asked = open.size;
    }
    const places = placesByRule(text, version, records);
    for (const mutant of open) if (places.get(mutant.id) !== places.get(mutant.rule)) open.delete(mutant);
  }
}

/** The build refuses a rule that does not: nobody has to notice it in the data. */
const compiles = ({ rule, entries }: CheckedRule, model: Model): boolean =>
  entries.every((entry) => isSound(entry, rule.on[entry.index] as RecordEntry, model));

/** Where each rule and each mutant does not hold in a file, and by which the national consolidation finds fault with a record. */
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

/** Lines and columns of a thousand findings a record would only cost time. */
function* withoutPlaces(events: Iterable<ReadEvent | typeof NEED_BYTES>): Generator<ReadEvent | typeof NEED_BYTES> {
  for (const event of events)
    yield event !== NEED_BYTES && event.type === 'record' ? { ...event, locate: () => undefined } : event;
}
