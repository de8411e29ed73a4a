/** What each command does whose standard output takes nothing more: its reader has gone, or the disk is full. */
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCall } from '../../src/cli/main.node.ts';
import { verb } from '../../src/cli/verb.ts';
import { DECP } from '../../src/cli/verbs.node.ts';
import { EXIT } from '../../src/host/exit.ts';
import { openOutput, writeWhole } from '../../src/host/output.node.ts';
import { COMMAND_LINE } from '../../src/messages/compiled/command-line.ts';
import { onPostgres } from '../federation/cli/call.ts';
import { ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { type Declared, PROGRAMS, VERBS } from './calls.ts';
import { decp, decpInShell, inThisProcess, type Run } from './run.ts';

const FILE = `${ROOT}examples/2.0.3/valid/base-marche.json`;

/** What is wrong about the words of a call; a call that is wrong prints nothing on standard output. */
const UNHEARD = 'asks other machines';
const MAKES = 'makes and checks much';
const SERVES = 'does not end by itself';
const NEEDS = 'needs something that is not here';

/** For each command the arguments of a call that prints something and costs little, or why there is none. */
const CALLS: Record<string, string[] | string> = {
  'decp validate': [FILE],
  'decp convert': [FILE, 'out.xml'],
  'decp migrate': [FILE, 'out.json', '--to', '2.1.0'],
  'decp fix': [FILE],
  'decp publish': UNHEARD,
  'decp explain': ['--list'],
  'decp diff': ['a.json', 'a.json'],
  'decp report': MAKES,
  'decp impact': [FILE],
  'decp generate': ['--list'],
  'decp build': MAKES,
  'decp check-examples': MAKES,
  'decp release plan': MAKES,
  'decp release prepare': MAKES,
  'decp release artefacts': MAKES,
  'decp release verify': MAKES,
  'npm run start': MAKES,
  'npm run prepare': MAKES,
  'npm run checks': ['--dry-run'],
  'npm run test:nodes': UNHEARD,
  'npm run gate': MAKES,
  'npm run comment': UNHEARD,
  'npm run links': MAKES,
  'npm run format': MAKES,
  'npm run freeze': MAKES,
  'npm run release:schema': UNHEARD,
  'npm run release:outils': UNHEARD,
  'npm run propose field': MAKES,
  'npm run propose code': MAKES,
  'npm run propose rule': MAKES,
  'npm run propose deprecate': MAKES,
  'npm run propose rename': MAKES,
  'npm run propose split': MAKES,
  'npm run propose remove': MAKES,
  'npm run organisation': UNHEARD,
  'npm run nomenclatures': MAKES,
  'npm run counterparts': MAKES,
  'npm run site': SERVES,
  'decp-federation demo': MAKES,
  'decp-federation run': UNHEARD,
  'decp-federation discover': UNHEARD,
  'decp-federation harvest': UNHEARD,
  'decp-federation consolidate': [],
  'decp-federation snapshot': [],
  'decp-federation compare': [],
  'decp-federation rebuild': ['--yes'],
  'decp-federation verify': [],
  'decp-federation report': MAKES,
  'decp-federation retry': NEEDS,
  'decp-federation erase': MAKES,
  'decp-federation status': [],
  'decp-federation notices draft': [],
  'decp-federation notices list': [],
  'decp-federation notices show': MAKES,
  'decp-federation notices mark': MAKES,
  'decp-federation notices send': UNHEARD,
  'decp-federation work': SERVES,
  'decp-federation index': MAKES,
  'decp-federation serve': SERVES,
  'decp-federation mcp': SERVES,
  'decp-federation schedule': [],
};

const nameOf = ({ program, path }: Declared): string => [program.name, ...path].join(' ');

/** A command that prints in every way that one can, in the place of those that take long or do not end. */
const PRINTS = verb({
  name: 'prints',
  text: 'lang',
  load: () =>
    Promise.resolve(async () => {
      console.log('by the console');
      process.stdout.write('as a stream\n');
      await new Promise((resolve) => setTimeout(resolve, 5));
      await writeWhole(await openOutput(undefined, []), 'as an output\n');
      return EXIT.findings;
    }),
});

let folder = '';
eachInFolder('broken-output', (made) => (folder = made));
onPostgres();

type Output = 'gone' | 'full';

/** Calls a command. */
function call({ program, path }: Declared, args: readonly string[], output?: Output): Promise<Run> {
  writeFileSync(join(folder, 'a.json'), '{ "type": "string" }');
  const home = program.name === 'decp-federation' ? ['--home', join(folder, 'home')] : [];
  const words = [...path, ...args, ...home, '--lang', 'en'];
  return inThisProcess(() => runCall(program, words), { folder, ...(output && { output }) });
}

const STACK = /^ +at |Internal error/m;
const LOST = COMMAND_LINE.en['fault.output']({ reason: 'ENOSPC' });

test('every command is here', () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(VERBS.map(nameOf).toSorted());
});

describe('a command whose reader has gone ends as it would have, with nothing more to say; on a full disk it says so, and ends with 2:', () => {
  /** `gone`: its code where its reader has gone; without it, the usual one. */
  async function endsWell(run: (output?: Output) => Promise<Run>, gone?: number): Promise<void> {
    const usual = await run();
    expect([usual.out, usual.err]).toEqual([expect.stringMatching(/./), expect.not.stringMatching(STACK)]);
    expect(await run('gone')).toEqual({ code: gone ?? usual.code, out: '', err: usual.err });
    const full = await run('full');
    expect([full.code, full.err]).toEqual([2, `${usual.err}${LOST}\n`]);
  }

  const called = VERBS.flatMap((one) => {
    const args = CALLS[nameOf(one)];
    return Array.isArray(args) ? [[nameOf(one), one, args] as const] : [];
  });
  test.each(called)('%s', async (name, declared, args) => {
    // Of a check, the verdict is what was to be read.
    await endsWell((output) => call(declared, args, output), name === 'decp validate' ? 1 : undefined);
  });

  test.each(PROGRAMS.map((program) => [program.name, program] as const))('any other command of %s', async (_, program) => {
    const stubbed = { ...program, verbs: [PRINTS] };
    await endsWell((output) =>
      inThisProcess(() => runCall(stubbed, ['prints', '--lang', 'en']), { folder, ...(output && { output }) }),
    );
  });
});

