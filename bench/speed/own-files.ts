/** Files of the caller's: what must be known of them before anything is timed, and their measurement. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, type Outcome, outcome, ROOT, WrongExit } from '../runner/measure.ts';
import { fileOf, jsonParse, type Program, type Subject, withoutRules } from '../runner/programs.ts';
import { lastWords } from './agree.ts';
import { span } from './figures.ts';
import { ownFileBlock } from './page.ts';
import type { Row } from './rows.ts';
import { runRow } from './run.ts';
import { PEERS, type SideId } from './sides.ts';
import { tooHungry } from './sourcemeta.ts';
import type { Result } from './types.ts';

/**
 * A file of the caller's, by its path from the root of the project, with what `decp` counts in it under the schema 2.0.3. Throws an Error that names
 * the file where it cannot be read or is not JSON.
 */
export function ownFile(given: string): Subject {
  const path = resolve(ROOT, given);
  const file = { path, bytes: sizeOf(path, given), dirty: 0, marche: 0, 'contrat-concession': 0 };
  const parsed = outcome(jsonParse.command(file));
  // JSON.parse cannot read the largest files, which the row that compares with it says.
  if (parsed.status !== 0 && lastWords(parsed.stderr) === undefined)
    throw new Error(`${given} : n'est pas du JSON / not JSON: ${errorOf(parsed.stderr)}`);
  const command = withoutRules.command(file);
  const { records } = (JSON.parse(verdict(command, '--format', 'json', '--max-findings', '1').stdout) as Report).files[0];
  return { ...file, dirty: records.invalid, marche: records.marche, 'contrat-concession': records['contrat-concession'] };
}

type Report = { files: [{ records: { marche: number; 'contrat-concession': number; invalid: number } }] };

function sizeOf(path: string, given: string): number {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return stats.size;
  } catch (error) {
    throw new Error(`${given} : illisible / cannot be read: ${(error as Error).message}`, { cause: error });
  }
  throw new Error(`${given} : n'est pas un fichier / not a file`);
}

const errorOf = (output: string): string => /^\w*Error: .*$/m.exec(output)?.[0] ?? output.trim().slice(0, 200);

/** Exit codes of a program that has judged a file: it is valid, it is not, and how sourcemeta says that. */
const JUDGED: Partial<Record<SideId, readonly number[]>> = { parse: [0], sourcemeta: [0, 2] };

/** Runs a command that may find faults or not. */
function verdict(command: Command, ...more: string[]): Outcome {
  const ended = outcome({ ...command, args: [...command.args, ...more] });
  if (ended.status !== 0 && ended.status !== 1) throw new WrongExit(command, ended.status, ended.stderr || ended.stdout);
  return ended;
}

/** The command of a side with the exit code that it has for this file, which nobody knew before; or why it cannot be measured. */
function tried(id: SideId, program: Program, file: Subject): Command | { died: string } {
  const hungry = id === 'sourcemeta' ? tooHungry(file.bytes) : undefined;
  if (hungry !== undefined) return { died: hungry };
  const command = program.command(file);
  const { status, stdout, stderr } = outcome(command);
  if (status !== null && (JUDGED[id] ?? [0, 1]).includes(status)) return { ...command, exit: status };
  if (!PEERS.has(id)) throw new WrongExit(command, status, stderr || stdout);
  return { died: lastWords(stderr || stdout) ?? errorOf(stderr || stdout) };
}

/** Measures rows on a file of the caller's, and gives its block of results. */
export async function measureOwnFile(
  file: Subject,
  rows: readonly Row[],
  sides: Partial<Record<SideId, Program>>,
  pairs: number,
): Promise<string> {
  console.log(fileOf(file));
  const commands = new Map<SideId, Command | { died: string }>();
  const commandOf = (id: SideId): Command | { died: string } | undefined => {
    const program = sides[id];
    if (program && !commands.has(id)) commands.set(id, tried(id, program, file));
    return commands.get(id);
  };
  const measured: { row: Row; result: Result }[] = [];
  for (const row of rows) {
    const [ours, theirs] = [commandOf(row.ours), row.theirs && commandOf(row.theirs)];
    if (ours === undefined || 'died' in ours) continue;
    const result: Result =
      theirs && 'died' in theirs ? theirs : { figures: await runRow(row, { ours, ...(theirs && { theirs }) }, pairs) };
    console.log(`  ${row.id} : ${'figures' in result ? span(row.unit, result.figures.value) : result.died}`);
    measured.push({ row, result });
  }
  return ownFileBlock(file, measured);
}
