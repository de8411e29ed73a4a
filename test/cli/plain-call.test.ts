import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainCall, type PlainCall } from '../../src/cli/plain-call.node.ts';
import { langOf, program } from '../../src/cli/program.ts';
import { allRules } from '../../src/validate/load-rules.node.ts';
import { validateVerb } from '../../scripts/validate.ts';
import type { AskedRules } from '../../src/cli/arguments.ts';

type Opts = Omit<PlainCall['options'], 'rules'> & { rules: AskedRules; date?: string };

/** The same call as the command line reads it; undefined where it refuses. */
function read(argv: readonly string[]): PlainCall | undefined {
  const command = program(langOf(argv), '0.0.0', [validateVerb], () => undefined);
  let call: PlainCall | undefined;
  command.commands[0]?.action((files: string[], { rules, date, ...options }: Opts) => {
    call = { files, options: { ...options, rules: rules.families.length === 0 ? undefined : { ...allRules(date), ...rules } } };
  });
  try {
    command.parse([...argv], { from: 'user' });
  } catch {
    return undefined;
  }
  return call;
}

const DATE = ['--date', '2026-12-31'];

describe('a plain call is read as the command line reads it', () => {
  test.each([
    [['a.json', ...DATE]],
    [['a.json', '-', 'b.xml', ...DATE, '--lang', 'en']],
    [['--rules', 'none', 'a.json']],
    [['--schema', '2.0.3', 'a.json', '--format', 'json', '--output', 'out.json', '--max-findings', '0', ...DATE]],
    [['--threads', '2', 'a.json', '--rules', 'none']],
  ])('%j', (args) => {
    const call = plainCall(['validate', ...args]);
    expect(call).toBeDefined();
    expect(call).toEqual(read(['validate', ...args]));
  });

  const word = fc.constantFrom(
    ...[
      'a.json',
      '-',
      '',
      '--',
      '-h',
      '--help',
      'help',
      '--schema',
      '--format',
      '--rules',
      '--date',
      '--output',
      '--max-findings',
      '--threads',
    ],
    ...[
      '--lang',
      '--lang=en',
      'none',
      'qualite',
      '-x',
      'text',
      'json',
      'toString',
      '2026-02-30',
      '2026-02-28',
      '12',
      '1e3',
      'fr',
      'en',
    ],
  );
  test('whatever the words: what it reads, both read alike', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (words) => {
        const argv = ['validate', ...words, ...(words.includes('--date') ? [] : DATE)];
        const call = plainCall(argv);
        if (call) expect(call).toEqual(read(argv));
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  [['explain', 'schema.enum']],
  [['validate']],
  [['validate', 'a.json', '--help']],
  [['validate', 'a.json', '--schema']],
  [['validate', 'a.json', '--schema', '2.0.3', '--schema', '2.0.2']],
  [['validate', 'a.json', '--rules', 'qualite']],
  [['validate', 'a.json', '--format', 'toString']],
  [['validate', 'a.json', '--date', '2026-02-30']],
  [['validate', 'a.json', '--max-findings', 'dix']],
  [['validate', 'a.json', '--lang=en']],
])('%j is left to the command line', (argv) => {
  expect(plainCall(argv)).toBeUndefined();
});