test.each([
  ['convert', [FILE, '-', '--to', 'xml']],
  ['fix', [FILE, '--out', '-']],
])('data that %s writes to standard output are not whole: 1, or 2 on a full disk', async (name, args) => {
  const data = (output: Output): Promise<Run> => decp([name, ...args, '--lang', 'en'], { folder, output });
  expect(await data('gone')).toEqual({ code: 1, out: '', err: '' });
  expect(await data('full')).toEqual({ code: 2, out: '', err: `${LOST}\n` });
});

test('a help that is not whole: 0, or 2 on a full disk', async () => {
  const help = (output: Output): Promise<Run> => decp(['--help', '--lang', 'en'], { output });
  expect(await help('gone')).toEqual({ code: 0, out: '', err: '' });
  expect(await help('full')).toEqual({ code: 2, out: '', err: `${LOST}\n` });
});

test('a list of findings that nobody reads keeps no data from being written; on a full disk nothing is', async () => {
  const args = ['migrate', FILE, 'list.json', '--to', '2.1.0', '--format', 'ndjson', '--lang', 'en'];
  const isWritten = (): boolean => existsSync(join(folder, 'list.json'));
  expect([await decp(args, { folder, output: 'full' }), isWritten()]).toEqual([{ code: 2, out: '', err: `${LOST}\n` }, false]);
  expect([await decp(args, { folder, output: 'gone' }), isWritten()]).toEqual([{ code: 0, out: '', err: '' }, true]);
});

test('a disk that is full anywhere else is said too', async () => {
  const full = verb({
    name: 'full',
    text: 'lang',
    load: () =>
      Promise.resolve(() =>
        Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })),
      ),
  });
  const run = await inThisProcess(() => runCall({ ...DECP, verbs: [full] }, ['full', '--lang', 'en']));
  const reason = 'ENOSPC: no space left on device, write';
  expect(run).toEqual({ code: 2, out: '', err: `${COMMAND_LINE.en['fault.disk-full']({ reason })}\n` });
});

describe('as a process', () => {
  const COMMANDS = [`validate "${FILE}"`, `convert "${FILE}" - --to xml`];

  test.each(COMMANDS)('%s, whose reader has gone, ends with 1', (command) => {
    expect(decpInShell(command, '| true')).toEqual({ code: 1, out: '', err: '' });
  });

  test('data whose reader goes away in the middle end with 1', () => {
    const { marches } = JSON.parse(readFileSync(FILE, 'utf8')) as { marches: { marche: [object] } };
    const [record] = marches.marche;
    writeFileSync(
      join(folder, 'many.json'),
      JSON.stringify({ marches: { marche: Array.from({ length: 2_000 }, () => record) } }),
    );
    const { code, out, err } = decpInShell('convert many.json - --to json', '| head -c 100', folder);
    expect([code, out.length, err]).toEqual([1, 100, '']);
  });

  /** A command whose files may not grow, as on a full disk. Node would be ended by the signal that says so. */
  const inNoSpace = (args: string): Run => decpInShell(args, '', folder, "trap '' XFSZ; ulimit -f 0;");

  test.each([
    [`convert "${FILE}" out`, '--to json'],
    [`fix "${FILE}" --out out`, ''],
    [`migrate "${FILE}" out.json`, '--to 2.1.0'],
    [`validate "${FILE}" --output out`, '--format html'],
    ['diff a.json b.json --output out', ''],
  ])('a file that cannot be written takes the place of none: %s %s', (command, options) => {
    writeFileSync(join(folder, 'a.json'), '{ "type": "string" }');
    writeFileSync(join(folder, 'b.json'), '{ "type": "number" }');
    const name = command.includes('out.json') ? 'out.json' : 'out';
    writeFileSync(join(folder, name), 'before');
    const { code, err } = inNoSpace(`${command} ${options} --lang en`);
    expect([code, err]).toEqual([2, expect.stringContaining(`The output “${name}”, which could not be written`)]);
    expect(readdirSync(folder).filter((one) => one.includes('out'))).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('before');
  });

  test('what a link leads to is written, and the link stays', () => {
    writeFileSync(join(folder, 'there'), 'before');
    symlinkSync('there', join(folder, 'link'));
    expect(decpInShell(`validate "${FILE}" --output link`, '', folder).code).toBe(0);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'there'), 'utf8')).toContain('2.0.3');
  });

  const hasFull = existsSync('/dev/full');
  describe.skipIf(!hasFull)(`on a full disk${hasFull ? '' : ' (skipped: there is no /dev/full on this machine)'}`, () => {
    test.each(COMMANDS)('%s ends with 2, and says so', (command) => {
      const { code, err } = decpInShell(command, '> /dev/full');
      expect([code, err.split('\n')]).toEqual([2, [expect.stringContaining('(ENOSPC)'), '']]);
    });

    test('standard error that takes nothing changes no code', () => {
      const code = (args: string): number | null => decpInShell(`${args} 2> /dev/full`, '> /dev/null').code;
      expect(code(`convert "${FILE}" - --to xml`)).toBe(0);
      expect(code('validate absent.json')).toBe(2);
    });
  });
});
