/** Whatever is asked, an answer comes, within the steps of one question and the memory that they stand for. Each question has a process of its own. */
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHUNKS } from '../../src/governance/build/program.node.ts';
import { PATHOLOGICAL } from './pathological.ts';
import { NIGHT } from '../support/tier.ts';

const run = promisify(execFile);

// Bundled once: thirty processes that each read the sources through tsx take longer to start than to answer.
const folder = mkdtempSync(join(tmpdir(), 'decp-budget-'));
const PROGRAM = join(folder, 'pathological.mjs');
beforeAll(() =>
  build({
    ...CHUNKS,
    entryPoints: [fileURLToPath(new URL('pathological.ts', import.meta.url))],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

/** Slow machines may take long; what never ends is killed. */
const PATIENCE = 540_000;

/** Of the process, in megabytes: the program itself, and what the engine may keep. */
const MEMORY = 640;

async function ask(name: string): Promise<{ verdicts: string[]; memory: number }> {
  const { stdout } = await run(process.execPath, ['--max-old-space-size=512', PROGRAM, name], { timeout: PATIENCE });
  return JSON.parse(stdout) as { verdicts: string[]; memory: number };
}

/** What is decided all the same; the rest may become known, and must not become wrong. */
const DECIDED: Readonly<Record<string, [string, string]>> = {
  'lists of 100,000 codes': ['yes', 'no'],
  'a pattern that backtracks': ['no', 'no'],
  'a pattern that backtracks on the witness': ['no', 'no'],
  'a pattern that counts to a thousand': ['yes', 'yes'],
  'forty conditions': ['no', 'no'],
};

/** The truth, where it is another than what anything may be taken for. */
const TRUE: Readonly<Record<string, [string, string]>> = {
  'ten thousand properties, each within the other': ['no', 'no'],
  'fifty definitions that refer to each other, in lists': ['yes', 'no'],
  'fifty definitions that refer to each other, in objects': ['yes', 'no'],
  'a pattern whose automaton doubles at each step': ['no', 'no'],
  'repetitions of repetitions': ['yes', 'no'],
  'oneOf with 100,000 branches': ['yes', 'no'],
  'anyOf with 100,000 branches': ['yes', 'no'],
  'ten pigeons in nine holes': ['yes', 'yes'],
  'twenty-one items in twenty places': ['yes', 'yes'],
  'three thousand different items': ['no', 'yes'],
  'an instance of 2^40 values': ['no', 'yes'],
  'a list of a thousand million items': ['no', 'yes'],
  'a million properties': ['no', 'yes'],
  'five thousand properties on each side': ['yes', 'no'],
  'twenty patterns of names that overlap': ['no', 'no'],
  'thirty definitions that choose the next or what is not the next': ['no', 'yes'],
  'a pattern of 21 characters that is as long as a book': ['yes', 'no'],
  ...DECIDED,
};

/** These take five seconds and more; they are asked in the night. */
const SLOW = [
  // `limits.slow.test.ts` has such a pattern.
  'a pattern whose automaton doubles at each step',
  'three thousand different items',
  'five thousand properties on each side',
  'repetitions of repetitions',
  'anyOf with 100,000 branches',
  'twenty patterns of names that overlap',
  'fifty definitions that refer to each other, in lists',
  'oneOf with 100,000 branches',
  'ten pigeons in nine holes',
  'twenty-one items in twenty places',
];
const asked = Object.keys(PATHOLOGICAL).filter((name) => NIGHT || !SLOW.includes(name));

test('each schema that is named here is there', () => {
  expect(Object.keys(PATHOLOGICAL)).toEqual(expect.arrayContaining([...SLOW, ...Object.keys(TRUE)]));
});

describe('an answer comes, and is not wrong, where a schema is', () => {
  test.each(asked)('%s', async (name) => {
    const { verdicts: answers, memory } = await ask(name);
    const [backward = '', forward = ''] = TRUE[name] ?? [];
    expect([[backward], ['unknown']].flat()).toContain(answers[0]);
    expect([[forward], ['unknown']].flat()).toContain(answers[1]);
    if (name in DECIDED) expect(answers).toEqual(DECIDED[name]);
    expect(memory / 2 ** 20).toBeLessThan(MEMORY);
  });
});
