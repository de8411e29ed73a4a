import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { MadeBefore, madeOfCode, type Output, writeOutputs } from '../../../src/governance/build/made-before.node.ts';
import { under } from '../../../src/host/paths.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-made-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
/** From `dist/`. */
const PATH = relative(under('dist'), join(folder, 'made.txt'));

/** As a build leaves it that made one file of some inputs. */
async function built(): Promise<MadeBefore> {
  writeFileSync(under('dist', PATH), 'made');
  const before = await MadeBefore.read();
  before.keep('planted', 'inputs', [PATH]);
  return before;
}

test('what was made of the same inputs is known, with its files', async () => {
  expect((await built()).of('planted', 'inputs')).toEqual([PATH]);
});

test('other inputs, another name or a file that is gone: it is made again', async () => {
  const before = await built();
  expect([before.of('planted', 'others'), before.of('another', 'inputs')]).toEqual([undefined, undefined]);
  rmSync(under('dist', PATH));
  expect(before.of('planted', 'inputs')).toBe(undefined);
});

test.each(['{"version 2.0.3": ', '[1]'])(
  'what cannot be read of a build before is as if there had been none: %s',
  async (text) => {
    writeFileSync(join(folder, 'built.json'), text);
    const before = await MadeBefore.read(folder);
    expect([before.of('version 2.0.3', ''), before.of('0', '')]).toEqual([undefined, undefined]);
  },
);

test('what a program made that was built of other code is made again by the sources', async () => {
  const cache = mkdtempSync(join(folder, 'older-'));
  writeFileSync(under('dist', PATH), 'made');
  vi.stubGlobal('BUILT_FROM', 'older code');
  const path = '../../../src/governance/build/made-before.node.ts?older';
  const older = (await import(path)) as { MadeBefore: typeof MadeBefore };
  const before = await older.MadeBefore.read(cache);
  before.keep('planted', 'inputs', [PATH]);
  await before.save();
  vi.unstubAllGlobals();
  expect((await MadeBefore.read(cache)).of('planted', 'inputs')).toBe(undefined);
});

test('what another Node made is made again', async () => {
  vi.spyOn(process, 'versions', 'get').mockReturnValue({ ...process.versions, node: '0.0.0' });
  const before = await built();
  vi.restoreAllMocks();
  expect([before.of('planted', 'inputs'), (await MadeBefore.read()).of('planted', 'inputs')]).toEqual([[PATH], undefined]);
});

/** Remembers nothing yet. */
const fresh = (): Promise<MadeBefore> => MadeBefore.read(mkdtempSync(join(folder, 'before-')));

/** Files in a folder of their own, by their names. */
const output = (name: string, text: string, more: Partial<Output> = {}): Output & { times: () => number } => {
  let times = 0;
  const make = (): ReturnType<Output['make']> => {
    times++;
    return Promise.resolve({ files: [{ path: `${FOLDER}/${name}`, text }], problems: [] });
  };
  return { name, make, times: () => times, ...more };
};

const FOLDER = relative(under('dist'), join(folder, 'outputs'));
const written = (name: string): string => readFileSync(join(folder, 'outputs', name), 'utf8');
const nothing = (): Promise<void> => Promise.resolve();

test('what is made of the same inputs is made once, and counts with what is made anew', async () => {
  const before = await fresh();
  const [kept, always] = [output('kept', 'a', { inputs: 'same' }), output('always', 'b')];
  expect(await writeOutputs([kept, always], before, nothing)).toEqual({ problems: [], count: 2 });
  expect(await writeOutputs([kept, always], before, nothing)).toEqual({ problems: [], count: 2 });
  expect([kept.times(), always.times(), written('kept'), written('always')]).toEqual([1, 2, 'a', 'b']);
});

test('where one of the outputs has a problem nothing is written, nor what stood there forgotten', async () => {
  const before = await fresh();
  const problem = { file: 'schema/x', fr: 'faux', en: 'wrong' };
  const wrong: Output = { name: 'wrong', make: () => Promise.resolve({ files: [], problems: [problem] }) };
  const prepared: string[] = [];
  const prepare = (): Promise<void> => Promise.resolve(void prepared.push('prepared'));
  expect(await writeOutputs([output('unwritten', 'a'), wrong], before, prepare)).toEqual({ problems: [problem], count: 0 });
  expect([existsSync(join(folder, 'outputs', 'unwritten')), prepared]).toEqual([false, []]);
});

test('an output that fails is an error, unless another one has a problem that explains it', async () => {
  const failing: Output = { name: 'failing', make: () => Promise.reject(new Error('a bug')) };
  await expect(writeOutputs([failing], await fresh(), nothing)).rejects.toThrow('a bug');
  const problem = { file: 'schema/x', fr: 'faux', en: 'wrong' };
  const wrong: Output = { name: 'wrong', make: () => Promise.resolve({ files: [], problems: [problem] }) };
  expect((await writeOutputs([failing, wrong], await fresh(), nothing)).problems).toEqual([problem]);
});

test('an output that fills a folder leaves nothing else there', async () => {
  const before = await fresh();
  await writeOutputs([output('old', 'a')], before, nothing);
  await writeOutputs([output('new', 'b', { folder: FOLDER })], before, nothing);
  expect([existsSync(join(folder, 'outputs', 'old')), written('new')]).toEqual([false, 'b']);
});

test('what follows from the code alone is made once, and again where a file of it is gone', async () => {
  const at = mkdtempSync(join(folder, 'code-'));
  const one = output('program', 'a');
  const build = () => madeOfCode([FOLDER], async () => writeOutputs([one], await fresh(), nothing), at);
  for (let time = 0; time < 2; time++) await build();
  expect(one.times()).toBe(1);
  rmSync(join(folder, 'outputs', 'program'));
  await build();
  expect([one.times(), written('program')]).toEqual([2, 'a']);
});

test('what was made while the code was edited is not taken for what either code makes', async () => {
  const at = mkdtempSync(join(folder, 'code-'));
  const one = output('program', 'a');
  vi.stubGlobal('BUILT_FROM', 'the code before the edit');
  const path = '../../../src/governance/build/made-before.node.ts?edited';
  const edited = (await import(path)) as { madeOfCode: typeof madeOfCode };
  const make = async () => writeOutputs([one], await fresh(), nothing);
  for (const build of [edited.madeOfCode, edited.madeOfCode, madeOfCode, madeOfCode]) await build([FOLDER], make, at);
  vi.unstubAllGlobals();
  expect(one.times()).toBe(3);
});

test('what was not made whole is made again', async () => {
  const at = mkdtempSync(join(folder, 'code-'));
  const one = output('program', 'a');
  await madeOfCode([FOLDER], async () => writeOutputs([one], await fresh(), nothing), at);
  rmSync(join(folder, 'outputs', 'program'));
  await expect(madeOfCode([FOLDER], () => Promise.reject(new Error('a bug')), at)).rejects.toThrow('a bug');
  writeFileSync(join(folder, 'outputs', 'program'), 'half');
  await madeOfCode([FOLDER], async () => writeOutputs([one], await fresh(), nothing), at);
  expect(written('program')).toBe('a');
});

test('what a build has made is known to the next one', async () => {
  const cache = mkdtempSync(join(folder, 'cache-'));
  const one = output('remembered', 'a', { inputs: 'same' });
  await writeOutputs([one], await MadeBefore.read(cache), nothing);
  await writeOutputs([one], await MadeBefore.read(cache), nothing);
  expect(one.times()).toBe(1);
});
