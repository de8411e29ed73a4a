import type { Lang } from '../../packages/base/src/language.ts';
import type { UsageKey } from './texts.ts';
import { type Expected, KINDS } from './values.ts';
import { type Argument, type Command, HELP, LANG, type Option, type Program, type Verb, VERSION } from './verb.ts';

/** A parsed call. `path`: the names of the groups and of the verb, without that of the program. */
export type Parsed = { lang: Lang; path: readonly string[]; command: Command } & (
  | { asks: 'verb'; verb: Verb; values: Readonly<Record<string, unknown>> }
  /** `nothing`: a group without one of its verbs, which shows the help of the group. */
  | { asks: 'version' | 'help' | 'nothing' }
  | { asks: 'wrong'; wrong: Wrong }
);

/** An error in a call: its text, the words or the argument that the text names, and what was expected. */
export type Wrong = { key: UsageKey; words?: readonly string[]; argument?: Argument; expected?: Expected };

type Values = Record<string, unknown>;

/** What has been read of a call, with the first error of each sort. */
type Reading = {
  command: Command;
  path: string[];
  operands: string[];
  values: Values;
  asks?: 'version' | 'help';
  /** An option with a missing or invalid value. */
  wrongValue?: Wrong;
  /** An unknown command or option. */
  unknown?: Wrong;
};

/**
 * Parses a call by the table of verbs:
 * - options may be anywhere, as `--name value` or `--name=value`; when repeated, the last value counts, and lists are concatenated;
 * - a value may begin with a hyphen (`--rules -<id>`), but is not the name of another option of the verb;
 * - `-` is an argument, and so is each word after `--`.
 *
 * The version takes precedence, then a wrong value, then help, then any other error.
 */
export function parse(program: Program, argv: readonly string[]): Parsed {
  const reading: Reading = { command: program, path: [], operands: [], values: {} };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') {
      for (const operand of argv.slice(i + 1)) readOperand(reading, operand);
      break;
    }
    if (word === '-' || !word.startsWith('-')) readOperand(reading, word);
    else if (readOption(reading, program, word, argv[i + 1])) i++;
  }
  const { command, path, operands, values, asks, wrongValue, unknown } = reading;
  const { lang = 'fr', ...given } = values as Values & { lang?: Lang };
  const call = { lang, path, command };
  if (asks === 'version') return { ...call, asks };
  if (wrongValue) return { ...call, asks: 'wrong', wrong: wrongValue };
  if (asks === 'help') return { ...call, asks };
  if ('verbs' in command) return unknown ? { ...call, asks: 'wrong', wrong: unknown } : { ...call, asks: 'nothing' };
  const wrong =
    unknown ??
    missingOption(command, given) ??
    takeArguments(command, operands, given) ??
    notTogether(command, given) ??
    misplaced(command, given);
  if (wrong) return { ...call, asks: 'wrong', wrong };
  return { ...call, asks: 'verb', verb: command, values: { ...defaultsOf(command), ...given, lang } };
}

/** Reads the name of a verb, or an argument. */
function readOperand(reading: Reading, word: string): void {
  const { command } = reading;
  if (!('verbs' in command)) reading.operands.push(word);
  // After an unknown command, words are ignored: they may be its arguments.
  else if (!reading.unknown) {
    const next = command.verbs.find(({ name }) => name === word);
    if (next) reading.path.push(word);
    if (next) reading.command = next;
    else reading.unknown = { key: 'error.unknown-command', words: [word] };
  }
}

/** Reads an option, with the value that follows it where it takes one. Returns whether it has taken the next word. */
function readOption(reading: Reading, program: Program, word: string, next: string | undefined): boolean {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  const name = equals < 0 ? word : word.slice(0, equals);
  const known = optionsOf(program, reading.command);
  const [key, option] = known.find(([, { flag }]) => isNamed(flag, name)) ?? [];
  // The value of an option that does not exist may be a secret (`--tokn=…`), and is not repeated.
  if (key === undefined || !option) reading.unknown ??= { key: 'error.unknown-option', words: [equals < 0 ? word : `${name}=…`] };
  else if (equals >= 0 && !takesValue(option)) reading.unknown ??= { key: 'error.unknown-option', words: [word] };
  else if (option === VERSION || option === HELP) reading.asks = option === VERSION ? 'version' : (reading.asks ?? 'help');
  else if (!takesValue(option)) reading.values[key] = true;
  else if (equals >= 0) readValue(reading, key, option, word.slice(equals + 1));
  else if (next === undefined || next === '--' || known.some(([, { flag }]) => isNamed(flag, next.split('=', 1)[0] ?? '')))
    reading.wrongValue ??= { key: 'error.missing-value', words: [option.flag] };
  else {
    readValue(reading, key, option, next);
    return true;
  }
  return false;
}

