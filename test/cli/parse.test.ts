import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrongText } from '../../src/cli/help.ts';
import { parse, type Parsed } from '../../src/cli/parse.ts';
import type { Option, Program, Verb } from '../../src/cli/verb.ts';
import { DECP } from '../../src/cli/verbs.node.ts';
import {
  argumentsOf,
  badWords,
  type Declared,
  goodWords,
  GROUPS,
  nameOf,
  optionsOf,
  PROGRAMS,
  takesValue,
  VERBS,
} from './calls.ts';
import { anyCharacter } from '../support/any-character.ts';

/** A call of a verb that is whole: all that it requires, with other words in between. */
const whole = ({ path, verb }: Declared, ...words: string[]): string[] => {
  const given = new Set(words.map((word) => word.split('=', 1)[0]));
  const needed = optionsOf(verb).filter(([, option]) => option.required && !given.has(nameOf(option)));
  const others = { together: verb.together };
  const partners = (others.together?.options ?? []).filter((key) => {
    const flags = optionsOf(verb).filter(([name]) => others.together?.options.includes(name));
    return flags.some(([, option]) => given.has(nameOf(option))) && !given.has(nameOf(optionOf(verb, key)));
  });
  const companions = optionsOf(verb).flatMap(([, option]) =>
    option.only && given.has(nameOf(option)) ? [nameOf(optionOf(verb, option.only[0])), option.only[1]] : [],
  );
  const args = argumentsOf(verb).filter(
    ([, { optional, unless }]) => !optional && (unless === undefined || !given.has(nameOf(optionOf(verb, unless)))),
  );
  return [
    ...path,
    ...words,
    ...needed.flatMap(([, option]) => [nameOf(option), anyOf(option)]),
    ...companions,
    ...partners.flatMap((key) => [nameOf(optionOf(verb, key)), 'next']),
    ...args.map(([key]) => `${key}.json`),
  ];
};

/** A value that an option takes. */
const anyOf = ({ choices }: Option): string => choices?.[0] ?? 'main';

const optionOf = (verb: Verb, key: string) => {
  const option = verb.options?.[key];
  if (!option) throw new Error(`${verb.name} has no option ${key}`);
  return option;
};

const valuesOf = (program: Program, argv: readonly string[]): Readonly<Record<string, unknown>> => {
  const call = parse(program, argv);
  if (call.asks !== 'verb') throw new Error(`${argv.join(' ')} asks for ${JSON.stringify(call)}`);
  return call.values;
};

const sentence = (program: Program, argv: readonly string[]): string => {
  const call = parse(program, argv);
  return call.asks === 'wrong' ? wrongText(program, call, call.wrong) : `not wrong: ${call.asks}`;
};

const EACH = VERBS.flatMap((declared) =>
  optionsOf(declared.verb).map(([key, option]) => [`${declared.path.join(' ')} ${nameOf(option)}`, declared, key] as const),
);

