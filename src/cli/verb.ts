import type { Lang } from '../../packages/base/src/language.ts';
import type { ExitCode } from '../host/exit.ts';
import type { TextKey, UsageKey } from './texts.ts';
import type { KindName, ValueOfKind } from './values.ts';

/** An option in the table of verbs. Parsing, help and the type that the handler gets are derived from it. */
export type Option = {
  /** As in help: `--max-findings <n>`. Without `<…>` it takes no value, and is `true` where it is given. */
  flag: string;
  text: TextKey;
  /** How its value is parsed; by default it is a text. */
  kind?: KindName;
  /** The values allowed. */
  choices?: readonly string[];
  /** The default value, as it would be written on the command line. */
  default?: string;
  required?: true;
  /** The only value of another option, such as `--format csv`, with which it may be given. */
  only?: readonly [option: string, value: string];
};

/** A positional argument, whose name is a text in the language of the call. Required unless `optional` or `unless` is given. */
export type Argument = {
  name: TextKey;
  text: TextKey;
  optional?: true;
  /** One or more; the last argument of its verb. */
  many?: true;
  /** The option that replaces it: with that option the argument is refused, without it required. */
  unless?: string;
};

export type Options = Readonly<Record<string, Option>>;
export type Arguments = Readonly<Record<string, Argument>>;

/** Options that must be given all or none, and never with those of `without`; `text` is the error. */
type Together = { options: readonly string[]; without: readonly string[]; text: UsageKey };

type Declared<A extends Arguments, O extends Options, C> = {
  name: string;
  text: TextKey;
  /** By the name that the handler uses, in the order of the call. */
  arguments?: A;
  options?: O;
  together?: Together;
  /**
   * The handler sets the flags of V8's memory, or works best with its defaults, as what makes much of a model; otherwise memory is kept low, whatever the size of a
   * file.
   */
  ownMemory?: true;
  /** The handler writes to standard output by `openOutput` only, which is faster than to open it as a stream for each call. */
  ownOutput?: true;
  /** The description of `--help`, where it is not the usual one. */
  help?: TextKey;
  /** An example, shown at the end of the help. */
  example?: TextKey;
  /** Remedies for errors in a call, instead of a pointer to the help. */
  remedies?: Partial<Record<UsageKey, TextKey>>;
  /** Loads the handler on demand. The handler returns the exit code. */
  load: () => Promise<(call: C) => Promise<ExitCode>>;
};

/** What a handler receives: arguments and options by name, and the language of the call. */
type Call<A extends Arguments, O extends Options> = { lang: Lang } & {
  [K in keyof A as A[K] extends { optional: true } | { unless: string } ? never : K]: A[K] extends { many: true }
    ? string[]
    : string;
} & {
  [K in keyof A as A[K] extends { optional: true } | { unless: string } ? K : never]?: A[K] extends { many: true }
    ? string[]
    : string;
} & {
  [K in keyof O as O[K] extends { default: string } | { required: true } ? K : never]: ValueOf<O[K]>;
} & { [K in keyof O as O[K] extends { default: string } | { required: true } ? never : K]?: ValueOf<O[K]> };

type ValueOf<O extends Option> = O extends { choices: readonly (infer C)[] }
  ? C
  : O extends { kind: infer K extends KindName }
    ? ValueOfKind<K>
    : O['flag'] extends `${string} <${string}`
      ? string
      : true;

/** A verb: its arguments and options, and its handler. */
export type Verb = Declared<Arguments, Options, never>;

/** A command with verbs of its own, such as `decp release`, or `decp` itself. */
type Group = { name: string; text: TextKey; verbs: readonly Command[] };

export type Command = Verb | Group;

/** The keys that only the entry of the table or only the call of its handler (`C`) has. A handler need not take the language. */
type Unshared<A extends Arguments, O extends Options, C> =
  | Exclude<keyof A | keyof O, keyof C>
  | Exclude<keyof C, keyof A | keyof O | 'lang'>;

/** Declares a verb. The compiler refuses a handler whose parameter does not have exactly the arguments and options of the entry. */
// oxlint-disable typescript/no-generated-empty-object-type -- a verb that declares no arguments or options gives none
export const verb = <
  const A extends Arguments = Record<never, never>,
  const O extends Options = Record<never, never>,
  C = unknown,
>(
  declared: Declared<A, O, C> &
    (Call<A, O> extends C ? unknown : { load: { gives: Call<A, O> } }) &
    ([Unshared<A, O, C>] extends [never] ? unknown : { load: { unshared: Unshared<A, O, C> } }),
): Verb => declared;
// oxlint-enable typescript/no-generated-empty-object-type

/**
 * The root of a table of verbs. `byNpm`: each of its verbs is a script of package.json, called by `npm run`, with V8's own memory. `help`: the description of `--help`, where it is not
 * that of `decp`.
 */
export type Program = Group & { byNpm?: true; help?: TextKey };

/** Options of every verb. */
export const LANG: Option = { flag: '--lang <fr|en>', text: 'lang', choices: ['fr', 'en'] };
export const HELP: Option = { flag: '-h, --help', text: 'help' };

/** An option of `decp`, accepted anywhere in the call. */
export const VERSION: Option = { flag: '-V, --version', text: 'version' };
