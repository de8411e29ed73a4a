/** The rules of the draft are judged in three ways, which are to say the same of each of its examples: no test reads the draft. */
import type { Texts } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { compileAssembly, ENTRY, recogniserSources, tablesImage } from '../../../packages/fast-validate/src/compile.node.ts';
import { type Finding, InputError } from '../../finding.ts';
import { memberModule } from '../../generate/validators.node.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { knownKinds } from '../../model/record-shapes.ts';
import type { Model } from '../../model/types.ts';
import { NEED_BYTES } from '../../read/record.ts';
import { interpretRules } from '../../rules/interpret/rules.ts';
import { fastReading } from '../../validate/fast-path.ts';
import { checkOnCall } from '../../validate/file.ts';
import type { RulesToRun } from '../../validate/file-rules.ts';
import { allRules, rulesFor } from '../../validate/load-rules.node.ts';
import { memberChecks, memberNames } from '../../validate/errors.ts';
import { alreadyLoaded, NEED_CHECKS, NEED_MEMBERS, summaryOf } from '../../validate/on-call.ts';
import { checkText, isXml, type Judged } from '../../validate/text.ts';
import type { Validator, Version } from '../../validate/types.ts';
import type { Sources } from '../build/sources.node.ts';
import { EXAMPLES_DAY, partsOf, type Proposed, untold } from '../examples/all.node.ts';
import { type ExampleFiles, isExample } from '../examples/check.ts';
import { whereIn } from '../examples/origin.ts';
import type { Problem } from '../problem.ts';
import { proved } from '../proofs.node.ts';

/** A way to judge a text by rules. */
export type Judging = { by: 'interpreter' | 'compiled' | 'webassembly'; judge: (text: string) => Promise<Judged> };

/** The three ways to judge data of the proposed draft. */
async function waysOf(sources: Sources, { next, bookOf }: Proposed): Promise<Judging[]> {
  const { books, inForce, nomenclatures } = sources;
  const model = untold(sources.next);
  const { own, rules } = books.get(sources.next) ?? { own: model, rules: [] };
  const [loaded, book] = [await next.loaded(), await bookOf('next').compiled()];
  const version = { ...loaded, model, members: await membersIn(model) };
  const choice = allRules(EXAMPLES_DAY);
  const interpreted = {
    ...book,
    module: { compile: (functions) => interpretRules(rules, untold(own), functions) },
  } satisfies typeof book;
  const [run, other] = [await rulesFor('next', choice, book), await rulesFor('next', choice, interpreted)];
  const binary = await compileAssembly(
    await recogniserSources({ model, own: untold(own), rules, published: untold(inForce) }),
    ENTRY,
  );
  return [
    { by: 'interpreter', judge: (text) => Promise.resolve(checkText(text, version, other)) },
    { by: 'compiled', judge: (text) => Promise.resolve(checkText(text, version, run)) },
    { by: 'webassembly', judge: fastJudge(version, run, new WebAssembly.Module(binary), tablesImage(nomenclatures)) },
  ];
}

async function membersIn(model: Model): Promise<NonNullable<Version['members']>> {
  const kinds = knownKinds(model);
  return memberChecks(kinds, await moduleOf<Record<string, Validator>>(await memberModule(model, memberNames(kinds))));
}

/** Judges by a recogniser, which leaves to JavaScript what it does not know. Throws where it was not made of these rules. `version` has the validators of members. */
export function fastJudge(
  version: Version,
  run: RulesToRun | undefined,
  module: WebAssembly.Module,
  tables: Uint8Array,
): Judging['judge'] {
  const versionSummary = { ...summaryOf(version), kinds: knownKinds(version.model) };
  const files = { versionSummary, module, tables: () => Promise.resolve(tables) };
  const kept = {};
  return async (text) => {
    const reading = await fastReading(files, run, { kept });
    if (!reading) throw new Error('the recogniser of the draft was not made of its rules');
    const { events, rules, counted, feed } = reading;
    feed.feed(new TextEncoder().encode(text));
    feed.finish();
    const findings: Finding[] = [];
    const steps = checkOnCall(events, alreadyLoaded(version), rules, { counted });
    for (;;) {
      const step = steps.next();
      if (step.done === true) return { ...step.value, findings };
      // All was loaded, and there is no more of the text.
      if (step.value !== NEED_BYTES && step.value !== NEED_CHECKS && step.value !== NEED_MEMBERS) findings.push(step.value);
    }
  };
}

/** What the ways to judge the proposed draft say differently, unless that was looked for before. */
export async function draftDisagreements(sources: Sources, proposed: Proposed): Promise<Problem[]> {
  const { next, inForce, listsSum } = sources;
  const { source, rules } = proposed.bookOf('next');
  const examples = sources.examples.get('next') ?? new Map<string, string>();
  const inputs = ['agreement', partsOf(untold(next)), partsOf(untold(inForce)), source, rules, listsSum, examples, EXAMPLES_DAY];
  const { value } = await proved(inputs, async () => disagreements(examples, await waysOf(sources, proposed)));
  return value.map(({ path, ...texts }) => ({ ...whereIn(examples, 'next', path), ...texts }));
}

/** The first example on which two ways to judge differ, for each rule of which they do. The first way is held against each other one. */
export async function disagreements(
  files: ExampleFiles,
  [first, ...others]: readonly Judging[],
): Promise<(Texts & { path: string })[]> {
  const problems = new Map<string, Texts & { path: string }>();
  for (const [path, text] of files) {
    if (!first || !isExample(path) || isXml(text)) continue;
    const expected = await answersOf(first, text);
    for (const other of others) {
      const found = await answersOf(other, text);
      for (const rule of new Set([...expected.keys(), ...found.keys()])) {
        const [one, two] = [expected.get(rule) ?? [], found.get(rule) ?? []];
        if (problems.has(`${other.by} ${rule}`) || String(one) === String(two)) continue;
        const example = path.replace(/^[^/]*\/(?:.*--)?|\.json$/g, '');
        const said = textsOf(GATE, (say) => {
          const finds = (places: readonly string[]): string =>
            say['way.finds']({ count: places.length, places: places.join(', ') });
          const ways = { one: say[`way.${first.by}`](), two: say[`way.${other.by}`]() };
          return say.disagree({ rule, example, ...ways, places: finds(one), others: finds(two) });
        });
        problems.set(`${other.by} ${rule}`, { path, ...said });
      }
    }
  }
  return [...problems.values()];
}

/** By rule, or by code of the schema, the places where it is broken, and how many records the consolidation leaves out or marks for it. */
async function answersOf({ judge }: Judging, text: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const places = new Map<string, string[]>();
  const add = (code: string, place: string): void => void places.set(code, [...(places.get(code) ?? []), place].sort());
  try {
    const { findings, rules } = await judge(text);
    for (const { code, path } of findings) add(code, path === '' ? '/' : path);
    for (const [fate, reasons] of Object.entries(rules?.forecast?.reasons ?? {}))
      for (const [reason, count] of Object.entries(reasons)) add(reason, `${fate} ${count}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    add(error.code, '/');
  }
  return places;
}
