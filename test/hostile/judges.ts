/** The ways on which the program reads a file, each held against the slow path: whatever the file, all of them must end and say the same. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Assets } from '../../src/library/page/registry.ts';
import { checkGiven as checkInPage } from '../../src/library/page/check-file.ts';
import { type Checker, openChecker, type Outcome as PageOutcome } from '../../src/library/page/client.ts';
import type { Port } from '../../src/library/page/types.ts';
import { serve } from '../../src/library/page/serve.ts';
import { type Finding, InputError } from '../../src/finding.ts';
import { openFile } from '../../src/validate/open-file.node.ts';
import { validateStream } from '../../src/library/index.node.ts';
import type { RulesToRun } from '../../src/validate/file-rules.ts';
import { loadWithMembers } from '../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { formOf } from '../../src/read/forms.ts';
import { openSources, type Source } from '../../src/read/sources.node.ts';
import type { FileVerdict, Version } from '../../src/validate/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { Random } from '../fidelity/random.ts';
import { plainly, scouted } from '../fast-validate/ahead/scouted.ts';
import { cutsAtRandom, cutsEvery } from '../fast-validate/cuts.ts';
import { fastJudge } from '../fast-validate/fast.ts';
import { isRefusal, type Judge, type Judged, type Refusal, slowJudge } from '../fast-validate/judge.ts';
import { parses } from '../fast-validate/torture/cases.ts';
import { disagreement, outcomeOf } from '../fast-validate/versus.ts';
import { RingBuffer } from '../../packages/fast-validate/src/ahead/ring-buffer.ts';
import { RECOGNISED, ROOT } from '../support/engine.ts';
import type { HostileFile } from './files.ts';

/** The day of the rules: what is said of a file must not change with the day of the run. */
const TODAY = '2026-01-01';

type Judges = { version: Version; rules: RulesToRun | undefined } & Record<
  'slow' | 'slowByRules' | 'fast' | 'fastByRules',
  Judge
>;

const made = new Map<string, Promise<Judges>>();

function judgesOf(name: string): Promise<Judges> {
  const known = made.get(name);
  if (known) return known;
  const making = makeJudges(name);
  made.set(name, making);
  return making;
}

async function makeJudges(name: string): Promise<Judges> {
  const recognised = RECOGNISED.includes(name);
  const version = await (recognised ? loadWithMembers(name) : loadVersion(name));
  const rules = await rulesFor(name, allRules(TODAY));
  const [slow, slowByRules] = [slowJudge(version), slowJudge(version, rules)];
  // The versions before 2.0.1 have no fast path.
  if (!recognised) return { version, rules, slow, slowByRules, fast: slow, fastByRules: slowByRules };
  return { version, rules, slow, slowByRules, fast: fastJudge(version), fastByRules: fastJudge(version, rules) };
}

/** What is wrong about a file: nothing, where every way that is tried ends and says the same. The number decides which ways are tried. */
export async function faultsOf(file: HostileFile, number: number): Promise<string[]> {
  const said = file.extension === 'json' ? await faultsOfJson(file, number) : await faultsOfOther(file, number);
  return said.filter((one) => one !== undefined);
}

/** The same for a search that must be quick: by the readers and the recogniser alone, with the rules one time in four. */
export async function faultsOfReading({ bytes, version, extension }: HostileFile, number: number): Promise<string[]> {
  const cuts = cutsOf(bytes.length, new Random('ways', number));
  const [expected, found] = await (extension === 'json' ? bothPaths : wholeAndInPieces)(bytes, cuts, {
    version,
    extension,
    number,
  });
  // What is shown of a fault in XML ends where the piece ends that the reader has.
  const said = extension === 'json' ? disagreement(expected, found) : differs(expected, found);
  return [miscounted(expected), said].filter((one) => one !== undefined);
}

type Which = { version: string; extension: string; number: number };

async function bothPaths(bytes: Uint8Array, cuts: readonly number[], { version, number }: Which): Promise<[Outcome, Outcome]> {
  const { slow, fast, slowByRules, fastByRules } = await judgesOf(version);
  const [one, other] = number % 4 === 0 ? [slowByRules, fastByRules] : [slow, fast];
  return [outcomeOf(one, bytes), outcomeOf(other, bytes, cuts)];
}

async function wholeAndInPieces(
  bytes: Uint8Array,
  cuts: readonly number[],
  { version, extension }: Which,
): Promise<[Outcome, Outcome]> {
  const name = `fichier.${extension}`;
  return [await bySource(inPieces(name, bytes, []), version), await bySource(inPieces(name, bytes, cuts), version)];
}

type Said = Promise<(string | undefined)[]>;

const way = (title: string, said: string | undefined): string | undefined => said && `${title}: ${said}`;

