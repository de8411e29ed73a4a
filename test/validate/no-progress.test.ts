/** Loops planted where the bytes of a file drive one: each ends, and says that the program is at fault. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Finding, NoProgress } from '../../src/finding.ts';
import { reportFailure } from '../../src/cli/failure.ts';
import { identityOf } from '../../src/read/identity.node.ts';
import { recogniserModule } from '../../src/validate/fast-path.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { closeSync, openSync } from '../../src/host/sync-files.node.ts';
import { lookAhead } from '../../packages/fast-validate/src/ahead/look-ahead.node.ts';
import { watchFor } from '../../src/validate/watch.node.ts';
import type { FastPath, Passing } from '../../src/read/json/record-judge.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window, HEAP } from '../../src/read/json/window.ts';
import { NEED_BYTES, type FastEvent, type ReadEvent } from '../../src/read/record.ts';
import { type RunningCheck, drive, type Host } from '../../src/validate/drive.ts';
import { checkFile } from '../../src/validate/file.ts';
import { NEED_CHECKS, NEED_MEMBERS, type Need } from '../../src/validate/on-call.ts';
import { sampleOf } from '../../src/validate/sample.ts';
import type { FileVerdict } from '../../src/validate/types.ts';

const version = await loadVersion('2.0.3');
const FILE = new TextEncoder().encode('{"marches":{"marche":[{"id":"1"},{"id":"2"}]}}');

/** Gives the file in one chunk. */
function host(more: Partial<Host> = {}): Host {
  const chunks = [FILE];
  return {
    feedNext: (feed) => {
      const chunk = chunks.shift();
      if (chunk) feed.feed(chunk);
      else feed.finish();
      return Promise.resolve(chunk !== undefined);
    },
    take: () => undefined,
    failure: undefined,
    ...more,
  };
}

type Step = Finding | typeof NEED_BYTES | Need;

const checkOf = (steps: () => Generator<Step, FileVerdict>): RunningCheck => ({ feed: new Window(), steps: steps() });

/** A check of the file whose reader has a fast path. */
function checkWith(fastPath: Partial<FastPath>): RunningCheck {
  const feed = new Window();
  const all: FastPath = {
    ...{ space: HEAP, takes: () => true, measure: () => ({ lines: 0, units: 0 }) },
    pass: () => ({ count: 0, to: 0, next: undefined }),
    ...fastPath,
  };
  return { feed, steps: checkFile(readJson(feed, { fast: all }), version) };
}

const FINDING: Finding = { code: 'schema.type', severity: 'error', path: '/marches', params: {} };

test.each<[string, RunningCheck, RegExp]>([
  [
    'asks for bytes after the end of the file',
    checkOf(function* () {
      for (;;) yield NEED_BYTES;
    }),
    /after the end of the file/,
  ],
  [
    'asks again for the checks that were loaded',
    checkOf(function* () {
      for (;;) yield NEED_CHECKS;
    }),
    /twice for one thing/,
  ],
  [
    'asks in turn for one part and another',
    checkOf(function* () {
      for (;;) {
        yield NEED_CHECKS;
        yield NEED_MEMBERS;
      }
    }),
    /twice for one thing/,
  ],
  [
    'gives two findings over and over',
    checkOf(function* () {
      for (;;) {
        yield { ...FINDING };
        yield { ...FINDING, path: '/marches/marche' };
      }
    }),
    /repeats a finding/,
  ],
  [
    'gives one finding over and over',
    checkOf(function* () {
      for (;;) yield { ...FINDING };
    }),
    /repeats a finding: schema.type/,
  ],
  [
    'never gives anything',
    checkOf(function* () {
      for (;;) if (Date.now() < 0) yield NEED_BYTES;
    }),
    /did not end in 0.3 s/,
  ],
  [
    'passes no record, again and again',
    {
      feed: new Window(),
      steps: checkFile(
        (function* (): Generator<ReadEvent | FastEvent> {
          yield {
            type: 'taken',
            next: () => ({ type: 'passed', path: '/marches/marche/0', list: 'marche', index: 0, count: 0 }),
          };
        })(),
        version,
      ),
    },
    /no record of marche passes/,
  ],
  [
    'stays at one record',
    checkWith({ pass: (_, __, window): Passing => ({ count: 1, to: window.offset, next: undefined }) }),
    /stays at offset 22/,
  ],
])('a check that %s is ended', async (name, check, sentence) => {
  // Only the clock ends what gives nothing; the others are to be ended by what they do, on a busy machine too.
  const limit = name === 'never gives anything' ? 300 : 60_000;
  const error: unknown = await drive(check, host({ watch: watchFor(limit) })).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoProgress);
  expect((error as Error).message).toMatch(sentence);
});

