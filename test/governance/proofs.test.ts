import { mkdtempSync, rmSync } from 'node:fs';
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