describe.each(EACH)('%s', (_, declared, key) => {
  const { program, verb } = declared;
  const option = optionOf(verb, key);
  const name = nameOf(option);
  if (!takesValue(option)) {
    test('is given or not, and takes no value', () => {
      expect(valuesOf(program, whole(declared))).not.toHaveProperty(key);
      expect(valuesOf(program, whole(declared, name))[key]).toBe(true);
      expect(valuesOf(program, whole(declared, name, name))[key]).toBe(true);
      expect(parse(program, whole(declared, `${name}=true`))).toMatchObject({
        asks: 'wrong',
        wrong: { key: 'error.unknown-option', words: [`${name}=true`] },
      });
    });
    return;
  }

  test.each(goodWords(option))('holds %j in either form, before the arguments and after them', (word, value) => {
    for (const words of [[name, word], [`${name}=${word}`]]) {
      const argv = whole(declared, ...words);
      expect(valuesOf(program, argv)[key]).toEqual(value);
      const own = argv.slice(declared.path.length + words.length);
      expect(valuesOf(program, [...declared.path, ...own, ...words])[key]).toEqual(value);
    }
  });

  test.each(badWords(option))('refuses %j, and says what is expected', (word) => {
    for (const words of [[name, word], [`${name}=${word}`]]) {
      expect(parse(program, whole(declared, ...words))).toMatchObject({
        asks: 'wrong',
        wrong: { key: 'error.invalid-value', words: [word, option.flag] },
      });
      expect(sentence(program, whole(declared, ...words))).toMatch(/ » ; attendu : [^.]/);
      const english = sentence(program, whole(declared, ...words, '--lang', 'en'));
      expect(english).toMatch(/”; expected: [^.]/);
      expect(english).not.toContain('AAAA');
    }
  });

  test('given again: the last one counts, and lists are added up', () => {
    const words = goodWords(option);
    const [first, one] = words[0] ?? ['', ''];
    const [last, other] = words.at(-1) ?? ['', ''];
    const both = valuesOf(program, whole(declared, name, first, `${name}=${last}`))[key];
    expect(both).toEqual(
      option.kind === 'list' || option.kind === 'pairs' ? [...(one as string[]), ...(other as string[])] : other,
    );
  });

  test('needs a value: the end of the call, `--` and the name of another option are none', () => {
    for (const next of [[], ['--', 'a.json'], ['--lang', 'fr'], ['--lang=fr'], ['--help'], [name, 'x']])
      expect(parse(program, [...declared.path, name, ...next])).toMatchObject({
        asks: 'wrong',
        wrong: { key: 'error.missing-value', words: [option.flag] },
      });
  });

  test('is not known by a name that is only near', () => {
    for (const near of [name.slice(0, -1), `${name}s`, name.toUpperCase(), name.slice(1), `${name} `])
      if (!optionsOf(verb).some(([, known]) => nameOf(known) === near))
        expect(parse(program, whole(declared, near))).toMatchObject({
          asks: 'wrong',
          wrong: { key: 'error.unknown-option', words: [near] },
        });
  });

  test(option.default === undefined ? 'is left out where it is not given' : 'has its default where it is not given', () => {
    const values = valuesOf(program, whole({ ...declared, verb }));
    if (option.required) expect(values[key]).toBe(anyOf(option));
    else if (option.default === undefined) expect(values).not.toHaveProperty(key);
    else expect(values[key]).toEqual(valuesOf(program, whole(declared, name, option.default))[key]);
  });
});

describe.each(VERBS.map((declared) => [declared.path.join(' '), declared] as const))('%s', (_, declared) => {
  const { program, path, verb } = declared;
  const named = argumentsOf(verb);

  const required = optionsOf(verb).flatMap(([, option]) => (option.required ? [nameOf(option), anyOf(option)] : []));

  test('takes its arguments in their order, and no more', () => {
    const values = valuesOf(program, whole(declared));
    for (const [key, { many, optional }] of named)
      if (!optional) expect(values[key]).toEqual(many ? [`${key}.json`] : `${key}.json`);
    const tooMany = [...path, ...Array.from({ length: named.length + 1 }, (_one, i) => `${i}`)];
    const call = parse(program, [...tooMany, ...required]);
    if (named.some(([, { many }]) => many)) expect(call.asks).toBe('verb');
    else expect(call).toMatchObject({ asks: 'wrong', wrong: { key: 'error.excess-arguments' } });
  });

  test('takes `-`, and after `--` what looks like an option, for arguments', () => {
    const [[key, argument] = []] = named;
    if (key === undefined) return;
    const rest = named.slice(1).map(([other]) => other);
    for (const [word, argv] of [
      ['-', ['-', ...rest]],
      ['--help', ['--', '--help', ...rest]],
      ['--', ['--', '--', ...rest]],
      ['', ['', ...rest]],
    ] as const)
      expect(valuesOf(program, [...path, ...required, ...argv])[key]).toEqual(argument?.many ? [word] : word);
  });

  test('asks for help wherever it is asked for, unless a value is wrong', () => {
    for (const help of ['-h', '--help']) {
      expect(parse(program, [...path, help])).toMatchObject({ asks: 'help', command: verb });
      expect(parse(program, [...path, '--no-such-option', 'a', 'b', 'c', help])).toMatchObject({ asks: 'help', command: verb });
      expect(parse(program, [...path, '--lang', 'de', help]).asks).toBe('wrong');
    }
    expect(parse(program, [...path, '--', '--help']).asks).not.toBe('help');
  });

  test('speaks the language asked for, in what is wrong too', () => {
    for (const lang of ['fr', 'en'] as const)
      for (const words of [['--lang', lang], [`--lang=${lang}`], ['--lang', 'fr', '--lang', lang]]) {
        expect(valuesOf(program, whole(declared, ...words))['lang']).toBe(lang);
        expect(parse(program, [...path, '--no-such-option', ...words])).toMatchObject({ asks: 'wrong', lang });
      }
    expect(parse(program, [...path, '--lang', 'de'])).toMatchObject({ asks: 'wrong', lang: 'fr' });
  });

  test('misses the first of what it requires', () => {
    const call = parse(program, path);
    const required = optionsOf(verb).find(([, option]) => option.required);
    if (required) expect(call).toMatchObject({ wrong: { key: 'error.missing-option', words: [required[1].flag] } });
    else if (named.some(([, { optional }]) => !optional))
      expect(call).toMatchObject({ wrong: { key: 'error.missing-argument' } });
    else expect(call.asks).toBe('verb');
  });
});

