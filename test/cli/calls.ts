import { FEDERATION } from '../../federation/src/cli/verbs.node.ts';
import type { Argument, Command, Option, Program, Verb } from '../../src/cli/verb.ts';
import { NPM_RUN } from '../../src/cli/maintenance.node.ts';
import { DECP } from '../../src/cli/verbs.node.ts';

export const PROGRAMS: readonly Program[] = [DECP, NPM_RUN, FEDERATION];

/** A verb of a program, with the names that lead to it. */
export type Declared = { program: Program; path: readonly string[]; verb: Verb };

/** Every verb of every program. */
export const VERBS: readonly Declared[] = PROGRAMS.flatMap((program) => verbsIn(program, program, []));

function verbsIn(program: Program, command: Command, path: readonly string[]): Declared[] {
  if (!('verbs' in command)) return [{ program, path, verb: command }];
  return command.verbs.flatMap((one) => verbsIn(program, one, [...path, one.name]));
}

/** Every group, that of all verbs included. */
export const GROUPS = [
  ...PROGRAMS.map((program) => ({ program, path: [] as string[] })),
  { program: DECP, path: ['release'] },
] as const;

export const optionsOf = ({ options = {} }: Verb): [key: string, option: Option][] => Object.entries(options);
export const argumentsOf = (verb: Verb): [key: string, argument: Argument][] => Object.entries(verb.arguments ?? {});

/** `--schema` of `--schema <version>`. */
export const nameOf = ({ flag }: Option): string => flag.split(' ', 1)[0] ?? '';

export const takesValue = ({ flag }: Option): boolean => flag.includes(' <');

/** Words that each kind reads, as a user may write them, with what they are read as. */
const GOOD: Record<NonNullable<Option['kind']>, [word: string, value: unknown][]> = {
  text: [
    ['next', 'next'],
    ['', ''],
    ['-x', '-x'],
    ['a=b', 'a=b'],
    ['é\u0000\n', 'é\u0000\n'],
    ['__proto__', '__proto__'],
  ],
  list: [
    ['a', ['a']],
    ['a,b', ['a', 'b']],
  ],
  pairs: [
    ['a=b', [{ field: 'a', value: 'b' }]],
    ['a = b=c', [{ field: 'a', value: 'b=c' }]],
  ],
  day: [['2026-12-31', '2026-12-31']],
  'whole-number': [
    ['0', 0],
    ['12', 12],
  ],
  port: [
    ['0', 0],
    ['65535', 65535],
  ],
  count: [['3', 3]],
  threads: [['2', 2]],
  rules: [
    ['none', { families: [], without: [] }],
    ['qualite,-montant', { families: ['qualite'], without: ['montant'] }],
    ['-montant', { families: ['droit', 'documentation', 'agregateur', 'qualite'], without: ['montant'] }],
    // The word of version 2.1.0 stands for the first two.
    ['reglementaire,droit', { families: ['droit', 'documentation'], without: [] }],
  ],
  scope: [['concession', 'concession']],
};

/** Words that each kind refuses. */
const BAD: Record<NonNullable<Option['kind']>, string[]> = {
  text: [],
  list: [],
  pairs: ['', 'a', '=b', 'a='],
  day: ['2026-02-30', '', 'demain', '2026-12-31\u0000'],
  'whole-number': ['-1', '1e3', '', 'dix', '٣'],
  port: ['65536', '99999', '-1', '', '80a'],
  count: ['0', '', '1'.repeat(13)],
  threads: ['3', '', '12'],
  rules: ['toString', '', 'qualite,', '-'],
  scope: ['lot', '', '__proto__'],
};

export const goodWords = ({ choices, kind = 'text' }: Option): [word: string, value: unknown][] =>
  choices ? choices.map((choice) => [choice, choice]) : GOOD[kind];

export const badWords = ({ choices, kind = 'text' }: Option): string[] =>
  choices ? ['toString', '', '__proto__', `${choices[0] ?? ''} `, (choices[0] ?? '').toUpperCase()] : BAD[kind];