function readValue(reading: Reading, key: string, option: Option, word: string): void {
  const { values } = reading;
  const value = valueOf(option, word);
  const before = values[key];
  if (value !== undefined)
    values[key] = Array.isArray(value) && Array.isArray(before) ? [...(before as unknown[]), ...(value as unknown[])] : value;
  else
    reading.wrongValue ??= {
      key: 'error.invalid-value',
      words: [word, option.flag],
      expected: option.choices?.join(', ') ?? KINDS[option.kind ?? 'text'].expected,
    };
}

const valueOf = ({ choices, kind = 'text' }: Option, word: string): unknown =>
  choices ? choices.find((choice) => choice === word) : KINDS[kind].read(word);

const takesValue = ({ flag }: Option): boolean => flag.endsWith('>');

/** Whether a word is the name of an option: `--schema` of `--schema <version>`, `-h` of `-h, --help`. */
const isNamed = (flag: string, name: string): boolean => flag.split(/,? /).includes(name) && !name.startsWith('<');

/** All options of a verb, with the key of each. */
const optionsOf = (program: Program, command: Command): (readonly [key: string, option: Option])[] => [
  ...('options' in command ? Object.entries(command.options ?? {}) : []),
  ['lang', LANG],
  ['help', HELP],
  ...(program.byNpm ? [] : [['version', VERSION] as const]),
];

function missingOption({ options = {} }: Verb, given: Values): Wrong | undefined {
  const missing = Object.entries(options).find(([key, { required }]) => required && !(key in given));
  return missing && { key: 'error.missing-option', words: [missing[1].flag] };
}

/** Puts each operand under the name of its argument. */
function takeArguments(verb: Verb, operands: readonly string[], given: Values): Wrong | undefined {
  const declared = Object.entries(verb.arguments ?? {});
  const taken = declared.filter(([, { unless }]) => unless === undefined || !(unless in given));
  for (const [at, [key, { many }]] of taken.entries())
    if (at < operands.length) given[key] = many ? operands.slice(at) : operands[at];
  const missing = taken.filter(([key, { optional }]) => !optional && !(key in given));
  // Where an option may replace several arguments, the message names the last one: all of them are needed.
  const [, argument] = (missing[0]?.[1].unless === undefined ? missing[0] : missing.at(-1)) ?? [];
  if (argument) return { key: 'error.missing-argument', argument };
  const isMany = taken.some(([, { many }]) => many);
  return operands.length > taken.length && !isMany ? { key: 'error.excess-arguments' } : undefined;
}

/** The error of options that must be given together, or without some others, and are not. */
function notTogether({ together }: Verb, given: Values): Wrong | undefined {
  if (!together) return undefined;
  const count = together.options.filter((key) => key in given).length;
  const isWhole = count === together.options.length && !together.without.some((key) => key in given);
  return count > 0 && !isWhole ? { key: together.text } : undefined;
}

/** The error of an option that only goes with one value of another, and is given with another value or none. */
function misplaced({ options = {} }: Verb, given: Values): Wrong | undefined {
  for (const [key, { flag, only: [other, value] = [] }] of Object.entries(options))
    if (other && key in given && given[other] !== value)
      return { key: 'error.misplaced-option', words: [flag, `--${other} ${value ?? ''}`] };
  return undefined;
}

const defaultsOf = ({ options = {} }: Verb): Values =>
  Object.fromEntries(
    Object.entries(options).flatMap(([key, option]) =>
      option.default === undefined ? [] : [[key, valueOf(option, option.default)]],
    ),
  );
