import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { helpText } from '../../src/cli/help.ts';
import { parse } from '../../src/cli/parse.ts';
import { type Option, verb } from '../../src/cli/verb.ts';
import { DECP } from '../../src/cli/verbs.node.ts';
import { EXIT, type ExitCode } from '../../src/host/exit.ts';
import { SITE_GUIDES } from '../docs/walkthrough/guide.ts';
import { readJsonFile, readText, ROOT } from '../support/engine.ts';
import { argumentsOf, type Declared, goodWords, GROUPS, nameOf, optionsOf, PROGRAMS, takesValue, VERBS } from './calls.ts';

const NAMED = VERBS.map((declared) => [[declared.program.name, ...declared.path].join(' '), declared] as const);

/** What the help of a verb says, one line an item. */
const helpOf = ({ program, path, verb: command }: Pick<Declared, 'program' | 'path' | 'verb'>, lang: 'fr' | 'en') =>
  helpText(program, { command, path, lang });

describe.each(NAMED)('%s', (_, declared) => {
  const own = optionsOf(declared.verb);
  const args = argumentsOf(declared.verb);

  test('each option is named once, apart from those that every verb knows, and its default is a value of it', () => {
    const names = own.map(([, option]) => nameOf(option));
    expect(new Set([...names, '--lang', '--help', '--version', '-h', '-V']).size).toBe(names.length + 5);
    for (const [key, option] of own) {
      expect(option.flag).toMatch(/^--[a-z]+(-[a-z]+)*( <[a-z|=]+>)?$/);
      expect(key).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
      if (option.default !== undefined) expect(valueOf(declared, key, option.default)).toBeDefined();
    }
    const keys = [...own.map(([key]) => key), ...args.map(([key]) => key), 'lang'];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('only its last arguments may be left out or given several times, and what it names is there', () => {
    const optional = args.map(([, argument]) => argument.optional === true || argument.unless !== undefined);
    expect(optional).toEqual(optional.toSorted((a, b) => Number(a) - Number(b)));
    expect(args.slice(0, -1).some(([, { many }]) => many)).toBe(false);
    const { together } = declared.verb;
    const named = [...args.flatMap(([, { unless }]) => unless ?? []), ...(together?.options ?? []), ...(together?.without ?? [])];
    expect(own.map(([key]) => key)).toEqual(expect.arrayContaining(named));
  });

  test.each(['fr', 'en'] as const)(
    'its help names each argument and each option, with its choices and its default (%s)',
    (lang) => {
      const help = helpOf(declared, lang).replaceAll(/\s+/g, ' ');
      for (const [, option] of own) {
        expect(help).toContain(` ${option.flag} `);
        for (const word of [option.choices?.join(', '), option.default]) if (word !== undefined) expect(help).toContain(word);
      }
    },
  );

  test('its handler is there', async () => {
    expect(await declared.verb.load()).toBeInstanceOf(Function);
  });
});

const valueOf = ({ program, path }: Declared, key: string, word: string): unknown => {
  const option = VERBS.find((one) => one.program === program && one.path.join() === path.join())?.verb.options?.[key];
  const call = parse(
    { ...program, verbs: [verb({ name: 'x', text: 'lang', options: { it: option as Option }, load: nothing })] },
    ['x', `${option ? nameOf(option) : ''}=${word}`],
  );
  return call.asks === 'verb' ? call.values['it'] : undefined;
};

const nothing = () => Promise.resolve((_: { it?: unknown }) => Promise.resolve(EXIT.conforming));

describe('what the programs say of themselves', () => {
  const commands = [
    ...GROUPS.map((group) => ({ ...group, words: group.path })),
    ...VERBS.map((one) => ({ ...one, words: one.path })),
  ];

  test.each(PROGRAMS.flatMap((program) => (['fr', 'en'] as const).map((lang) => [program.name, lang, program] as const)))(
    'the help of %s, whole (%s)',
    async (name, lang, program) => {
      const pages = commands
        .filter((one) => one.program === program)
        .map(({ words }) => {
          const call = parse(program, [...words, '--lang', lang, '--help']);
          return `$ ${[name, ...words].join(' ')} --help\n${helpText(program, call)}`;
        });
      await expect(pages.join('\n')).toMatchFileSnapshot(`../golden/help/${name.replace(' ', '-')}.${lang}.txt`);
    },
  );

  test('each command of maintainers is a script of package.json', () => {
    const { scripts } = readJsonFile('package.json') as { scripts: Record<string, string> };
    for (const { program, path } of VERBS.filter(({ program: { byNpm } }) => byNpm)) {
      const [name = ''] = path;
      expect(program.name).toBe('npm run');
      expect(scripts[name]).toContain(`tsx scripts/npm-run.ts ${name}`);
    }
    const called = Object.values(scripts).flatMap((script) =>
      [...script.matchAll(/scripts\/npm-run\.ts (\S+)/g)].map(([, word]) => word),
    );
    const names = VERBS.filter(({ program }) => program.byNpm).map(({ path: [name] }) => name);
    expect(names).toEqual(expect.arrayContaining(called));
  });
});

describe('an option of the table is known to all that speak of it', () => {
  const guides = readdirSync(`${ROOT}docs-site/guides`).map((name) => `docs-site/guides/${name}`);
  const pages = ['README.md', 'CONTRIBUTING.md', 'GOVERNANCE.md', ...guides].map(readText).join('\n');

  test.each(
    VERBS.filter(({ program }) => program === DECP).flatMap(({ path, verb: one }) =>
      optionsOf(one).map(([, option]) => [path.join(' '), nameOf(option)] as const),
    ),
  )('%s %s is in the documentation', (_, name) => {
    expect(new RegExp(`${name}(?![\\w-])`).test(pages), `${name}: no page names it`).toBe(true);
  });

  test.each(Object.values(SITE_GUIDES).map((folder) => `${folder}/controle.md`))(
    '%s lists the options of validate, those and no others',
    (page) => {
      const listed = [...readText(page).matchAll(/^\| `(--[a-z-]+)(?: <[^>]+>)?` +\|/gm)].map(([, name]) => name);
      const validate = VERBS.find(({ verb: { name } }) => name === 'validate')?.verb;
      if (!validate) throw new Error('there is no verb validate');
      const names = [...optionsOf(validate).map(([, option]) => nameOf(option)), '--help', '--lang'];
      expect(new Set(listed)).toEqual(new Set(names));
      expect(listed).toHaveLength(names.length);
    },
  );

  test('one more entry is enough for help, for the parser and for the type of what the handler is given', async () => {
    const given: unknown[] = [];
    const more = verb({
      name: 'more',
      text: 'validate',
      arguments: { file: { name: 'help.file', text: 'validate.files' } },
      options: {
        depth: { flag: '--depth <n>', text: 'validate.max', kind: 'whole-number', default: '3' },
        form: { flag: '--form <form>', text: 'validate.format', choices: ['a', 'b'] },
        quick: { flag: '--quick', text: 'explain.list' },
      },
      load: () =>
        Promise.resolve((call: { file: string; depth: number; form?: 'a' | 'b'; quick?: true; lang: string }) => {
          given.push(call);
          return Promise.resolve(EXIT.findings);
        }),
    });
    const program = { ...DECP, verbs: [more] };
    const call = parse(program, ['more', 'x.json', '--form=b', '--quick']);
    if (call.asks !== 'verb') throw new Error('the call is whole');
    expect(await (await call.verb.load())(call.values as never)).toBe(EXIT.findings);
    expect(given).toEqual([{ file: 'x.json', depth: 3, form: 'b', quick: true, lang: 'fr' }]);
    expect(helpText(program, { command: more, path: ['more'], lang: 'en' })).toMatch(
      /^ {2}--form <form> +form of the report \(choices: a, b\)$/m,
    );
  });

  test('a handler that wants what its entry does not give, or leaves out some of it, is refused by the compiler', () => {
    const text = 'validate' as const;
    const options = { depth: { flag: '--depth <n>', text, kind: 'whole-number' } } as const;
    const load = () => Promise.resolve(() => Promise.resolve(EXIT.conforming));
    type Load<C> = () => Promise<(call: C) => Promise<ExitCode>>;
    type Depth = { depth?: number };
    // @ts-expect-error -- the option may be left out
    verb({ name: 'x', text, options, load: load as Load<{ depth: number }> });
    // @ts-expect-error -- it is a number
    verb({ name: 'x', text, options, load: load as Load<{ depth?: string }> });
    // @ts-expect-error -- there is no such option
    verb({ name: 'x', text, options, load: load as Load<Depth & { width: number }> });
    // @ts-expect-error -- there is no such option, and the handler would never be given one
    verb({ name: 'x', text, options, load: load as Load<Depth & { width?: number }> });
    // @ts-expect-error -- the option would be ignored
    verb({ name: 'x', text, options, load: load as Load<{ lang: string }> });
    // @ts-expect-error -- the option would be ignored
    verb({ name: 'x', text, options, load });
    // @ts-expect-error -- the argument would be ignored
    verb({ name: 'x', text, options, arguments: { file: { name: text, text } }, load: load as Load<Depth> });
    verb({
      name: 'x',
      text,
      options,
      load: () => Promise.resolve((_: Depth & { lang: 'fr' | 'en' }) => Promise.resolve(EXIT.conforming)),
    });
    verb({ name: 'x', text, options, load: () => Promise.resolve((_: Depth) => Promise.resolve(EXIT.conforming)) });
    verb({ name: 'x', text, load });
  });
});

test('every kind of value has words to be tried with', () => {
  for (const { verb: one } of VERBS)
    for (const [, option] of optionsOf(one)) if (takesValue(option)) expect(goodWords(option).length).toBeGreaterThan(0);
});
