import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Model } from '../../../src/model/types.ts';
import { compileAssembly, handWritten } from '../../../packages/fast-validate/src/compile.node.ts';
import { recogniserFiles } from '../../../src/generate/recogniser-files.node.ts';
import { under } from '../../../src/host/paths.node.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { emitRecogniser, ENTRY } from '../../../packages/fast-validate/src/emit/module.ts';
import { MINI } from './mini.ts';
import { GOLDEN } from '../../support/engine.ts';

const emitted = (model: Model): Map<string, string> => emitRecogniser({ model, own: model, rules: [], published: model });

test.each(['recogniser.ts', 'patterns.ts'])('%s of a small version is what somebody has read', async (name) => {
  await expect(emitted(MINI).get(name)).toMatchFileSnapshot(`${name}.txt`);
});

test('what is emitted depends on the schema, and only on what it asks of the data', () => {
  const marche = { ...MINI.schema.$defs!['marche']!, title: 'Un marché', 'x-field': 'marche' };
  const retitled = { ...MINI, schema: { ...MINI.schema, $defs: { marche } } };
  expect(emitted(retitled)).toEqual(emitted(MINI));
  const longer = { ...marche, properties: { ...marche.properties, id: { type: 'string', minLength: 1, maxLength: 17 } } };
  const changed = emitted({ ...MINI, schema: { ...MINI.schema, $defs: { marche: longer } } });
  expect(changed.get(ENTRY)).not.toBe(emitted(MINI).get(ENTRY));
});

test('what is emitted compiles', async () => {
  const wasm = await compileAssembly(new Map([...(await handWritten()), ...emitted(MINI)]), ENTRY);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { abort: () => undefined } });
  expect(exports).toHaveProperty('run_marche');
});

test.each(['2.0.3', GOLDEN])(
  'lines of the emitted code of %s can be read without turning the page, and say what they compare',
  async (version) => {
    const files = await recogniserFiles((await loadVersion(version)).model);
    const source = new Map(files.map(({ path, text }) => [path, text]));
    const long = (source.get(ENTRY) ?? '').split('\n').filter((line) => line.length > 130);
    expect(long).toEqual([]);
    expect(source.get(ENTRY)).toContain('// "acheteur"');
    expect([...source.keys()]).toEqual(expect.arrayContaining(['README.md', 'LISEZMOI.md', 'rules.ts', 'json.ts', 'run.ts']));
  },
);

test('the README says how the recogniser of the package was compiled', async () => {
  const files = await recogniserFiles((await loadVersion('2.0.3')).model);
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  const built = readFileSync(under('dist', 'versions', '2.0.3', 'recogniser.wasm'));
  expect(Buffer.compare(await compileAssembly(sources, ENTRY), built)).toBe(0);
});
