/** What each command does whose standard output takes nothing more: its reader has gone, or the disk is full. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCall } from '../../src/cli/main.node.ts';
import { verb } from '../../src/cli/verb.ts';
import { EXIT } from '../../src/host/exit.ts';
import { openOutput, writeWhole } from '../../src/host/output.node.ts';
import { COMMAND_LINE } from '../../src/messages/compiled/command-line.ts';
import { onPostgres } from '../federation/cli/call.ts';
import { ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';
import { type Declared, VERBS } from './calls.ts';
import { inThisProcess, type Run } from './run.ts';

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
  'npm run new-rule': MAKES,
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

/** A command that prints in every way that one can, in the place of one that takes long or does not end. */
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

/** Calls a command, or the one in its place. */
function call(
  { program, path, verb: { ownOutput } }: Declared,
  args: readonly string[] | string,
  output?: 'gone' | 'full',
): Promise<Run> {
  writeFileSync(join(folder, 'a.json'), '{ "type": "string" }');
  const place = { folder, ...(output && { output }) };
  if (typeof args !== 'string') {
    const home = program.name === 'decp-federation' ? ['--home', join(folder, 'home')] : [];
    return inThisProcess(() => runCall(program, [...path, ...args, ...home, '--lang', 'en']), place);
  }
  const stub = { ...PRINTS, ...(ownOutput && { ownOutput }) };
  return inThisProcess(() => runCall({ ...program, verbs: [stub] }, ['prints', '--lang', 'en']), place);
}

const STACK = /^ +at |Internal error/m;
const LOST = COMMAND_LINE.en['fault.output']({ reason: 'ENOSPC' });

test('every command is here', () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(VERBS.map(nameOf).toSorted());
});

describe.each(VERBS.map((declared) => [nameOf(declared), declared] as const))('%s', (name, declared) => {
  const args = CALLS[name] ?? [];

  test('whose reader has gone ends as it would have, with nothing more to say; on a full disk it says so, and ends with 2', async () => {
    const usual = await call(declared, args);
    expect([usual.out, usual.err]).toEqual([expect.stringMatching(/./), expect.not.stringMatching(STACK)]);
    const gone = await call(declared, args, 'gone');
    // Of a check, the verdict is what was to be read.
    expect([gone.code, gone.out, gone.err]).toEqual([name === 'decp validate' ? 1 : usual.code, '', usual.err]);
    const full = await call(declared, args, 'full');
    expect([full.code, full.err]).toEqual([2, `${usual.err}${LOST}\n`]);
  });
});

test.each(['convert', 'fix'])('data that %s writes to standard output are not whole: 1, or 2 on a full disk', async (name) => {
  const args = name === 'fix' ? [FILE, '--out', '-'] : [FILE, '-', '--to', 'xml'];
  const declared = VERBS.find((one) => nameOf(one) === `decp ${name}`) as Declared;
  expect(await call(declared, args, 'gone')).toEqual({ code: 1, out: '', err: '' });
  expect(await call(declared, args, 'full')).toEqual({ code: 2, out: '', err: `${LOST}\n` });
});

test('a help that is not whole: 0, or 2 on a full disk', async () => {
  const { program } = VERBS[0] as Declared;
  const help = (output: 'gone' | 'full'): Promise<Run> =>
    inThisProcess(() => runCall(program, ['--help', '--lang', 'en']), { output });
  expect(await help('gone')).toEqual({ code: 0, out: '', err: '' });
  expect(await help('full')).toEqual({ code: 2, out: '', err: `${LOST}\n` });
});

test('a list of findings that nobody reads keeps no data from being written; on a full disk nothing is', async () => {
  const declared = VERBS.find((one) => nameOf(one) === 'decp migrate') as Declared;
  const args = [FILE, 'list.json', '--to', '2.1.0', '--format', 'ndjson'];
  const isWritten = (): boolean => existsSync(join(folder, 'list.json'));
  expect([await call(declared, args, 'full'), isWritten()]).toEqual([{ code: 2, out: '', err: `${LOST}\n` }, false]);
  expect([await call(declared, args, 'gone'), isWritten()]).toEqual([{ code: 0, out: '', err: '' }, true]);
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
  const { program } = VERBS[0] as Declared;
  const run = await inThisProcess(() => runCall({ ...program, verbs: [full] }, ['full', '--lang', 'en']));
  const reason = 'ENOSPC: no space left on device, write';
  expect(run).toEqual({ code: 2, out: '', err: `${COMMAND_LINE.en['fault.disk-full']({ reason })}\n` });
});

describe('as a process', () => {
  const decp = `"${process.execPath}" "${ROOT}dist/bin/decp.js"`;
  /** The code of a command whose standard output goes somewhere, and what it says on standard error. */
  function ended(command: string, to: string): { code: string | undefined; err: string } {
    const { stderr } = spawnSync('sh', ['-c', `( ${command}; echo "code $?" >&2 ) ${to}`], { cwd: folder, encoding: 'utf8' });
    const [, err = '', code] = /^([^]*)code (\d+)\n$/.exec(stderr) ?? [];
    return { code, err };
  }

  const COMMANDS = [`validate "${FILE}"`, `convert "${FILE}" - --to xml`];

  test.each(COMMANDS)('%s, whose reader has gone, ends with 1', (command) => {
    expect(ended(`${decp} ${command}`, '| true')).toEqual({ code: '1', err: '' });
  });

  const hasFull = existsSync('/dev/full');
  describe.skipIf(!hasFull)(`on a full disk${hasFull ? '' : ' (skipped: there is no /dev/full on this machine)'}`, () => {
    test.each(COMMANDS)('%s ends with 2, and says so', (command) => {
      const { code, err } = ended(`${decp} ${command}`, '> /dev/full');
      expect([code, err.split('\n')]).toEqual(['2', [expect.stringContaining('(ENOSPC)'), '']]);
    });

    test('standard error that takes nothing changes no code', () => {
      const code = (args: string): string =>
        spawnSync('sh', ['-c', `${decp} ${args} 2> /dev/full > /dev/null; echo $?`], { encoding: 'utf8' }).stdout;
      expect(code(`convert "${FILE}" - --to xml`)).toBe('0\n');
      expect(code('validate absent.json')).toBe('2\n');
    });
  });
});