/** Each file on the fast path; each fourth, fifth … hundredth besides on the ways that cost more. */
async function faultsOfJson({ bytes, version: name, extension, strict }: HostileFile, number: number): Said {
  const random = new Random('ways', number);
  const judges = await judgesOf(name);
  const expected = outcomeOf(judges.slow, bytes);
  const cuts = cutsOf(bytes.length, random);
  const found = [
    way('the slow path', miscounted(expected)),
    way('the fast path', disagreement(expected, outcomeOf(judges.fast, bytes, cuts))),
  ];
  if (strict === true && isJson(expected) !== parses(bytes))
    found.push('the slow path and JSON.parse disagree on whether this is JSON');
  if (number % 4 === 0) found.push(way('the slow path in pieces', disagreement(expected, outcomeOf(judges.slow, bytes, cuts))));
  if (number % 5 === 0) {
    const byRules = outcomeOf(judges.slowByRules, bytes);
    found.push(way('the fast path with the rules', disagreement(byRules, outcomeOf(judges.fastByRules, bytes, cuts))));
    if (number % 100 === 0 && (await isJsonForAll(bytes)))
      found.push(way('the library', differs(byRules, await byLibrary(bytes, cuts, name))));
  }
  if (number % 8 === 1 && RECOGNISED.includes(name)) found.push(way('two threads', inTwo(judges, bytes, random)));
  if (number % 50 === 2 && (await isJsonForAll(bytes)))
    found.push(way('the program', differs(expected, await byProgram(bytes, extension, name))));
  if (number % 100 === 3 && (await isJsonForAll(bytes)))
    found.push(way('the page', differs(expected, await byWorker(bytes, name, random))));
  return found;
}

/** Whether who recognises a form by the first bytes takes these for JSON: text of chance may have the header of a table. */
const isJsonForAll = async (bytes: Uint8Array): Promise<boolean> => (await formOf('fichier.json', bytes)).name === 'json';

/** By the program as it stands on a disk, the same in pieces, and by the page. */
async function faultsOfOther({ bytes, version, extension }: HostileFile, number: number): Said {
  const random = new Random('ways', number);
  const program = await byProgram(bytes, extension, version);
  const found = [miscounted(program)];
  const cuts = cutsOf(bytes.length, random);
  if (extension.endsWith('.gz')) {
    // Node's unpacker fails with other errors than those of browsers, and what a page reads is reported by its bytes alone: only the end counts.
    if (number % 3 === 0) found.push(way('the page', miscounted(await byPage(bytes, 'fichier.gz', version))));
    return found;
  }
  found.push(way('in pieces', differs(program, await bySource(inPieces(`fichier.${extension}`, bytes, cuts), version))));
  if (number % 3 === 0) found.push(way('the page', differs(program, await byPage(bytes, `fichier.${extension}`, version))));
  return found;
}

/** Whole files most often; else pieces of every size, and a cut anywhere. Small pieces of large files would take long and show nothing else. */
function cutsOf(length: number, random: Random): number[] {
  if (length < 2 || random.chance(0.4)) return [];
  if (length > 20_000) return cutsAtRandom(random, length, random.pick([1 << 14, 1 << 16, 1 << 17]));
  if (random.chance(0.2)) return [1 + random.below(length - 1)];
  if (random.chance(0.3)) return cutsAtRandom(random, length, random.pick([2, 16, 64, 300, 1000, 4000]));
  return cutsEvery(random.pick([1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 1000]), length);
}

type Outcome = Judged | { bug: string };

const isJson = (outcome: Outcome): boolean => 'verdict' in outcome && !isRefusal(outcome.verdict) && outcome.verdict.parsed;

/** A verdict that its findings do not bear out. */
function miscounted(outcome: Outcome): string | undefined {
  if ('bug' in outcome) return `broke: ${outcome.bug}`;
  const { verdict, findings } = outcome;
  if (isRefusal(verdict)) return undefined;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors !== verdict.counts.error) return `counts ${verdict.counts.error} errors and gives ${errors}`;
  return verdict.parsed || errors > 0 ? undefined : 'is not read to its end, and nothing is said of it';
}

/** How two ways differ that tell of a file in forms of their own. */
const differs = (expected: Outcome, found: Outcome): string | undefined => disagreement(said(expected), said(found));

/** What every way says in the same form: of a refusal its code, of a finding all but the values that a report shortens. */
function said(outcome: Outcome): Outcome {
  if ('bug' in outcome) return outcome;
  const { findings, verdict } = outcome;
  const { code } = verdict as Refusal;
  return {
    findings: findings.map(
      ({ code, severity, path, position }) => ({ code, severity, path, position: plain(position) }) as unknown as Finding,
    ),
    verdict: isRefusal(verdict) ? ({ code } as Refusal) : plain(shared(verdict)),
  };
}

/** The library tells of the verdict what concerns its users. */
const shared = ({ schemaVerdict, records, counts, rules }: FileVerdict): FileVerdict =>
  ({ schemaVerdict, records, counts, rules }) as FileVerdict;
const plain = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

/** The end of some way: what it gave, the code of an InputError, or the bug that it broke with. */
async function outcomeAfter(work: (findings: Finding[]) => Promise<FileVerdict | Refusal>): Promise<Outcome> {
  const findings: Finding[] = [];
  try {
    return { findings, verdict: await work(findings) };
  } catch (error) {
    if (error instanceof InputError) return { findings, verdict: { code: error.code, params: {}, position: undefined } };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** So many pieces of a file come to a way that is watched, where each costs as much as a small file; the rest comes in one. */
const PIECES = 40;

async function* piecesOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const edge of [...cuts.slice(0, PIECES), bytes.length]) {
    yield await Promise.resolve(bytes.slice(at, edge));
    at = edge;
  }
}

