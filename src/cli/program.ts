import { Command, Help, Option, type CommanderError } from 'commander';
import type { Lang } from '../../packages/base/src/language.ts';
import type { ExitCode } from '../host/exit.ts';
import { text, type TextKey } from '../messages/command-line.ts';

/** Takes the exit code of a verb that came to its end. */
export type End = (code: ExitCode) => void;

/** A verb: declares its command on the program; its work is loaded only when it runs. */
export type Verb = (program: Command, lang: Lang, end: End) => void;

/** The language asked for on the command line, known before commander reads it: help is written in it. */
export function langOf(argv: readonly string[]): Lang {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const value = argv[at]?.includes('=') ? argv[at].slice('--lang='.length) : argv[at + 1];
  return at >= 0 && value === 'en' ? 'en' : 'fr';
}

/** The command line, in the language asked for. Usage errors are thrown as CommanderError and written by `usageError`. */
export function program(lang: Lang, version: string, verbs: readonly Verb[], end: End): Command {
  const command = new Command('decp').description(text('program', lang)).version(version, '-V, --version', text('version', lang));
  inLanguage(command.helpCommand(false), text('help', lang), lang);
  for (const verb of verbs) verb(command, lang, end);
  for (const sub of command.commands) inLanguage(sub, text('help', lang), lang);
  return command;
}

/** Makes a command speak a language: `--lang`, `--help`, and errors that are thrown and not written. */
export function inLanguage(command: Command, help: string, lang: Lang): Command {
  command.helpOption('-h, --help', help).addOption(langOption(lang));
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.createHelp = () => helpIn(lang);
  return command;
}

const langOption = (lang: Lang): Option =>
  new Option('--lang <fr|en>', text('lang', lang)).choices(['fr', 'en']).default(lang, lang);

function helpIn(lang: Lang): Help {
  const help = new Help();
  const titles: Record<string, TextKey> = {
    'Usage:': 'usage',
    'Arguments:': 'arguments',
    'Options:': 'options',
    'Commands:': 'commands',
  };
  help.styleTitle = (title) => {
    const key = titles[title];
    return key ? text(key, lang) : title;
  };
  help.helpWidth = 100;
  help.commandUsage = (command) =>
    Help.prototype.commandUsage
      .call(help, command)
      .replace('[options]', `[${text('help.options', lang)}]`)
      .replace('[command]', `<${text('help.command', lang)}>`);
  help.subcommandTerm = (command) => Help.prototype.subcommandTerm.call(help, command).replace(' [options]', '');
  help.optionDescription = (option) => withDefault(option, lang);
  return help;
}

function withDefault(option: Option, lang: Lang): string {
  const extra: string[] = [];
  if (option.argChoices) extra.push(`${text('choices', lang)} : ${option.argChoices.join(', ')}`);
  if (option.defaultValue !== undefined)
    extra.push(`${text('default', lang)} : ${option.defaultValueDescription ?? String(option.defaultValue)}`);
  const all = extra.join(' ; ');
  return all === ''
    ? option.description
    : `${option.description} (${lang === 'fr' ? all : all.replaceAll(' :', ':').replaceAll(' ;', ';')})`;
}

const USAGE: Record<string, TextKey> = {
  'commander.unknownOption': 'error.unknown-option',
  'commander.unknownCommand': 'error.unknown-command',
  'commander.missingArgument': 'error.missing-argument',
  'commander.missingMandatoryOptionValue': 'error.missing-option',
  'commander.optionMissingArgument': 'error.missing-value',
  'commander.invalidArgument': 'error.invalid-value',
  'commander.excessArguments': 'error.excess-arguments',
};

/** The sentence for a wrong call of `command`, or undefined where the help was printed instead. */
export function usageError(error: CommanderError, lang: Lang, command: string): string | undefined {
  if (error.code === 'commander.help') return undefined;
  const name = command.replace(/ --$/, '');
  return `${name}${lang === 'fr' ? ' :' : ':'} ${usageSentence(error, lang)}. ${text('error.see-help', lang, command)}`;
}

/** What is wrong with a call, without full stop. */
export function usageSentence(error: CommanderError, lang: Lang): string {
  const key = USAGE[error.code];
  const named = [...error.message.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
  const values = error.code === 'commander.invalidArgument' ? [named[1] ?? '', named[0] ?? ''] : named;
  const sentence = key
    ? text(key, lang, ...values.map((value) => (lang === 'fr' ? `« ${value} »` : `“${value}”`)))
    : error.message;
  const hint = /is invalid\. (?:Allowed choices are )?(.+?)\.?$/.exec(error.message)?.[1];
  const expected = hint === undefined ? '' : text('error.expected', lang, hint);
  return `${sentence}${expected}`;
}
