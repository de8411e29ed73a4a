import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatted } from '../src/governance/format.node.ts';
import { dataFile, type DataFile } from './runner/data-files.ts';
import { machine } from './runner/machine.ts';
import { ROOT } from './runner/measure.ts';
import { KINDS } from './runner/options.ts';
import { fileOf, hasAjv, notBuilt, notReady, type Program } from './runner/programs.ts';
import { shell } from './runner/results.ts';
import { agree } from './speed/agree.ts';
import { buildSum, ownFiles } from './speed/build.ts';
import { sizeName, span, VERDICT_NAMES } from './speed/figures.ts';
import { LEAST_PAIRS, readSpeedOptions, type SpeedOptions } from './speed/options.ts';
import { measureOwnFile, ownFile } from './speed/own-files.ts';
import type { Data, Row } from './speed/rows.ts';
import { commandFor, runRow } from './speed/run.ts';
import { offersThreads, sidesOf, type SideId } from './speed/sides.ts';
import { hasSourcemeta, SOURCEMETA } from './speed/sourcemeta.ts';
import { FOLDERS, loadResults, replaced, saveResults } from './speed/store.ts';
import type { Context, FileFacts, Measured, Results, SideAnswer } from './speed/types.ts';
import { isFailure, verdictOf } from './speed/verdict.ts';

/** Rows that share a file: its data are generated and judged once. */
type Group = { data: Data; size: number; rows: Row[] };

/** A side that a row names and that exists. */
type Sides = Partial<Record<SideId, Program>>;

/** Measures `decp validate` beside other programs and against what is required of it; gives the exit code. */
export async function benchSpeed(args: string[]): Promise<number> {
  const options = readSpeedOptions(args);
  if (options.files.length > 0) return benchOwnFiles(options);
  const lacking = notReady() ?? (hasSourcemeta() ? undefined : `${SOURCEMETA} ? (npm ci --prefix bench)`);
  if (lacking !== undefined) {
    console.error(lacking);
    return 2;
  }
  ownFiles(join(ROOT, 'dist'));
  const folder = options.pairs < LEAST_PAIRS ? FOLDERS.trial : FOLDERS.kept;
  const sides = sidesOf(offersThreads());
  let results = loadResults(folder, contextOf(options));
  let failed = false;
  for (const group of groupsOf(options, sides)) {
    for await (const step of measureGroup(group, sides, options)) {
      results = withStep(results, step);
      await saveResults(folder, results);
      failed ||= step.failed;
    }
  }
  console.log(`→ ${join(folder, 'RESULTS.md')}`);
  return failed ? 1 : 0;
}

/** Measures the files of the caller; prints a block for each and keeps nothing. Programs that are not installed are left out. */
async function benchOwnFiles({ files, rows, pairs }: SpeedOptions): Promise<number> {
  const lacking = notBuilt();
  if (lacking !== undefined) {
    console.error(lacking);
    return 2;
  }
  const { ajv, sourcemeta, ...sides } = sidesOf(offersThreads());
  const installed: Sides = { ...sides, ...(hasAjv() && { ajv }), ...(hasSourcemeta() && { sourcemeta }) };
  const ready = readyRows(rows, installed);
  console.log(machine());
  // A mistake in the last name shows before the first file is measured.
  for (const file of files.map(ownFile)) {
    const block = await measureOwnFile(file, ready, installed, pairs);
    console.log(`\n${await formatted('files.md', block)}`);
  }
  return 0;
}

const contextOf = ({ seed }: SpeedOptions): Context => ({
  machine: machine(),
  build: buildSum(join(ROOT, 'dist')),
  seed,
  peers: Object.fromEntries(['ajv-cli', 'ajv', '@sourcemeta/jsonschema'].map((name) => [name, versionOf(name)])),
});

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(ROOT, 'bench/node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

/** The rows of which all programs are there. */
const readyRows = (rows: readonly Row[], sides: Sides): Row[] =>
  rows.filter(({ ours, theirs }) => sides[ours] !== undefined && (theirs === undefined || sides[theirs] !== undefined));

/** Small files first: a mistake shows early. */
function groupsOf({ rows, sizes }: SpeedOptions, sides: Sides): Group[] {
  const ready = readyRows(rows, sides);
  return sizes.flatMap((size) =>
    (Object.keys(KINDS) as Data[])
      .map((data) => ({ data, size, rows: ready.filter((row) => row.data === data && row.sizes.includes(size)) }))
      .filter((group) => group.rows.length > 0),
  );
}

/** The results of one row. */
type Step = { file: FileFacts; said: SideAnswer[]; measured: Measured; commands: string[]; failed: boolean };

async function* measureGroup({ data, size, rows }: Group, sides: Sides, { seed, pairs }: SpeedOptions): AsyncGenerator<Step> {
  const file = dataFile({ ...KINDS[data], megabytes: size, seed });
  console.log(`${data} ${sizeName(size)} : ${fileOf(file)}\n  SHA-256 ${file.sha256}`);
  const used = new Set(rows.flatMap(({ ours, theirs }) => (theirs === undefined ? [ours] : [ours, theirs])));
  const said = agree(file, new Map([...used].flatMap((id) => (sides[id] === undefined ? [] : [[id, sides[id]]]))));
  for (const row of rows) {
    const commands = [row.ours, row.theirs].flatMap((id) => {
      const program = id === undefined ? undefined : sides[id];
      return program === undefined ? [] : [commandFor(row, program.command(file), file)];
    });
    const [ours, theirs] = commands;
    if (ours === undefined) continue;
    const died = said.find(({ program, died: words }) => program === theirs?.name && words !== undefined)?.died;
    const reported = died === undefined ? { figures: await runRow(row, { ours, ...(theirs && { theirs }) }, pairs) } : { died };
    const measured: Measured = { row: row.id, size, date: new Date().toISOString().slice(0, 10), ...reported };
    const verdict = verdictOf(row, size, measured);
    const figure = 'figures' in measured ? span(row.unit, measured.figures.value) : measured.died;
    console.log(`  ${row.id} : ${figure} ${VERDICT_NAMES[verdict]}`);
    yield {
      file: factsOf(file, data, size),
      said,
      measured,
      commands: commands.map(shell),
      failed: isFailure(row, size, verdict),
    };
  }
}

const factsOf = (file: DataFile, kind: string, size: number): FileFacts => ({
  path: fileOf(file),
  kind,
  size,
  bytes: file.bytes,
  sha256: file.sha256,
  seed: file.plan.seed,
  marche: file.marche,
  concession: file['contrat-concession'],
});

const withStep = (results: Results, { file, said, measured, commands }: Step): Results => ({
  ...results,
  files: replaced(results.files, [file], ({ path }) => path),
  said: replaced(results.said, said, (one) => `${one.file} ${one.program}`),
  measured: replaced(results.measured, [measured], ({ row, size }) => `${row} ${size}`),
  commands: [...new Set([...results.commands, ...commands])],
});
