import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Finding, InputError } from '../../src/finding.ts';
import { NEED_BYTES } from '../../src/read/record.ts';
import { loadMembers } from '../../src/validate/fast-path.node.ts';
import { rulesOnCall } from '../../src/validate/load-rules.node.ts';
import { type Bytes, type Observer, openCheck, type Registry } from '../../src/validate/open-check.ts';
import { loadModelOf, loadVersion, versionIndex } from '../../src/validate/registry.node.ts';
import { ROOT } from '../support/engine.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const REGISTRY: Registry = {
  index: versionIndex,
  model: loadModelOf,
  load: loadVersion,
  members: loadMembers,
  rules: rulesOnCall,
  fast: () => Promise.resolve(undefined),
};

const FILE = readFileSync(`${EXAMPLES}2.0.3/invalid/schema.enum--typeidentifiant-ue.json`);
const VALID = readFileSync(`${ROOT}examples/2.0.3/valid/base-marche.json`);

/** A host that gives a file in pieces of so many bytes, in one buffer, and then fails, if it is to. */
function hostOf(file: Uint8Array, piece: number, failure?: Error) {
  const buffer = new Uint8Array(piece);
  let at = 0;
  const log = { closed: 0 };
  const bytes: Bytes = {
    next: () => {
      if (at >= file.length) return failure ? Promise.reject(failure) : Promise.resolve(undefined);
      const part = file.subarray(at, at + piece);
      buffer.set(part);
      at += piece;
      return Promise.resolve(buffer.subarray(0, part.length));
    },
    close: () => {
      log.closed++;
      return Promise.resolve();
    },
  };
  return { bytes, log };
}

async function checked(file: Uint8Array, piece: number, failure?: Error) {
  const { bytes, log } = hostOf(file, piece, failure);
  const check = await openCheck(bytes, { name: 'a.json' }, REGISTRY);
  const findings: Finding[] = [];
  const verdict = await check.check((finding) => void findings.push(finding));
  return { version: check.version, findings, verdict, closed: log.closed };
}

test('pieces of any size give the same findings and verdict, and the bytes are closed', async () => {
  const whole = await checked(FILE, FILE.length);
  expect(whole.findings.length).toBeGreaterThan(0);
  for (const piece of [1, 100, 4096]) expect(await checked(FILE, piece)).toEqual(whole);
  expect(whole.closed).toBe(1);
});

test('what was read before the bytes fail is checked, and the failure is one error more', async () => {
  const { verdict, findings, closed } = await checked(VALID.subarray(0, -20), 500, new InputError('input.not-readable', {}));
  expect(findings.at(-1)?.code).toBe('input.not-readable');
  expect(verdict.counts.error).toBeGreaterThan(0);
  expect(closed).toBe(1);
});

test('bytes that fail before the first, and a version that does not exist, are thrown, and the bytes closed', async () => {
  const broken = hostOf(new Uint8Array(), 1, new InputError('input.not-readable', {}));
  await expect(openCheck(broken.bytes, { name: 'a.json' }, REGISTRY)).rejects.toThrow('input.not-readable');
  const unknown = hostOf(VALID, 4096);
  await expect(openCheck(unknown.bytes, { name: 'a.json', schema: '9.9.9' }, REGISTRY)).rejects.toThrow('input.unknown-version');
  expect([broken.log.closed, unknown.log.closed]).toEqual([1, 1]);
});

test('a host that throws before more bytes ends the check, and the bytes are closed', async () => {
  const { bytes, log } = hostOf(VALID, 100);
  const check = await openCheck(bytes, { name: 'a.json' }, REGISTRY);
  const beforeBytes = () => Promise.reject(new Error('no more wanted'));
  await expect(check.check(() => undefined, { beforeBytes })).rejects.toThrow('no more wanted');
  expect(log.closed).toBe(1);
});

test('what an observer gives as a promise is waited for before the next event, and its error ends the check', async () => {
  const log: string[] = [];
  const observed = async (work: (name: string) => Promise<void>) => {
    const { bytes, log: closing } = hostOf(FILE, 100);
    const check = await openCheck(bytes, { name: 'a.json' }, REGISTRY);
    const observer: Observer = {
      *events(events) {
        for (const event of events) {
          if (event !== NEED_BYTES) yield work(event.type);
          yield event;
        }
      },
      rules: (run) => run,
    };
    return { run: check.check((finding) => void log.push(finding.code), { observer }), closing };
  };
  const slow = await observed(async (name) => {
    log.push(`begin ${name}`);
    await new Promise(setImmediate);
    log.push(`end ${name}`);
  });
  expect((await slow.run).counts.error).toBe(1);
  expect(log).toEqual(['begin layout', 'end layout', 'begin record', 'end record', 'schema.enum', 'begin end', 'end end']);
  const failing = await observed(() => Promise.reject(new InputError('output.cannot-write', { file: 'x' })));
  await expect(failing.run).rejects.toThrow('output.cannot-write');
  expect(failing.closing.closed).toBe(1);
});
