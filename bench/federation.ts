import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readFolder, writeFolder } from '../federation/fake/scale/folder.node.ts';
import { FULL, type ScalePlan } from '../federation/fake/scale/plan.ts';
import { formatted } from '../src/governance/format.node.ts';
import { whyAbsent } from '../test/support/postgres.ts';
import { LIMITS, verdictOf } from './federation/limits.ts';
import { type FederationOptions, readFederationOptions } from './federation/options.ts';
import { amount, duration, federationPage, megabytes, number, PASS_NAMES, STEP_NAMES, STORE_NAMES } from './federation/page.ts';
import { measureStore } from './federation/passes.ts';
import { type Context, countOf, type PassResult, type Results, type StepResult } from './federation/results.ts';
import { machine } from './runner/machine.ts';
import { ROOT } from './runner/measure.ts';
import { buildSum } from './speed/build.ts';
import { VERDICT_NAMES } from './speed/figures.ts';
import { FOLDERS, replaced } from './speed/store.ts';

/** Measures the passes of a federation at scale on each database, against what is required of them; gives the exit code. */
export async function benchFederation(args: string[]): Promise<number> {
  const options = readFederationOptions(args);
  const absent = options.stores.includes('postgres') ? whyAbsent() : undefined;
  if (absent !== undefined) {
    console.error(absent);
    return 2;
  }
  // With --json, the standard output is for the results alone.
  const say = options.json ? console.error : console.log;
  const { folder, plan } = await filesOf(options, say);
  const kept = isFull(plan) ? FOLDERS.kept : FOLDERS.trial;
  let results = loadResults(kept, { machine: machine(), build: sourcesSum(), plan });
  for (const kind of options.stores) {
    say(STORE_NAMES[kind]);
    const workers = kind === 'pglite' ? 1 : options.workers;
    const store = await measureStore(kind, { folder, workers, report: (pass, step) => say(stepLine(pass, step)) });
    results = { ...results, stores: replaced(results.stores, [store], (one) => one.kind) };
    await saveResults(kept, results);
  }
  if (options.json) console.log(JSON.stringify(results));
  let failed = false;
  for (const limit of LIMITS.filter(({ kind }) => options.stores.includes(kind))) {
    const store = results.stores.find(({ kind }) => kind === limit.kind);
    const verdict = verdictOf(limit, plan, store);
    failed ||= verdict === 'missed';
    const measured = store ? amount(limit.unit, limit.measure(store)) : '–';
    const required = `${limit.unit === 'rate' ? '≥' : '≤'} ${amount(limit.unit, limit.required)}`;
    say(
      `  ${STORE_NAMES[limit.kind]}, ${limit.label} : ${measured}, exigé ${required} : ${VERDICT_NAMES[verdict] || 'sans verdict'}`,
    );
  }
  say(`→ ${relative(ROOT, join(kept, PAGE))}`);
  return failed ? 1 : 0;
}

const PAGE = 'RESULTS-federation.md';
const FIGURES = 'RESULTS-federation.json';

const isFull = ({ files, records }: ScalePlan): boolean => files >= FULL.files && records >= FULL.records;

/** The files to harvest, written unless they are there. A folder that is named and full says itself how many there are. */
async function filesOf(
  { files, records, folder: given }: FederationOptions,
  say: (line: string) => void,
): Promise<{ folder: string; plan: ScalePlan }> {
  const asked = { ...FULL, files: files ?? FULL.files, records: records ?? FULL.records };
  const folder = resolve(ROOT, given ?? `bench/data/federation-${asked.files}-${asked.records}`);
  const there = await readFolder(folder);
  const plan = there && given !== undefined && files === undefined && records === undefined ? there.plan : asked;
  if (there && !isDeepStrictEqual(there.plan, plan))
    throw new Error(
      `${folder} : d'autres fichiers y sont / other files are there (--files ${there.plan.files} --records ${there.plan.records})`,
    );
  const from = performance.now();
  await writeFolder(folder, plan);
  say(
    `${number(plan.files)} fichiers, ${number(plan.records)} enregistrements : ${folder} (${duration((performance.now() - from) / 1000)})`,
  );
  return { folder, plan };
}

/** Identifies what is measured: the program runs from its sources. */
function sourcesSum(): string {
  const hash = createHash('sha256');
  for (const folder of ['federation/src', 'federation/sql', 'federation/fake', 'src', 'packages'])
    hash.update(buildSum(join(ROOT, folder)));
  return hash.digest('hex').slice(0, 12);
}

/** Earlier results of the same sources and files on the same machine, so that one database can be measured again; empty when anything differs. */
function loadResults(folder: string, context: Context): Results {
  const path = join(folder, FIGURES);
  const earlier = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : undefined;
  return earlier && isDeepStrictEqual(earlier.context, context) ? earlier : { context, stores: [] };
}

/** Done after each database: a run that is stopped keeps those that were measured. */
async function saveResults(folder: string, results: Results): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = async (name: string, text: string) => writeFileSync(join(folder, name), await formatted(name, text));
  await write(FIGURES, JSON.stringify(results));
  await write(PAGE, federationPage(results));
}

function stepLine(pass: PassResult, step: StepResult): string {
  const [name, counted] = STEP_NAMES[step.step];
  const count = countOf(step);
  return [
    `  ${PASS_NAMES[pass.pass]}, ${name} : ${duration(step.seconds)}`,
    ...(counted === '' ? [] : [`${number(count)} ${counted}`]),
    ...(count === 0 ? [] : [`${number(count / step.seconds)} par seconde`]),
    step.workers.map(({ peak }) => megabytes(peak)).join(' et '),
  ].join(', ');
}
