import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { proved } from '../../src/governance/proofs.node.ts';

const top = mkdtempSync(join(tmpdir(), 'decp-proofs-'));
afterAll(() => {
  rmSync(top, { recursive: true });
});

/** A store of its own. */
const store = (code = 'code', folder = mkdtempSync(join(top, 'd'))) => ({ folder, code: () => Promise.resolve(code) });
const INPUTS = ['examples', { schema: { maxLength: 3 } }, new Map([['valid/a.json', '{}']])];
const fresh = (value: unknown) => () => value;

test('a proof that is kept says what was found, and nothing is looked for again', async () => {
  const kept = store();
  const found = { problems: [{ file: 'a', fr: 'é' }], none: undefined };
  const first = await proved(INPUTS, fresh(found), kept);
  const second = await proved(INPUTS, () => expect.unreachable('looked for again'), kept);
  expect([first.isKept, second.isKept]).toEqual([false, true]);
  expect(second.value).toStrictEqual(first.value);
});

test('another input, another content of an example or other code is proved anew, whatever older proofs say', async () => {
  const kept = store();
  await proved(INPUTS, fresh('old'), kept);
  const others = [
    [INPUTS.toSpliced(1, 1, { schema: { maxLength: 4 } }), kept],
    [INPUTS.toSpliced(2, 1, new Map([['valid/a.json', '{ }']])), kept],
    [INPUTS, store('other code', kept.folder)],
  ] as const;
  for (const [inputs, where] of others)
    expect(await proved(inputs, fresh('new'), where)).toEqual({ value: 'new', isKept: false });
});

test('an old proof that cannot be read is made again', async () => {
  const kept = store();
  await proved(INPUTS, fresh('old'), kept);
  for (const text of ['', '{"value', '{}', 'null']) {
    writeFileSync(join(kept.folder, readdirSync(kept.folder)[0] ?? ''), text);
    expect(await proved(INPUTS, fresh('new'), kept)).toEqual({ value: 'new', isKept: false });
  }
});

test('of many proofs the newest are kept, and where nothing can be written the proof is given all the same', async () => {
  const kept = store();
  for (let i = 0; i < 200; i++) {
    const path = join(kept.folder, `${String(i)}.json`);
    writeFileSync(path, '{}');
    utimesSync(path, i, i);
  }
  await proved(INPUTS, fresh('new'), kept);
  const names = readdirSync(kept.folder);
  expect([names.length, names.includes('0.json'), names.includes('1.json')]).toEqual([200, false, true]);
  writeFileSync(join(top, 'file'), '');
  expect(await proved(INPUTS, fresh('new'), store('code', join(top, 'file')))).toEqual({ value: 'new', isKept: false });
});
