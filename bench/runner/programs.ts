import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DataFile } from './data-files.ts';
import { answer, ROOT, type Command } from './measure.ts';

export const DECP = 'dist/bin/decp.js';
export const SCHEMA = 'dist/schemas/2.0.3/decp.schema.draft-07.json';
const RULES = 'dist/rules/rules.js';
const AJV = 'bench/node_modules/ajv-cli/dist/index.js';

/**
 * Number of records and of invalid ones; `findings`: number of faults; `published`: records that the national consolidation would
 * publish without a mark. Undefined: the program does not report it.
 */
export type Answer = { records?: number; invalid?: number; findings?: number; published?: number };

/** A file to measure with: a generated one, or anyone's own, of which there is no plan. `dirty`: its invalid records. */
export type Subject = Omit<DataFile, 'plan' | 'sha256'> & Partial<Pick<DataFile, 'plan'>>;

/** One side of a comparison: the command that is timed, and what it finds, asked apart. */
export type Program = { command(file: Subject): Command; answer(file: Subject): Answer };

/** The path of a file as commands name it: from the root of the project, where it is in it. */
export function fileOf({ path }: Pick<Subject, 'path'>): string {
  const inside = relative(ROOT, path);
  return inside.startsWith('..') ? path : inside;
}
const exitOf = ({ dirty }: Subject): number => (dirty > 0 ? 1 : 0);

const validate = (name: string, ...options: string[]): Program['command'] => {
  return (file) => ({ name, args: [DECP, 'validate', fileOf(file), '--schema', '2.0.3', ...options], exit: exitOf(file) });
};

/** A day that does not depend on when it is run. */
const DAY = ['--date', '2026-12-31'];

/** A way of checking the rules as well. */
export const withRules = (command: Program['command']): Program => ({
  command,
  answer(file) {
    const { records, counts, rules } = summary(command(file));
    return {
      records: records.valid + records.invalid,
      invalid: records.invalid,
      // The rules have their own opinion of a spoilt record. Of the others they should say nothing, not even as an information.
      ...(file.dirty === 0 && isMade(file) && { findings: counts.error + counts.warning + counts.info }),
      // What the consolidation does with data as they are published depends on more than the faults that were made.
      ...(rules?.forecast && isMade(file) && { published: rules.forecast.publish }),
    };
  },
});

/** Whether all faults of a file are those that the generator was asked for. */
const isMade = ({ plan }: Subject): boolean => plan !== undefined && plan.published !== true;

/** With all rules. */
export const decp = withRules(validate('decp', ...DAY));

/** With all rules, and each finding written. */
export const decpNdjson: Program = { ...decp, command: validate('decp --format ndjson', ...DAY, '--format', 'ndjson') };

/** With the rules on records, without those that compare the records of a file: they read every character of it a second time. */
export const recordRules = withRules(
  validate('decp, règles des contrats', ...DAY, '--rules=-enregistrement-duplique,-cle-consolidation-dupliquee'),
);

/** A way of checking the schema alone: the same work as that of other programs. */
export function schemaProgram(name: string, ...options: string[]): Program {
  const command = validate(name, ...options);
  return {
    command,
    answer(file) {
      const { records, counts } = summary(command(file));
      return { records: records.valid + records.invalid, invalid: records.invalid, findings: counts.error };
    },
  };
}

export const withoutRules = schemaProgram('decp --rules none', '--rules', 'none');

type Summary = {
  records: { valid: number; invalid: number };
  counts: { error: number; warning: number; info: number };
  rules: { forecast: { publish: number } | null } | null;
};

function summary({ args, ...command }: Command): Summary {
  const output = answer({ ...command, args: [...args, '--format', 'json', '--max-findings', '1'] }, 'stdout');
  return (JSON.parse(output) as { files: [Summary] }).files[0];
}

const PARSE = "JSON.parse(require('node:fs').readFileSync(process.argv[1],'utf8'))";
const COUNT = `const { marches } = ${PARSE}; console.log(marches.marche.length + marches['contrat-concession'].length)`;

/** No check at all: reading the file and building its objects. */
export const jsonParse: Program = {
  command: (file) => ({ name: 'JSON.parse', args: ['-e', PARSE, fileOf(file)], exit: 0 }),
  answer: (file) => ({ records: Number(answer({ name: 'JSON.parse', args: ['-e', COUNT, fileOf(file)], exit: 0 }, 'stdout')) }),
};

/** ajv-cli called by node on its main file (npx would add its own start), asked for every error where there are some. */
export const ajvCli: Program = {
  command: (file) => ({
    name: 'ajv-cli',
    args: [AJV, 'validate', '-s', SCHEMA, '-d', fileOf(file), '--strict=false', ...(file.dirty > 0 ? ['--all-errors'] : [])],
    exit: exitOf(file),
  }),
  answer(file) {
    const { args, ...command } = ajvCli.command(file);
    const output = answer({ ...command, args: [...args, '--errors=line'] }, 'stderr');
    if (output === '') return { invalid: 0, findings: 0 };
    const errors = JSON.parse(output.slice(output.indexOf('\n'))) as { instancePath: string }[];
    const records = errors.map(({ instancePath }) => /^\/marches\/[a-z-]+\/\d+/.exec(instancePath)?.[0]);
    return { invalid: new Set(records).size, findings: errors.length };
  },
};

/** Whether ajv-cli is installed. */
export const hasAjv = (): boolean => existsSync(join(ROOT, AJV));

/** The missing prerequisites and how to get them; undefined if everything is ready. */
export function notReady(): string | undefined {
  if (!hasAjv()) {
    return 'Les outils de comparaison ne sont pas installés : lancez d’abord `npm ci --prefix bench`.\nThe peers are not installed: run `npm ci --prefix bench` first.';
  }
  return notBuilt();
}

/** How to build the program; undefined if it is built. */
export function notBuilt(): string | undefined {
  if (![DECP, SCHEMA, RULES].every((path) => existsSync(join(ROOT, path)))) {
    return 'Le programme n’est pas construit : lancez d’abord `npm run prepare`.\nThe program is not built: run `npm run prepare` first.';
  }
  return undefined;
}
