import type { Lang } from '../../packages/base/src/language.ts';
import type { ExitCode } from '../host/exit.ts';
import type { TextKey, UsageKey } from './texts.ts';
import type { KindName, ValueOfKind } from './values.ts';

/** An option, as the table of verbs declares it: what is read, what help shows, and the type that the handler is given follow from it. */
export type Option = {
  /** As help shows it: `--max-findings <n>`. Without `<…>` it takes no value, and holds `true` where it is given. */
  flag: string;
  text: TextKey;
  /** How its value is read; as it is given where this is not said. */
  kind?: KindName;
  /** The only values. */
  choices?: readonly string[];
  /** The word that counts where the option is not given. */
  default?: string;
  required?: true;
};

/** An argument, named in the language of the call. Each is required unless it says otherwise. */
export type Argument = {
  name: TextKey;
  text: TextKey;
  optional?: true;
  /** One or more; the last argument of its verb. */
  many?: true;
  /** The option that stands in its place: with it the argument is refused, without it required. */
  unless?: string;
};

export type Options = Readonly<Record<string, Option>>;
export type Arguments = Readonly<Record<string, Argument>>;

/** Options that are given together or not at all, and without some others; `text` says so. */
type Together = { options: readonly string[]; without: readonly string[]; text: UsageKey };

type Declared<A extends Arguments, O extends Options, C> = {
  name: string;
  text: TextKey;
  /** By the name that the handler is given them under; in the order of the call. */
  arguments?: A;
  options?: O;
  together?: Together;
  /** Whether the handler itself decides how memory is used; otherwise it is kept low. */
  ownMemory?: true;
  /** What its help says of `--help`, where it is no verb of `decp`. */
  help?: TextKey;
  /** Shown below its help. */
  example?: TextKey;
  /** What to do about a wrong call, where that is not to look at its help. */
  remedies?: Partial<Record<UsageKey, TextKey>>;
  /** Gives the handler, which gives the exit code. What it needs is loaded only then. */
  load: () => Promise<(call: C) => Promise<ExitCode>>;
};

/** What a handler is given: arguments and options by name, and the language of the call. */
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

/** A verb: what a call of it looks like, and what does its work. */
export type Verb = Declared<Arguments, Options, never>;

/** A verb that has verbs of its own, as `decp release`, and as `decp` itself. */
type Group = { name: string; text: TextKey; verbs: readonly Command[] };

export type Command = Verb | Group;

/** What the table and what its handler takes (`C`) do not share: a key that only one of the two knows. A handler need not know the language. */
type Apart<A extends Arguments, O extends Options, C> =
  | Exclude<keyof A | keyof O, keyof C>
  | Exclude<keyof C, keyof A | keyof O | 'lang'>;

/** Declares a verb. The compiler refuses a handler that wants what its entry does not give, that leaves out an option, or that names another. */
// oxlint-disable typescript/no-generated-empty-object-type -- a verb that declares no arguments or options gives none
export const verb = <
  const A extends Arguments = Record<never, never>,
  const O extends Options = Record<never, never>,
  C = unknown,
>(
  declared: Declared<A, O, C> &
    (Call<A, O> extends C ? unknown : { load: { gives: Call<A, O> } }) &
    ([Apart<A, O, C>] extends [never] ? unknown : { load: { apart: Apart<A, O, C> } }),
): Verb => declared;
// oxlint-enable typescript/no-generated-empty-object-type

/** A program: what reads a call, and gives the help, begins here. `byNpm`: each of its verbs is a script of package.json, called by `npm run`. */
export type Program = Group & { byNpm?: true };

/** What every verb knows. */
export const LANG: Option = { flag: '--lang <fr|en>', text: 'lang', choices: ['fr', 'en'] };
export const HELP: Option = { flag: '-h, --help', text: 'help' };

/** What `decp` knows besides, wherever it stands. */
export const VERSION: Option = { flag: '-V, --version', text: 'version' };
