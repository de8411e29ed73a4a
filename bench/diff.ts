import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatted } from '../src/governance/format.node.ts';
import { FAMILIES, questionsOf, readFamily } from '../test/schema-diff/cases.ts';
import { compareSchemas } from '../packages/schema-diff/src/index.ts';
import { diffModels } from '../src/diff/diff-models.ts';
import type { DiffOptions, JsonSchema } from '../packages/schema-diff/src/types.ts';
import { loadVersion, versionIndex } from '../src/validate/registry.node.ts';
import { compareTools } from './diff/compare.ts';
import { END, START } from './diff/compare/page.ts';
import { HOSTILE } from './diff/hostile.ts';
import { machine } from './runner/machine.ts';

/** Seconds that a question may take on the way. */
const LIMITS = { case: 2, version: 5 };
/** Memory that Node may take for a hostile pair, in megabytes. */
const HEAP = 1024;

const FACTS = new URL('../../shared/facts/diff-cases.json', import.meta.url);
const RESULTS = new URL('RESULTS-diff.md', import.meta.url);
const METER = new URL('runner/meter.cjs', import.meta.url).pathname;

type Row = { name: string; seconds: number; note: string };

/** Times the comparison: every case, the versions of the format, and hostile schemas, each of these in a process of its own. Exit 1 beyond the limits. */
export async function benchDiff(args: string[]): Promise<number> {
  if (args.includes('--compare')) return benchCompare(args.filter((arg) => arg !== '--compare'));
  const cases = everyCase();
  const versions = await everyVersion();
  const hostile = Object.keys(HOSTILE).map(inProcess);
  const slow = [
    ...cases.filter(({ seconds }) => seconds >= LIMITS.case),
    ...versions.filter(({ seconds }) => seconds >= LIMITS.version),
    ...hostile.filter(({ megabytes }) => megabytes >= HEAP),
  ];
  const path = fileURLToPath(RESULTS);
  writeFileSync(path, await formatted(path, `${page(cases, versions, hostile)}\n${comparedIn(readFileSync(path, 'utf8'))}`));
  console.log(`bench/RESULTS-diff.md${slow.map(({ name }) => `\n  ✖ ${name}`).join('')}`);
  return slow.length > 0 ? 1 : 0;
}

/** Asks other tools about the same pairs, and writes their section of the results alone. */
async function benchCompare(args: string[]): Promise<number> {
  const section = await compareTools(args);
  if (section === undefined) return 0;
  const path = fileURLToPath(RESULTS);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, await formatted(path, `${before.replace(comparedIn(before), '')}\n${section}`));
  console.log('bench/RESULTS-diff.md');
  return 0;
}

/** The section about other tools; empty where there is none. */
const comparedIn = (page: string): string => new RegExp(`${START}[^]*${END}`).exec(page)?.[0] ?? '';

const timed = (run: () => string): { seconds: number; note: string } => {
  const started = performance.now();
  const note = run();
  return { seconds: (performance.now() - started) / 1000, note };
};

/** The committed cases, and those of the facts where they are there. */
function everyCase(): Row[] {
  const own = FAMILIES.flatMap((family) =>
    readFamily(family).cases.map((one) => {
      const [{ dialect, formatAssertion }] = questionsOf(one);
      return { name: `${family}: ${one.name}`, previous: one.previous, next: one.next, options: { dialect, formatAssertion } };
    }),
  );
  return [...own, ...factsCases()].map(({ name, previous, next, options }) => ({
    name,
    ...timed(() => compareSchemas(previous, next, options).relation),
  }));
}

type FactsPair = { id: string; A: JsonSchema; B: JsonSchema; formatAssertion: boolean | null };

function factsCases(): { name: string; previous: JsonSchema; next: JsonSchema; options: DiffOptions }[] {
  if (!existsSync(FACTS)) return [];
  const { pairs } = JSON.parse(readFileSync(FACTS, 'utf8')) as { pairs: FactsPair[] };
  return pairs.map(({ id, A, B, formatAssertion }) => ({
    name: `facts: ${id}`,
    previous: A,
    next: B,
    options: { formatAssertion: formatAssertion === true },
  }));
}

/** Each version beside the one before it: containment, changes, rules and witnesses. */
async function everyVersion(): Promise<Row[]> {
  const models = await Promise.all((await versionIndex()).map(async ({ version }) => (await loadVersion(version)).model));
  return models.slice(1).map((next, i) => {
    const previous = models[i] ?? next;
    return {
      name: `${previous.version} → ${next.version}`,
      ...timed(() => {
        const { relation, changes } = diffModels(previous, next);
        return `${relation}, ${changes.length} changements`;
      }),
    };
  });
}

function inProcess(name: string): Row & { megabytes: number } {
  const folder = mkdtempSync(join(tmpdir(), 'decp-bench-'));
  const usage = join(folder, 'usage.json');
  const script = new URL('diff/hostile.ts', import.meta.url).pathname;
  const output = execFileSync(
    process.execPath,
    [`--max-old-space-size=${HEAP}`, '--require', METER, '--import', 'tsx', script, name],
    {
      env: { ...process.env, BENCH_USAGE: usage },
      encoding: 'utf8',
    },
  );
  const { relation, reason = '', ms } = JSON.parse(output) as { relation: string; reason?: string; ms: number };
  const { peak } = JSON.parse(readFileSync(usage, 'utf8')) as { peak: number };
  rmSync(folder, { recursive: true });
  return {
    name,
    seconds: ms / 1000,
    note: reason === '' ? relation : `${relation}: ${reason}`,
    megabytes: Math.round(peak / 1e6),
  };
}

function page(cases: readonly Row[], versions: readonly Row[], hostile: readonly (Row & { megabytes: number })[]): string {
  const slowest = [...cases].sort((a, b) => b.seconds - a.seconds);
  const total = cases.reduce((sum, { seconds }) => sum + seconds, 0);
  const second = (value: number): string => `${value.toFixed(3).replace('.', ',')} s`;
  return `<!-- Généré par \`npm run bench -- diff\` : ne pas modifier à la main. / Generated: do not edit. -->

# Comparaison de schémas : mesures

Machine : ${machine()}.

Durées d'horloge, chaque question avec son budget par défaut. Limites : moins de ${LIMITS.case} s par cas, moins de ${LIMITS.version} s pour deux versions du format,
moins de ${HEAP} Mo de mémoire résidente pour deux schémas hostiles (chacun dans son processus, lancé avec --max-old-space-size=${HEAP}).

_Wall-clock time, each question within its default budget. Limits: under ${LIMITS.case} s a case, under ${LIMITS.version} s for two versions, under ${HEAP} MB resident for two hostile
schemas (each in a process of its own)._

## Cas

${cases.length} paires, les deux sens, témoins rejugés par Ajv compris : ${second(total)} en tout. Les plus longues :

| paire | durée |
| --- | --- |
${slowest
  .slice(0, 5)
  .map(({ name, seconds }) => `| ${name} | ${second(seconds)} |`)
  .join('\n')}

## Versions du format

| versions | durée | résultat |
| --- | --- | --- |
${versions.map(({ name, seconds, note }) => `| ${name} | ${second(seconds)} | ${note} |`).join('\n')}

## Schémas hostiles

| schémas | durée | mémoire | réponse |
| --- | --- | --- | --- |
${hostile.map(({ name, seconds, megabytes, note }) => `| ${name} | ${second(seconds)} | ${megabytes} Mo | ${note} |`).join('\n')}
`;
}