const byLibrary = (bytes: Uint8Array, cuts: readonly number[], version: string): Promise<Outcome> =>
  outcomeAfter(async (findings) => {
    const steps = validateStream(piecesOf(bytes, cuts), { version, date: TODAY });
    for (;;) {
      const step = await steps.next();
      if (step.done !== true) findings.push(step.value);
      else {
        const { schemaVerdict, ...summary } = step.value;
        return { ...summary, parsed: true, schemaVerdict: schemaVerdict === null ? null : schemaVerdict === 'valid' };
      }
    }
  });

const inPieces = (name: string, bytes: Uint8Array, cuts: readonly number[]): Source => ({
  name,
  size: bytes.length,
  chunks: () => piecesOf(bytes, cuts),
});

const bySource = (source: Source, schema: string): Promise<Outcome> =>
  outcomeAfter(async (findings) => {
    const file = await openFile(source, { schema, hashed: false }, () => undefined);
    return file.check((finding) => void findings.push(finding));
  });

let folder: string | undefined;

/** As the command reads it: from a disk, straight into the memory of the recogniser. */
async function byProgram(bytes: Uint8Array, extension: string, version: string): Promise<Outcome> {
  folder ??= mkdtempSync(join(tmpdir(), 'decp-hostile-'));
  const path = join(folder, `fichier.${extension}`);
  writeFileSync(path, bytes);
  const [source] = await openSources([path]);
  return bySource(source!, version);
}

/** What the ways have left behind. */
export function tidy(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
}

/** With a second thread ahead, with or without the rules, where all findings are made or most are only counted. */
function inTwo({ version, rules }: Judges, bytes: Uint8Array, random: Random): string | undefined {
  const isShown = random.chance(0.5) ? (index: number) => index % 4 === 1 : undefined;
  const check = { version, run: random.chance(0.5) ? rules : undefined, isShown };
  const ring = new RingBuffer(RingBuffer.memory(1 + random.below(20), random.pick([400, 40_000])));
  const pace = { chunk: 1 + random.below(4000), leap: random.below(2000), least: random.pick([0, 500]) };
  const setting = { pace, piece: 1 + random.below(2000), seeks: random.chance(0.5), ring };
  return disagreement(
    outcomeOf(() => plainly(check, bytes), bytes),
    outcomeOf(() => scouted(check, bytes, random, setting).judged, bytes),
  );
}

let checker: Checker | undefined;

/** As a page's worker does it. */
const byPage = (bytes: Uint8Array, name: string, version: string): Promise<Outcome> =>
  outcomeAfter(async (findings) => {
    const onFindings = (batch: Finding[]): void => void findings.push(...batch);
    try {
      return verdictOf(await checkInPage(new File([bytes.slice()], name), { version, rules: false, assets: ASSETS, onFindings }));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code?.startsWith('Z_') === true ? new InputError('input.bad-gzip', {}) : error;
    }
  });

/** Through the page's client and its worker, which talk by messages as in a browser; Node lets a file lose its name on the way. */
const byWorker = (bytes: Uint8Array, version: string, random: Random): Promise<Outcome> =>
  outcomeAfter(async (findings) => {
    checker ??= openWorker();
    const blob = new Blob([bytes.slice()]);
    const onFindings = (batch: Finding[]): void => void findings.push(...batch);
    return verdictOf(
      await checker.check(random.chance(0.5) ? blob : (blob.stream() as ReadableStream<Uint8Array>), {
        version,
        rules: false,
        onFindings,
      }),
    );
  });

const verdictOf = (outcome: PageOutcome): FileVerdict | Refusal =>
  outcome.readable ? outcome.verdict : { code: outcome.finding.code, params: {}, position: undefined };

const kept = new Map<string, Uint8Array<ArrayBuffer>>();

/** What a site would serve, read once. */
function served(path: string): Uint8Array<ArrayBuffer> {
  const bytes = kept.get(path) ?? new Uint8Array(readFileSync(path));
  kept.set(path, bytes);
  return bytes;
}

const DIST = `${ROOT}dist/`;
const ASSETS: Assets = {
  bytes: (path) => Promise.resolve(served(`${DIST}${path}`)),
  module: (path) => import(pathToFileURL(`${DIST}${path}`).href) as Promise<unknown>,
};

function openWorker(): Checker {
  const { port1, port2 } = new MessageChannel();
  const scope = globalThis as unknown as { location?: unknown; fetch: unknown };
  scope.location = { href: 'file:///' };
  scope.fetch = (address: string): Promise<Response> => Promise.resolve(new Response(served(fileURLToPath(address))));
  for (const port of [port1, port2]) port.start();
  serve(port1, pathToFileURL(DIST).href);
  return openChecker({ worker: () => Object.assign(port2 as unknown as Port, { terminate: () => port2.close() }) });
}
/** Ends the worker, which would keep the process alive. */
export const closeWorker = (): void => checker?.close();
