import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codePath } from '../../src/host/code-cache.node.ts';
import { ROOT } from '../support/engine.ts';

const FILE = join(ROOT, 'examples/2.0.3/valid/base-marche.json');
const CALL = ['validate', FILE, '--rules', 'none'];

type Run = { status: number | null; stdout: string; stderr: string };

/** A copy of the program, and by links all else that it reads: what is broken here is broken for no other test. */
const folder = mkdtempSync(join(tmpdir(), 'decp-code-cache-'));
const bin = join(folder, 'dist', 'bin');
mkdirSync(join(folder, 'dist'));
const BUILT = join(folder, 'built');
cpSync(join(ROOT, 'dist', 'bin'), BUILT, { recursive: true });
for (const path of ['package.json', 'dist/explain.json']) cpSync(join(ROOT, path), join(folder, path));
for (const name of ['versions', 'rules']) symlinkSync(join(ROOT, 'dist', name), join(folder, 'dist', name), 'junction');

/** What a call gives where the compiled code is as it was built. */
let sound: Run;

const asBuilt = (): void => {
  rmSync(bin, { recursive: true, force: true });
  cpSync(BUILT, bin, { recursive: true });
};

beforeAll(() => {
  asBuilt();
  sound = run('');
});

beforeEach(asBuilt);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Without the options that this test itself was started with: V8 keeps code apart by some of them. */
const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };

/** Runs some code before the program: what it writes is on standard error. */
function run(before: string, args: readonly string[] = CALL): Run {
  const preload = join(folder, 'before.cjs');
  writeFileSync(preload, before);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', preload, join(bin, 'decp.js'), ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const LIST = `process.on('exit', () => {
  const { script } = require(${JSON.stringify(join(bin, 'hot.js'))});
  process.stderr.write(String(script.cachedDataRejected));
});`;

/** The compiled code for the Node that runs this test: another may have kept its own. */
const cache = (): string => codePath(join(bin, readdirSync(bin).find((name) => /^chunk-\w+\.js$/.test(name)) ?? 'none'));

describe('the compiled code of what every call needs', () => {
  test('is used by a plain call', () => {
    expect(sound).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining(FILE) as string });
    expect(run(LIST)).toEqual({ ...sound, stderr: 'false' });
  });

  const changed = (change: (bytes: Buffer) => Uint8Array) => (): void => {
    writeFileSync(cache(), change(readFileSync(cache())));
  };
  const unlike = (at: number) =>
    changed((bytes) => {
      bytes[at] = ~(bytes[at] ?? 0);
      return bytes;
    });
  const twice = (text: string) => changed(() => Buffer.from(text + text));

  // V8 says `true` where it has refused code, nothing where it was given none.
  test.each<[string, () => void, string]>([
    ['missing', () => rmSync(cache()), 'undefined'],
    ['cut short', changed((bytes) => bytes.subarray(0, bytes.length - 4096)), 'undefined'],
    ['written in part', changed((bytes) => bytes.fill(0, bytes.length / 4)), 'undefined'],
    // The first byte makes V8 refuse the code, the next ones would make it crash.
    ...[0, 24, 28, 270_000].map((at): [string, () => void, string] => [`changed at byte ${at}`, unlike(at), 'undefined']),
    ['empty', twice(''), 'true'],
    ['no code', twice('what was here is something else'), 'true'],
  ])('changes nothing but the time where it is %s', (_, spoil, rejected) => {
    spoil();
    const files = readdirSync(bin);
    expect(run(LIST)).toEqual({ ...sound, stderr: rejected });
    expect(readdirSync(bin), 'a call writes nothing').toEqual(files);
  });

  test.each([
    ['version', "Object.defineProperty(process, 'version', { value: 'v20.20.1' });"],
    ['kind of machine', "Object.defineProperty(process, 'arch', { value: 'riscv64' });"],
    ['binary of the same version', 'process.execPath = __filename;'],
  ])('is not used by a Node of another %s', (_, before) => {
    expect(run(before + LIST)).toEqual({ ...sound, stderr: 'undefined' });
  });

  test('is not used with flags that make other code, which changes nothing but the time', () => {
    const args = ['--max-old-space-size=300', join(bin, 'decp.js'), ...CALL];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual(sound);
  });
});

describe('what every call needs', () => {
  test('is there once, for the script and for the modules that are loaded later, and none of it changes in a call', () => {
    const names = readdirSync(bin);
    const script = names.find((name) => /^chunk-\w+\.js$/.test(name)) ?? '';
    const same = `
      const { hot } = require(${JSON.stringify(join(bin, 'hot.js'))});
      (async () => {
        const module = await import(${JSON.stringify(`./dist/bin/${script.replace('.js', '.mjs')}`)});
        if (await hot.runCall(hot.DECP, ${JSON.stringify(CALL)}) !== 0) throw new Error('a call failed');
        console.error(Object.keys(module).length, Object.keys(hot).filter((name) => module[name] !== hot[name]).join());
      })();`;
    writeFileSync(join(folder, 'same.cjs'), same);
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'same.cjs')], { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^[1-9]\d* \n$/) as string });
  });

  test('loads, with compiled code, the modules that are loaded later', () => {
    const { status, stdout, stderr } = run(LIST, ['explain', 'schema.required']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'false' });
    expect(stdout).toContain('schema.required');
  });

  test('names in the stack of a bug the function and the file', () => {
    const before = `const files = require('node:fs/promises');
      const { readFile } = files;
      files.readFile = (path, ...rest) => {
        if (/rules.json$/.test(path)) throw new TypeError('a bug');
        return readFile(path, ...rest);
      };`;
    const { status, stderr } = run(before, ['validate', FILE]);
    expect({ status, stderr }).toEqual({
      status: 70,
      stderr: expect.stringMatching(
        /TypeError: a bug[^]*at (?:Object\.)?rulesOnCall\d* (?:\[as \w+\] )?\(dist\/bin\/chunk-\w+\.js:\d+:\d+\)/,
      ) as string,
    });
  });

  test('a run that never comes to its end has not said that the file conforms', () => {
    const { status, stdout } = run("require('node:fs/promises').readFile = () => new Promise(() => {});", ['validate', FILE]);
    expect({ status, stdout }).toEqual({ status: 70, stdout: '' });
  });
});