describe('options that go together, or stand for arguments', () => {
  test.each([
    [['impact', 'a.json', '--from', '2.0.2'], 'les options --from et --to vont ensemble'],
    [['impact', 'a.json', '--to', '2.0.2'], 'les options --from et --to vont ensemble'],
    [['impact', 'a.json', '--from', 'a', '--to', 'b', '--date', '2026-12-31'], 'sans --schema ni --date'],
    [['diff', '--latest', 'a'], "il y a trop d'arguments"],
    [['diff'], "il manque l'argument « après »"],
    [['diff', 'a'], "il manque l'argument « après »"],
    [['convert'], "il manque l'argument « entrée »"],
    [['convert', 'a'], "il manque l'argument « sortie »"],
    [['validate', 'a', '--dialect', 'excel'], "l'option « --dialect <dialect> » ne va qu'avec « --format csv »"],
    [['validate', 'a', '--dialect', 'excel', '--format', 'json'], "ne va qu'avec « --format csv »"],
  ])('%j', (argv, words) => {
    expect(sentence(DECP, argv)).toContain(words);
  });

  test.each([
    [['validate', 'a', '--dialect', 'excel', '--format=csv']],
    [['diff', '--latest']],
    [['diff', 'a', 'b']],
    [['impact', 'a', '--from', 'a', '--to', 'b']],
    [['impact', 'a']],
  ])('%j is whole', (argv) => {
    expect(parse(DECP, argv).asks).toBe('verb');
  });
});

describe('what is no verb', () => {
  test.each(GROUPS.map((group) => [[group.program.name, ...group.path].join(' '), group] as const))(
    'of %s',
    (_, { program, path }) => {
      expect(parse(program, path)).toMatchObject({ asks: 'nothing', path });
      expect(parse(program, [...path, '--lang', 'en'])).toMatchObject({ asks: 'nothing', lang: 'en' });
      expect(parse(program, [...path, '--help'])).toMatchObject({ asks: 'help', path });
      for (const word of ['bogus', 'toString', '__proto__', 'constructor', '', '-', 'VALIDATE', 'help'])
        expect(parse(program, [...path, word])).toMatchObject({ wrong: { key: 'error.unknown-command', words: [word] } });
      expect(parse(program, [...path, '--bogus', 'validate', 'a.json'])).toMatchObject({
        wrong: { key: 'error.unknown-option', words: ['--bogus'] },
      });
    },
  );

  test('the version is that of decp, wherever it is asked for', () => {
    for (const version of ['-V', '--version'])
      for (const argv of [[version], ['validate', version], ['validate', '--date', 'x', version], ['bogus', version, '--help']])
        expect(parse(DECP, argv)).toMatchObject({ asks: 'version' });
    expect(parse(DECP, ['validate', '--', '--version'])).toMatchObject({ asks: 'verb', values: { files: ['--version'] } });
    for (const { program, path, verb } of VERBS.filter(({ program: one }) => one.byNpm))
      if (!optionsOf(verb).some(([, { required }]) => required))
        expect(parse(program, [...path, '--version'])).toMatchObject({ wrong: { key: 'error.unknown-option' } });
  });
});

