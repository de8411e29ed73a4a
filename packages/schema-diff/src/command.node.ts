/** The command `schema-diff OLD NEW`. */
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { isObject } from '../../base/src/json.ts';
import type { Lang } from '../../base/src/language.ts';
import { styleFor } from '../../base/src/layout.ts';
import { visible } from '../../base/src/visible.ts';
import { type CallOptions, diffSchemas, type Diff, DIALECTS, type JsonSchema, SchemaError } from './index.ts';
import { COMMAND } from './compiled/command.ts';
import { dialectNamed } from './dialect.ts';
import { githubReport, jsonReport, sarifReport } from './report/machine.ts';
import { textReport } from './report/text.ts';

/** 0: nothing that was accepted is refused; 1: something is; 2: the call or a file is wrong; 3: it could not be decided. */
const EXIT = { compatible: 0, breaks: 1, usage: 2, unknown: 3 } as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Files beyond this are refused before they are read. */
const LARGEST = 64 * 1024 * 1024;

const FORMATS = ['text', 'json', 'github', 'sarif'] as const;

type Call = { previous: string; next: string; format: (typeof FORMATS)[number]; lang: Lang; options: CallOptions };

/** What the program is, and where it writes. */
export type Host = {
  tool: { name: string; version: string };
  out: (text: string) => void;
  err: (text: string) => void;
  colour: boolean;
};

/** A wrong call: one sentence that names the thing and the way out. */
class UsageError extends Error {}

/** Runs the command. Gives its exit code; throws nothing but bugs. */
export async function runCommand(args: readonly string[], host: Host): Promise<ExitCode> {
  if (args.includes('--help') || args.includes('-h'))
    return say(host, COMMAND[args.includes('fr') ? 'fr' : 'en'].help({ dialects: DIALECTS }));
  if (args.includes('--version')) return say(host, `${host.tool.version}\n`);
  try {
    const call = callOf(args);
    const [previous, next] = await Promise.all([readSchema(call.previous), readSchema(call.next)]);
    const diff = diffSchemas(previous, next, { ...call.options, lang: call.lang });
    host.out(reportOf(diff, call, host));
    return exitOf(diff);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof SchemaError)) throw error;
    host.err(`schema-diff: ${error.message}\n`);
    return EXIT.usage;
  }
}

function say(host: Host, text: string): ExitCode {
  host.out(text);
  return EXIT.compatible;
}

const exitOf = ({ backward }: Diff): ExitCode =>
  backward.verdict === 'yes' ? EXIT.compatible : backward.verdict === 'no' ? EXIT.breaks : EXIT.unknown;

function reportOf(diff: Diff, { previous, next, format, lang }: Call, { tool, colour }: Host): string {
  const names = { previous: visible(previous, 80), next: visible(next, 80) };
  const compared = { tool, names, file: next, diff };
  if (format === 'json') return jsonReport(compared);
  if (format === 'github') return githubReport(compared, { lang });
  if (format === 'sarif') return sarifReport(compared, { lang });
  return textReport(diff, names, { lang, style: styleFor(colour) });
}

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  lang: { type: 'string', default: 'en' },
  dialect: { type: 'string' },
  'assert-format': { type: 'boolean' },
  budget: { type: 'string' },
} as const;

function callOf(args: readonly string[]): Call {
  const { values, positionals } = parsed(args);
  const lang = oneOf('--lang', values.lang, ['en', 'fr'] as const);
  const format = oneOf('--format', values.format, FORMATS);
  const [previous, next, ...more] = positionals;
  if (previous === undefined || next === undefined || more.length > 0)
    throw new UsageError(`two schemas are compared, ${String(positionals.length)} given. Try: schema-diff old.json new.json`);
  if (values.dialect !== undefined && dialectNamed(values.dialect) === undefined)
    throw new UsageError(`--dialect: ${shown(values.dialect)} is none of ${DIALECTS.join(', ')}, nor the address of one`);
  const budget = values.budget === undefined ? undefined : Number(values.budget);
  if (budget !== undefined && !(Number.isInteger(budget) && budget > 0))
    throw new UsageError(`--budget: ${shown(values.budget ?? '')} is no whole number above zero`);
  const options: CallOptions = {
    ...(values.dialect !== undefined && { dialect: values.dialect }),
    ...(values['assert-format'] === true && { formatAssertion: true }),
    ...(budget !== undefined && { budget }),
  };
  return { previous, next, format, lang, options };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}. See schema-diff --help`);
  }
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option}: ${shown(value)} is none of ${known.join(', ')}`);
  return found;
}

const shown = (text: string): string => `“${visible(text, 80)}”`;

/** A schema written in JSON or YAML. */
async function readSchema(path: string): Promise<JsonSchema> {
  const schema = valueOf((await readText(path)).replace(/^\ufeff/, ''), path);
  if (typeof schema === 'boolean' || isObject(schema)) return schema;
  throw new UsageError(`${shown(path)} holds no JSON Schema: it must be an object, true or false`);
}

/** Nearly all are JSON, which is read much faster as such. */
function valueOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return yamlOf(text, path);
  }
}

function yamlOf(text: string, path: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, stringKeys: true, logLevel: 'error' }) as unknown;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('\n', 1);
    throw new UsageError(`${shown(path)} is neither JSON nor YAML: ${sentence.replace(/[.:]$/, '')}`);
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw new UsageError(`${shown(path)} is larger than ${String(LARGEST / 1024 / 1024)} MB`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown(path)} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
