import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { answer, ROOT, type Command } from '../runner/measure.ts';
import {
  ajvCli,
  DECP,
  decp,
  decpNdjson,
  fileOf,
  jsonParse,
  recordRules,
  schemaProgram,
  withoutRules,
  withRules,
  type Program,
} from '../runner/programs.ts';
import { sourcemeta } from './sourcemeta.ts';

/** The programs, and the ways of calling ours, that a row may name. */
export type SideId =
  | 'schema'
  | 'ndjson'
  | 'one'
  | 'two'
  | 'rules'
  | 'all'
  | 'default'
  | 'all-ndjson'
  | 'plain'
  | 'parse'
  | 'ajv'
  | 'sourcemeta'
  | 'empty';

/** A program of a third party. It may fail on a file that is too large, which is then reported; ours may not fail. */
export const PEERS: ReadonlySet<SideId> = new Set(['parse', 'ajv', 'sourcemeta']);

/** The sides that exist; without `--threads`, there is one way only and `two` is not there. */
export function sidesOf(threads: boolean): Partial<Record<SideId, Program>> {
  return {
    // A second thread spends CPU to spare time: CPU is compared on one.
    schema: threads ? onThreads(1) : withoutRules,
    ndjson,
    one: threads ? onThreads(1) : withoutRules,
    ...(threads && { two: onThreads(2) }),
    rules: threads ? onOneThread(recordRules) : recordRules,
    all: threads ? onOneThread(decp) : decp,
    default: decp,
    'all-ndjson': decpNdjson,
    plain,
    parse: jsonParse,
    ajv: ajvCli,
    sourcemeta,
    empty,
  };
}

/** Whether `decp validate` can be reported on how many threads to run. */
export const offersThreads = (): boolean =>
  spawnSync(process.execPath, [join(ROOT, DECP), 'validate', '--help'], { encoding: 'utf8' }).stdout.includes('--threads');

const onThreads = (count: number): Program =>
  schemaProgram(`decp --rules none --threads ${count}`, '--rules', 'none', '--threads', String(count));

const onOneThread = (program: Program): Program => ({
  ...program,
  command: (file) => {
    const command = program.command(file);
    return { ...command, name: `${command.name} --threads 1`, args: [...command.args, '--threads', '1'] };
  },
});

const NDJSON = schemaProgram('decp --rules none --format ndjson', '--rules', 'none', '--format', 'ndjson');

/** Each finding is a line: what is counted is what was written. */
const ndjson: Program = {
  command: NDJSON.command,
  answer(file) {
    const lines = answer(NDJSON.command(file), 'stdout').trimEnd().split('\n');
    const { records } = JSON.parse(lines.at(-1) ?? '') as { records: { valid: number; invalid: number } };
    return { records: records.valid + records.invalid, invalid: records.invalid, findings: lines.length - 1 };
  },
};

/** The command without options: the version is detected, and all rules are checked. */
const plain = withRules((file) => ({ name: 'decp', args: [DECP, 'validate', fileOf(file)], exit: file.dirty > 0 ? 1 : 0 }));

/** Node alone: no program starts faster in it. */
const empty: Program = { command: (): Command => ({ name: 'node -e 0', args: ['-e', '0'], exit: 0 }), answer: () => ({}) };