describe('hostile calls', () => {
  test.each([
    ['a word of a megabyte', 'x'.repeat(1 << 20)],
    ['an option of a megabyte', `--${'x'.repeat(1 << 20)}`],
    ['a NUL', '--\u0000'],
    ['a lone surrogate', '--\ud800'],
    ['many equals', '--==='],
    ['a short option with a value', '-x=y'],
    ['three hyphens', '---'],
    ['an option of an option', '--schema--format'],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'].flatMap((key): [string, string][] => [
      [`--${key}`, `--${key}`],
      [`--${key}=1`, `--${key}=1`],
    ]),
  ])('%s is one word, and no option', (_, word) => {
    const call = parse(DECP, ['validate', 'a.json', word]);
    if (word.startsWith('-'))
      // Its value may be a secret.
      expect(call).toMatchObject({
        asks: 'wrong',
        wrong: { key: 'error.unknown-option', words: [word.replace(/^(--[^=]*=).*/s, '$1…')] },
      });
    else expect(call).toMatchObject({ asks: 'verb', values: { files: ['a.json', word] } });
  });

  const known = PROGRAMS.flatMap(({ verbs }) => verbs.map(({ name }) => name));
  const flags = VERBS.flatMap(({ verb }) => optionsOf(verb).map(([, option]) => nameOf(option)));
  const word = fc.oneof(
    fc.constantFrom(
      ...known,
      'plan',
      'verify',
      ...flags,
      '--lang',
      'fr',
      'en',
      '--',
      '-',
      '',
      '-h',
      '--help',
      '-V',
      '--rules=none',
    ),
    fc.constantFrom('a.json', 'next', 'json', '2026-12-31', '2', 'none', '-x', '--lang=en', '__proto__', '--__proto__=x'),
    fc.string({ unit: anyCharacter }),
    fc.string().map((end) => `--${end}`),
  );
  const argv = fc.array(word, { maxLength: 9 });
  const program = fc.constantFrom(...PROGRAMS);

  test('whatever the words, a call asks for one thing, is never thrown at, and makes no other object than its own', () => {
    fc.assert(
      fc.property(program, argv, (one, words) => {
        const call: Parsed = parse(one, words);
        expect(['verb', 'version', 'help', 'nothing', 'wrong']).toContain(call.asks);
        expect(['fr', 'en']).toContain(call.lang);
        if (call.asks === 'wrong') expect(wrongText(one, call, call.wrong).length).toBeGreaterThan(10);
        if (call.asks === 'verb') {
          const declared = ['lang', ...optionsOf(call.verb).map(([key]) => key), ...argumentsOf(call.verb).map(([key]) => key)];
          expect(declared).toEqual(expect.arrayContaining(Object.keys(call.values)));
          expect(Object.getPrototypeOf(call.values)).toBe(Object.prototype);
        }
      }),
      { numRuns: 3000 },
    );
    expect({}).not.toHaveProperty('x');
  });

  test('what is read is read again from a call that is written out of it', () => {
    fc.assert(
      fc.property(argv, (words) => {
        const call = parse(DECP, ['validate', ...words]);
        if (call.asks !== 'verb') return;
        const { files, lang, rules, ...values } = call.values as {
          files: string[];
          lang: string;
          rules: { families: string[]; without: string[] };
        };
        const flagsOf = Object.entries(values).map(([key, value]) => {
          const name = nameOf(optionOf(call.verb, key));
          return value === true ? name : `${name}=${String(value)}`;
        });
        const families = [...rules.families, ...rules.without.map((id) => `-${id}`)].join(',') || 'none';
        const again = ['validate', ...flagsOf, `--rules=${families}`, `--lang=${lang}`, '--', ...files];
        expect(parse(DECP, again)).toEqual(call);
      }),
      { numRuns: 2000 },
    );
  });
});
