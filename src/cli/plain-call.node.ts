import type { Lang } from '../../packages/base/src/language.ts';
import { isDay } from '../../packages/base/src/days.ts';
import type { ExitCode } from '../host/exit.ts';
import { allRules } from '../validate/load-rules.node.ts';
import { runValidate, type ValidateOptions } from '../validate/verb.node.ts';
import { door } from './door.ts';

/** A call of `decp validate`, read. */
export type PlainCall = { files: string[]; options: ValidateOptions };

/** Values that need no look at anything else; `rules` has many forms, and only the one that loads nothing is plain. */
const PLAIN: Record<string, (value: string) => boolean> = {
  '--schema': () => true,
  '--format': (value) => Object.hasOwn(FORMATS, value),
  '--rules': (value) => value === 'none',
  '--date': isDay,
  '--output': () => true,
  '--max-findings': (value) => /^\d+$/.test(value),
  '--threads': (value) => value === '1' || value === '2',
  '--lang': (value) => value === 'fr' || value === 'en',
};

const FORMATS: Record<ValidateOptions['format'], true> = { text: true, json: true, ndjson: true, csv: true };

/**
 * `validate FILE…` with options of the form `--name value`, each at most once: nearly all calls. Undefined for any other, which the command
 * line (commander) reads in full, and answers where it is wrong. What this reads, it reads as commander does; a test compares both.
 */
export function plainCall([verb, ...args]: readonly string[]): PlainCall | undefined {
  const files: string[] = [];
  const given = new Map<string, string>();
  if (verb !== 'validate') return undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (isPlain(arg)) files.push(arg);
    else {
      const value = args[++i] ?? '';
      if (given.has(arg) || !isPlain(value) || !Object.hasOwn(PLAIN, arg) || !PLAIN[arg]?.(value)) return undefined;
      given.set(arg, value);
    }
  }
  return files.length > 0 ? { files, options: optionsOf(given) } : undefined;
}

/** Standard input or a name, and no option: what begins with a hyphen is read with more care. */
const isPlain = (arg: string): boolean => arg === '-' || (arg !== '' && !arg.startsWith('-'));

function optionsOf(given: ReadonlyMap<string, string>): ValidateOptions {
  const [schema, output, max, threads] = ['--schema', '--output', '--max-findings', '--threads'].map((name) => given.get(name));
  return {
    lang: (given.get('--lang') ?? 'fr') as Lang,
    format: (given.get('--format') ?? 'text') as ValidateOptions['format'],
    rules: given.has('--rules') ? undefined : allRules(given.get('--date')),
    ...(schema !== undefined && { schema }),
    ...(output !== undefined && { output }),
    ...(max !== undefined && { maxFindings: Number(max) }),
    ...(threads !== undefined && { threads: Number(threads) }),
  };
}

/** Runs the call, and gives the exit code. */
export const runPlainCall = ({ files, options }: PlainCall): Promise<ExitCode> =>
  door(options.lang, () => runValidate(files, options));
