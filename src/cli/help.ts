/** Writes help from the table of verbs, and the message for a wrong call. */
import type { Lang } from '../../packages/base/src/language.ts';
import { COMMAND_LINE } from '../messages/compiled/command-line.ts';
import { nearNames } from './near.ts';
import type { Parsed, Wrong } from './parse.ts';
import { type Argument, type Command, HELP, LANG, type Option, type Program, VERSION } from './verb.ts';

/** Columns of the help, and the smallest width in which a description is still wrapped. */
const WIDTH = 100;
const NARROWEST = 40;

type Called = Pick<Parsed, 'command' | 'path' | 'lang'>;

/** The help of a verb or of a group: usage, description, then its arguments, options and verbs, aligned. */
export function helpText(program: Program, { command, path, lang }: Called): string {
  const args = 'verbs' in command ? [] : Object.values(command.arguments ?? {});
  const verbs = 'verbs' in command ? command.verbs : [];
  const say = COMMAND_LINE[lang];
  const call = [
    calledAs(program, path),
    `[${say['help.options']()}]`,
    ...(verbs.length > 0 ? [`<${say['help.command']()}>`] : []),
    ...args.map((argument) => argumentWord(argument, lang)),
  ].join(' ');
  const sections = {
    arguments: args.map((argument) => [say[argument.name](), say[argument.text]()] as const),
    options: optionsOf(program, command).map((option) => [option.flag, descriptionOf(program, option, command, lang)] as const),
    commands: verbs.map((verb) => [termOf(verb, lang), say[verb.text]()] as const),
  };
  const terms = Object.values(sections).flatMap((items) => items.map(([term]) => term.length));
  const lists = (['arguments', 'options', 'commands'] as const)
    .filter((title) => sections[title].length > 0)
    .map((title) => [say[title](), ...sections[title].map((item) => itemLine(item, Math.max(...terms))), ''].join('\n'));
  const example = 'example' in command ? `\n${say[command.example]()}\n` : '';
  return [say.usage({ call }), '', wrapped(say[command.text](), WIDTH), '', lists.join('\n')].join('\n') + example;
}

/** How a verb is called: `decp release plan`, `npm run gate --`, `npm run propose -- field`. */
const calledAs = ({ name, byNpm }: Program, [first, ...others]: readonly string[]): string =>
  [name, ...(first === undefined ? [] : [first, ...(byNpm ? ['--'] : []), ...others])].join(' ');

/** The options of a command in the order of its help: `--lang` comes first for `npm run`, last but one for `decp`. */
function optionsOf({ byNpm, ...program }: Program, command: Command): Option[] {
  const own = 'verbs' in command ? [] : Object.values(command.options ?? {});
  const version = command.name === program.name && !byNpm ? [VERSION] : [];
  return byNpm ? [LANG, ...own, HELP] : [...version, ...own, LANG, HELP];
}

function descriptionOf(program: Program, option: Option, command: Command, lang: Lang): string {
  const help = 'help' in command ? command.help : program.help;
  const key = (option === HELP ? help : undefined) ?? option.text;
  const say = COMMAND_LINE[lang];
  return say.option({
    description: say[key](),
    choices: option.choices?.join(', '),
    default: option === LANG ? lang : option.default,
  });
}

const termOf = (command: Command, lang: Lang): string =>
  [
    command.name,
    ...('verbs' in command ? [] : Object.values(command.arguments ?? {}).map((one) => argumentWord(one, lang))),
  ].join(' ');

/** `<file...>` where it is required, `[code]` where it is not. */
function argumentWord({ name, many, optional, unless }: Argument, lang: Lang): string {
  const word = `${COMMAND_LINE[lang][name]()}${many ? '...' : ''}`;
  return optional || unless !== undefined ? `[${word}]` : `<${word}>`;
}

function itemLine([term, description]: readonly [string, string], width: number): string {
  const space = WIDTH - width - 4;
  const lines = space < NARROWEST ? description : wrapped(description, space).replaceAll('\n', `\n${' '.repeat(width + 4)}`);
  return `  ${term.padEnd(width)}  ${lines}`;
}

/** Wraps a text at `width` columns; a longer word gets a line of its own. */
function wrapped(long: string, width: number): string {
  const lines: string[] = [];
  for (const word of long.match(/\s*\S+/g) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length <= width) lines[lines.length - 1] = last + word;
    else lines.push(word.trimStart());
  }
  return lines.join('\n');
}

/** The message for a wrong call: the error, then where to find help, or the remedy that the verb has for it. */
export function wrongText(program: Program, { command, path, lang }: Called, wrong: Wrong): string {
  const say = COMMAND_LINE[lang];
  const sentence = wrongSentence(wrong, nearOf(program, command, wrong), lang);
  const remedies = 'remedies' in command ? command.remedies : undefined;
  const remedy = remedies?.[wrong.key];
  if (remedy) return say['wrong-with-remedy']({ program: command.name, sentence, remedy: say[remedy]() });
  const call = calledAs(program, path);
  return say.wrong({ program: program.byNpm ? call.replace(/ --$/, '') : program.name, sentence, call });
}

function wrongSentence({ key, words = [], argument, expected = '' }: Wrong, near: readonly string[], lang: Lang): string {
  const say = COMMAND_LINE[lang];
  const [word = '', option = ''] = argument ? [say[argument.name]()] : words;
  return say[key]({ word, option, near, expected: typeof expected === 'object' ? say[expected.text]() : expected });
}

/** What an unknown command or option was probably meant to be. */
function nearOf(program: Program, command: Command, { key, words: [word = ''] = [] }: Wrong): string[] {
  if (key === 'error.unknown-command' && 'verbs' in command)
    return nearNames(
      word,
      command.verbs.map(({ name }) => name),
    );
  if (key !== 'error.unknown-option') return [];
  const flags = optionsOf(program, command).flatMap(({ flag }) => flag.split(/,? /).filter((name) => name.startsWith('-')));
  return nearNames(word.split('=', 1)[0] ?? '', flags);
}
