import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatted } from '../src/governance/format.node.ts';
import { byFolder, type Costs, costsOf, costsPath, RESULTS, total, wholePaths } from '../test/support/costs.ts';
import { machine } from './runner/machine.ts';
import { ROOT } from './runner/measure.ts';
import { cells } from './runner/results.ts';

const TARGET = join(ROOT, RESULTS.replace(/json$/, 'md'));
const SHOWN = 60;

const RUNS = { fast: 'npm test', all: 'npm run test:all', night: 'npm run test:night' } as const;
type Tier = keyof typeof RUNS;

/** A test file: CPU seconds of its worker and its child processes in each tier, processes started in the tier that starts most, and its first sentence. */
type Row = { path: string; cpu: Partial<Record<Tier, number>>; processes: number; proves: string };

/**
 * Writes what each test file costs in each tier, from what the last runs of the three commands recorded (`.cache/tests`). The night may be missing. Returns 1 where
 * another has not run to its end at this commit.
 */
export async function benchTests(): Promise<number> {
  const night = costsPath('night');
  const paths = { fast: [costsPath('fast')], all: wholePaths(), ...(existsSync(night) && { night: [night] }) };
  const costs = new Map<Tier, Costs>();
  for (const [tier, read] of Object.entries(paths) as [Tier, string[] | undefined][]) {
    const of = costsOf(read);
    if (typeof of === 'string') {
      console.error(`${of} Run: ${RUNS[tier]}`);
      return 1;
    }
    costs.set(tier, of);
  }
  const rows = rowsOf(costs);
  const files = Object.fromEntries(rows.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, cpu }) => [path, cpu]));
  writeFileSync(join(ROOT, RESULTS), await formatted(RESULTS, JSON.stringify({ machine: machine(), files })));
  writeFileSync(TARGET, await formatted(basename(TARGET), page(costs, rows)));
  console.log(TARGET);
  return 0;
}

function rowsOf(costs: ReadonlyMap<Tier, Costs>): Row[] {
  const rows = new Map<string, Row>();
  for (const [tier, { files }] of costs)
    for (const { path, cpu, processes } of files) {
      const row = rows.get(path) ?? { path, cpu: {}, processes: 0, proves: firstSentence(path) };
      row.cpu[tier] = Math.round(cpu * 10) / 10;
      row.processes = Math.max(row.processes, processes);
      rows.set(path, row);
    }
  return [...rows.values()].sort((a, b) => (b.cpu.all ?? 0) - (a.cpu.all ?? 0) || (b.cpu.night ?? 0) - (a.cpu.night ?? 0));
}

/** What a file proves: its first group or test, which are named as sentences. */
function firstSentence(path: string): string {
  // A server is no file, and one that was recorded may have got another name.
  if (!existsSync(join(ROOT, path))) return '';
  const text = readFileSync(join(ROOT, path), 'utf8');
  const [, , title = ''] = /\b(?:describe|test)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])((?:\\.|(?!\1).)*)\1/s.exec(text) ?? [];
  return title.replace(/\$\{.*$/s, '…').replaceAll('|', '\\|');
}

/** A server that files share is none. */
const isFile = ({ path }: { path: string }): boolean => path.endsWith('.test.ts');

const seconds = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(1));

function page(costs: ReadonlyMap<Tier, Costs>, rows: readonly Row[]): string {
  const shown = rows.slice(0, SHOWN);
  const others = rows.slice(SHOWN);
  const tiers = [...costs.keys()];
  const left = tiers.map((tier) => seconds(others.reduce((sum, { cpu }) => sum + (cpu[tier] ?? 0), 0)));
  const folders = [...costs.values()].map(byFolder);
  const ofAll = byFolder(costs.get('all')!);
  const names = [...new Set(folders.flatMap((of) => Object.keys(of)))].sort((a, b) => (ofAll[b] ?? 0) - (ofAll[a] ?? 0));
  const perFile = cells(
    `les ${others.length} autres`,
    ...left,
    String(others.reduce((sum, { processes }) => sum + processes, 0)),
    '',
  );
  return `<!-- Généré par \`npm run bench -- tests\` : ne pas modifier à la main. / Generated: do not edit. -->

# Ce que coûtent les tests

Date : ${new Date().toISOString().slice(0, 10)}. Machine : ${machine()}. Secondes de CPU : du processus qui fait les tests d'un fichier et des processus qu'il démarre ; « vitest » : le processus principal,
qui traduit TypeScript ; « postgres » : le serveur que les fichiers partagent ; « checks » : les contrôles. \`test/budget.json\` est ce que les tests peuvent coûter, par dossier : la CI échoue si leur
somme le dépasse de 5 %. Elle n'a pas les fichiers publiés de \`../shared\`, que « fidelity » et d'autres lisent ici. Les durées sont celles de cette machine.

_CPU seconds of the process that runs a file's tests and of those that it starts; “vitest”: its main process, which translates TypeScript; “postgres”: the server that files share.
\`test/budget.json\` is what the tests may cost, by folder: CI fails where their sum exceeds it by 5 %. It lacks the published files of \`../shared\`, which “fidelity” and others read here.
Durations are those of this machine._

| commande | fichiers | CPU | durée |
| --- | --- | --- | --- |
${[...costs].map(([tier, of]) => cells(`\`${RUNS[tier]}\``, String(of.files.filter(isFile).length), `${total(byFolder(of)).toFixed(0)} s`, `${(of.wall / 60).toFixed(1)} min`)).join('\n')}

| dossier, secondes de CPU | ${tiers.map((tier) => `\`${RUNS[tier]}\``).join(' | ')} |
| --- |${' --- |'.repeat(tiers.length)}
${names.map((name) => cells(name, ...folders.map((of) => seconds(of[name])))).join('\n')}

| fichier, secondes de CPU | ${tiers.join(' | ')} | processus | ce qu'il prouve d'abord |
| --- |${' --- |'.repeat(tiers.length + 2)}
${shown.map(({ path, cpu, processes, proves }) => cells(path.replace(/^test\//, '').replace(/\.test\.ts$/, ''), ...tiers.map((tier) => seconds(cpu[tier])), String(processes), proves)).join('\n')}
${perFile}
`;
}
