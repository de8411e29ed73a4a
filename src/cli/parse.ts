import type { Lang } from '../../packages/base/src/language.ts';
import type { UsageKey } from './texts.ts';
import { type Expected, KINDS } from './values.ts';
import { type Argument, type Command, HELP, LANG, type Option, type Program, type Verb, VERSION } from './verb.ts';

/** What a call asks for. `path`: the names of the verb and of its groups, without that of the program. */
export type Parsed = { lang: Lang; path: readonly string[]; command: Command } & (
  | { asks: 'verb'; verb: Verb; values: Readonly<Record<string, unknown>> }
  /** `nothing`: a group was named without one of its verbs, and its help is all that can be said. */
  | { asks: 'version' | 'help' | 'nothing' }
  | { asks: 'wrong'; wrong: Wrong }
);

/** What is wrong with a call: the text that says so, with the words or the argument that it names, and what was expected. */
export type Wrong = { key: UsageKey; words?: readonly string[]; argument?: Argument; expected?: Expected };

type Values = Record<string, unknown>;

/** A call, word by word: what was given, and the first thing that is wrong of each sort. */
type Reading = {
  command: Command;
  path: string[];
  operands: string[];
  values: Values;
  asks?: 'version' | 'help';
  /** A value that an option does not take. */
  wrongValue?: Wrong;
  /** A word that names nothing. */
  unknown?: Wrong;
};

/**
 * Reads a call by the table of verbs. Each call of each program is read here, and nowhere else:
 * - options stand anywhere, as `--name value` or `--name=value`; given again, the last one counts, and lists are added up;
 * - a value may begin with a hyphen (`--rules -<id>`), but is not the name of another option of the verb;
 * - `-` is an argument, and so is each word after `--`.
 *
 * Of several things asked for, the version comes first, then a wrong value, then help, then anything else that is wrong.
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
  const wrong = unknown ?? missingOption(command, given) ?? takeArguments(command, operands, given) ?? apart(command, given);
  if (wrong) return { ...call, asks: 'wrong', wrong };
  return { ...call, asks: 'verb', verb: command, values: { ...defaultsOf(command), ...given, lang } };
}

/** The name of a verb, or an argument. */
function readOperand(reading: Reading, word: string): void {
  const { command } = reading;
  if (!('verbs' in command)) reading.operands.push(word);
  // What follows a word that names nothing may well be its own.
  else if (!reading.unknown) {
    const next = command.verbs.find(({ name }) => name === word);
    if (next) reading.path.push(word);
    if (next) reading.command = next;
    else reading.unknown = { key: 'error.unknown-command', words: [word] };
  }
}

/** An option, with the value that follows it where it takes one. Answers whether it has taken the next word. */
function readOption(reading: Reading, program: Program, word: string, next: string | undefined): boolean {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  const name = equals < 0 ? word : word.slice(0, equals);
  const known = optionsOf(program, reading.command);
  const [key, option] = known.find(([, { flag }]) => isNamed(flag, name)) ?? [];
  if (key === undefined || !option || (equals >= 0 && !takesValue(option)))
    reading.unknown ??= { key: 'error.unknown-option', words: [word] };
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

/** All options that a verb knows, with the key of each. */
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
  // Where an option would stand for all of them, the last one tells that they go together.
  const [, argument] = (missing[0]?.[1].unless === undefined ? missing[0] : missing.at(-1)) ?? [];
  if (argument) return { key: 'error.missing-argument', argument };
  const isMany = taken.some(([, { many }]) => many);
  return operands.length > taken.length && !isMany ? { key: 'error.excess-arguments' } : undefined;
}

/** Options that go together, and are apart. */
function apart({ together }: Verb, given: Values): Wrong | undefined {
  if (!together) return undefined;
  const count = together.options.filter((key) => key in given).length;
  const isWhole = count === together.options.length && !together.without.some((key) => key in given);
  return count > 0 && !isWhole ? { key: together.text } : undefined;
}

const defaultsOf = ({ options = {} }: Verb): Values =>
  Object.fromEntries(
    Object.entries(options).flatMap(([key, option]) =>
      option.default === undefined ? [] : [[key, valueOf(option, option.default)]],
    ),
  );