test('a finding that differs from the one before, and a slow part below the limit, are progress', async () => {
  let left = 30_000;
  const until = performance.now() + 50;
  const steps = function* (): Generator<Step, FileVerdict> {
    while (performance.now() < until);
    while (left > 0) yield { ...FINDING, params: { left: left-- } };
    return { parsed: true } as FileVerdict;
  };
  expect(await drive(checkOf(steps), host({ watch: watchFor(60_000) }))).toEqual({ parsed: true });
});

test('a reader that never ends is ended while it tells the version', async () => {
  const form = (events: Iterable<typeof NEED_BYTES>) =>
    ({ name: 'json', whole: true, open: () => ({ feed: new Window(), events }) }) as unknown as Parameters<typeof sampleOf>[0];
  const asks = function* (): Generator<typeof NEED_BYTES> {
    for (;;) yield NEED_BYTES;
  };
  const spins = function* (): Generator<typeof NEED_BYTES> {
    for (;;) if (Date.now() < 0) yield NEED_BYTES;
  };
  const none = (): Promise<undefined> => Promise.resolve(undefined);
  await expect(sampleOf(form(asks()), none)).rejects.toThrow(NoProgress);
  await expect(sampleOf(form(spins()), none, watchFor(200))).rejects.toThrow(NoProgress);
});

test('WebAssembly that never ends is ended', () => {
  // (func (export "spin") (loop br 0))
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 115, 112, 105, 110, 0, 0];
  const code = [10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11];
  const { spin } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([...bytes, ...code]))).exports as {
    spin: () => void;
  };
  expect(() => watchFor(200)(spin, true)).toThrow(NoProgress);
});

test('what goes wrong below the watch is thrown as it is', () => {
  const error = new Error('as it is');
  const fail = (): never => {
    throw error;
  };
  expect(() => watchFor(1000)(fail, true)).toThrow(error);
  expect(watchFor(1000)(() => watchFor(1000)(() => 42, true), true)).toBe(42);
});

test('a second thread that does not end is ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-'));
  const [path, script] = [join(folder, 'fichier.json'), join(folder, 'spin.mjs')];
  writeFileSync(path, FILE);
  writeFileSync(script, 'for (;;);');
  const opened = openSync(path, 'r');
  const file = { path, ...identityOf(opened) };
  closeSync(opened);
  const setup = { module: recogniserModule('2.0.3')!, kinds: {}, rules: undefined, take: undefined };
  const { ready, stop } = lookAhead(file, setup, { script, limit: 300 });
  await ready;
  await expect(stop()).rejects.toThrow(/the second thread did not end in 0.3 s/);
  rmSync(folder, { recursive: true });
});

test.each([
  ['fr', "Le contrôle n'avançait plus et a été arrêté : c'est une faute du programme, pas du fichier."],
  ['en', 'The check made no more progress and was stopped: this is a fault of the program, not of the file.'],
] as const)('a person reads so (%s), and the program ends with 70', (lang, sentence) => {
  const said: unknown[] = [];
  const { error } = console;
  console.error = (text: unknown) => said.push(text);
  try {
    expect(reportFailure(new NoProgress('the check stays'), lang)).toBe(70);
  } finally {
    console.error = error;
  }
  expect(said.join('\n')).toContain(sentence);
});
