/** What the command line says of itself: help, written from the table of verbs, and the sentence for a wrong call. */
import type { Lang } from '../../packages/base/src/language.ts';
import { text } from '../messages/command-line.ts';
import type { Parsed, Wrong } from './parse.ts';
import { type Argument, type Command, HELP, LANG, type Option, type Program, VERSION } from './verb.ts';

/** Columns of the page, and the fewest in which a description is wrapped. */
const WIDTH = 100;
const NARROWEST = 40;

type Called = Pick<Parsed, 'command' | 'path' | 'lang'>;

/** The help of a verb or of a group: usage, description, then its arguments, options and verbs, aligned. */
export function helpText(program: Program, { command, path, lang }: Called): string {
  const args = 'verbs' in command ? [] : Object.values(command.arguments ?? {});
  const verbs = 'verbs' in command ? command.verbs : [];
  const usage = [
    calledAs(program, path),
    `[${text('help.options', lang)}]`,
    ...(verbs.length > 0 ? [`<${text('help.command', lang)}>`] : []),
  ];
  const sections = {
    arguments: args.map((argument) => [text(argument.name, lang), text(argument.text, lang)] as const),
    options: optionsOf(program, command).map((option) => [option.flag, described(option, command, lang)] as const),
    commands: verbs.map((verb) => [termOf(verb, lang), text(verb.text, lang)] as const),
  };
  const terms = Object.values(sections).flatMap((items) => items.map(([term]) => term.length));
  const lists = (['arguments', 'options', 'commands'] as const)
    .filter((title) => sections[title].length > 0)
    .map((title) => [text(title, lang), ...sections[title].map((item) => itemLine(item, Math.max(...terms))), ''].join('\n'));
  const example = 'example' in command ? `\n${text(command.example, lang)}\n` : '';
  return (
    [
      `${text('usage', lang)} ${[...usage, ...args.map((argument) => shown(argument, lang))].join(' ')}`,
      '',
      wrapped(text(command.text, lang), WIDTH),
      '',
      lists.join('\n'),
    ].join('\n') + example
  );
}

/** How a verb is called: `decp release plan`, `npm run gate --`. */
const calledAs = ({ name, byNpm }: Program, path: readonly string[]): string =>
  [name, ...path, ...(byNpm && path.length > 0 ? ['--'] : [])].join(' ');

/** `--lang` stands where the two programs have always shown it. */
function optionsOf({ byNpm, ...program }: Program, command: Command): Option[] {
  const own = 'verbs' in command ? [] : Object.values(command.options ?? {});
  const version = command.name === program.name && !byNpm ? [VERSION] : [];
  return byNpm ? [LANG, ...own, HELP] : [...version, ...own, LANG, HELP];
}

function described(option: Option, command: Command, lang: Lang): string {
  const key = option === HELP && 'help' in command ? command.help : option.text;
  const word = option === LANG ? lang : option.default;
  const colon = lang === 'fr' ? ' :' : ':';
  const extra = [
    ...(option.choices ? [`${text('choices', lang)}${colon} ${option.choices.join(', ')}`] : []),
    ...(word === undefined ? [] : [`${text('default', lang)}${colon} ${word}`]),
  ];
  return extra.length === 0 ? text(key, lang) : `${text(key, lang)} (${extra.join(lang === 'fr' ? ' ; ' : '; ')})`;
}

const termOf = (command: Command, lang: Lang): string =>
  [command.name, ...('verbs' in command ? [] : Object.values(command.arguments ?? {}).map((one) => shown(one, lang)))].join(' ');

/** `<file...>` where it is required, `[code]` where it is not. */
function shown({ name, many, optional, unless }: Argument, lang: Lang): string {
  const word = `${text(name, lang)}${many ? '...' : ''}`;
  return optional || unless !== undefined ? `[${word}]` : `<${word}>`;
}

function itemLine([term, description]: readonly [string, string], width: number): string {
  const room = WIDTH - width - 4;
  const lines = room < NARROWEST ? description : wrapped(description, room).replaceAll('\n', `\n${' '.repeat(width + 4)}`);
  return `  ${term.padEnd(width)}  ${lines}`;
}

/** A text in lines of `width` columns at the most, where its words allow. */
function wrapped(long: string, width: number): string {
  const lines: string[] = [];
  for (const word of long.match(/\s*\S+/g) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length <= width) lines[lines.length - 1] = last + word;
    else lines.push(word.trimStart());
  }
  return lines.join('\n');
}

/** The sentence for a wrong call: what is wrong, then where help is. A verb may say what to do instead. */
export function wrongText(program: Program, { command, path, lang }: Called, wrong: Wrong): string {
  const sentence = wrongSentence(wrong, lang);
  const colon = lang === 'fr' ? ' :' : ':';
  const remedies = 'remedies' in command ? command.remedies : undefined;
  if (remedies)
    return `${command.name}${colon} ${sentence}${remedies[wrong.key] ? text(remedies[wrong.key] ?? 'help', lang) : ''}`;
  const name = program.byNpm ? calledAs(program, path) : program.name;
  return `${name.replace(/ --$/, '')}${colon} ${sentence}. ${text('error.see-help', lang, name)}`;
}

function wrongSentence({ key, words = [], argument, expected }: Wrong, lang: Lang): string {
  const named = argument ? [text(argument.name, lang)] : words;
  const quoted = named.map((word) => (lang === 'fr' ? `« ${word} »` : `“${word}”`));
  const said = typeof expected === 'object' ? expected[lang] : expected;
  return `${text(key, lang, ...quoted)}${said ? text('error.expected', lang, said) : ''}`;
}
