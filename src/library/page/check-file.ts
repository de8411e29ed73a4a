import { type Finding, InputError } from '../../finding.ts';
import { findingOfInput } from '../../messages/types.ts';
import { formOf, type Form, beginningOf } from '../../read/forms.ts';
import type { Feed } from '../../read/reader.ts';
import { detectVersion, type Sample } from '../../validate/detect.ts';
import { drive, type Check } from '../../validate/drive.ts';
import { Registry, readJson, readText, hasRecogniser, type Assets, assetsAt } from './registry.ts';
import type { Checked, Choices, Outcome, Progress, ToldFinding } from './types.ts';
import { type Given, openChunks, type Chunks } from './unpacked.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Rule } from '../../model/rules.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { lazyLists } from '../../rules/roster.ts';
import { bookFolder, type RuleBook, type RuleChoice, rulesOnCall, type RulesOnCall } from '../../validate/rule-book.ts';
import { inForceOf } from '../../model/releases.ts';
import { fastReading } from '../../validate/fast-path.ts';
import { checkFile, checkOnCall } from '../../validate/file.ts';
import { NEED_MEMBERS, type Need } from '../../validate/on-call.ts';
import { markPublishedXsd } from '../../validate/published-xsd.ts';
import type { VersionOnCall } from '../../validate/types.ts';
import { sampleOf } from '../../validate/sample.ts';

/** `assets`: the address of the package's `dist/`, with a slash at its end, or what loads from there. */
export type CheckOptions = Choices & {
  assets: string | Assets;
  onFindings?: OnFindings;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Checks a file in one pass, in memory that does not grow with it. What cannot be read at all is an outcome, too.
 * @throws the reason of `signal` when it aborts; anything else that is thrown is a bug, or an asset that could not be loaded
 */
export async function checkGiven(given: Given, options: CheckOptions): Promise<Outcome> {
  try {
    return await check(given, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { readable: false, finding: await wordsOfInput(findingOfInput(error), options.lang) };
  }
}

async function check(given: Given, { signal, onProgress, ...options }: CheckOptions): Promise<Checked> {
  signal?.throwIfAborted();
  const progress: Progress = { read: 0, ...(given instanceof Blob && { size: given.size }) };
  const chunks = await openChunks(given, (bytes) => (progress.read += bytes));
  const pause = async (): Promise<void> => {
    onProgress?.({ ...progress });
    await takeTurn();
    signal?.throwIfAborted();
  };
  try {
    return await checkChunks(new Head(chunks, nameOf(given)), nameOf(given), options, pause);
  } finally {
    // What is left of a stream that failed is of no interest.
    await chunks.cancel().catch(() => undefined);
  }
}

/** A stream has no name. */
const nameOf = (given: Given): string => (given as { name?: string }).name ?? '';

type Pause = () => Promise<void>;
type Take = (finding: Finding) => Promise<void> | undefined;

async function checkChunks(head: Head, name: string, options: CheckOptions, pause: Pause): Promise<Checked> {
  const assets = typeof options.assets === 'string' ? assetsAt(options.assets) : options.assets;
  const registry = new Registry(assets);
  const form = await formOf(name, await head.first());
  const detection = detectVersion(await head.sample(form), await registry.index());
  const { version } = await registry.facts(options.version ?? detection.version);
  const batches = new Batches(options.onFindings ?? (() => undefined), options.maxFindings ?? Infinity);
  const tell = tellerOf(registry, assets, version, options);
  const take: Take = (finding) => {
    if (!batches.wanted()) return undefined;
    const told = tell(finding);
    return told instanceof Promise ? told.then((late) => batches.add(late)) : batches.add(told);
  };
  const started = await openCheck(registry, assets, { form, version, rules: options.rules });
  let told = 0;
  const feedNext = async (feed: Feed): Promise<boolean> => {
    const isFed = await head.feedNext(feed);
    if (performance.now() - told < TOLD) return isFed;
    await batches.flush();
    await pause();
    told = performance.now();
    return isFed;
  };
  const verdict = await drive(started, {
    feedNext,
    take,
    get failure() {
      return head.failure;
    },
  });
  await batches.flush();
  return { readable: true, form: form.name, version, detection, verdict, withheld: batches.withheld };
}

/** Milliseconds after which whoever looks on is told how far the check has come. */
const TOLD = 100;

/** Lets what waits have its turn, such as the message that aborts. A timer would wait for four milliseconds (HTML §8.6). */
const takeTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // The types at hand are those of Node, whose ports have no such property.
    (port1 as unknown as { onmessage: () => void }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

type Tell = (finding: Finding) => Promise<ToldFinding> | ToldFinding;

/** Puts the findings about files of a version into the words of the chosen language. The catalogue is loaded at the first of them. */
function tellerOf(registry: Registry, assets: Assets, version: string, { lang, rules }: Choices): Tell {
  if (lang === undefined) return (finding) => finding;
  let ready: ((finding: Finding) => ToldFinding) | undefined;
  return (finding) => {
    if (ready) return ready(finding);
    return teller(registry, assets, version, lang, rules !== undefined).then((loaded) => (ready = loaded)(finding));
  };
}

async function teller(registry: Registry, assets: Assets, version: string, lang: Lang, withRules: boolean) {
  const [{ describe }, { modelContexts }, model, history, rules] = await Promise.all([
    import('../../messages.ts'),
    import('../../messages/model-context.ts'),
    registry.model(version),
    registry.history(),
    withRules ? loadRules(assets, version).then((book) => book.rules) : [],
  ]);
  const contexts = modelContexts(model, history, lang, rules);
  return (finding: Finding): ToldFinding => ({ ...finding, words: describe(finding, contexts(finding), lang) });
}

/** The same for what is said of a file that could not be read. */
async function wordsOfInput(finding: Finding, lang: Lang | undefined): Promise<ToldFinding> {
  if (lang === undefined) return finding;
  const { describe, NO_CONTEXT } = await import('../../messages.ts');
  return { ...finding, words: describe(finding, NO_CONTEXT, lang) };
}

/** Findings that go together: a message a finding would cost more than the check. */
const BATCH = 256;

type OnFindings = (findings: ToldFinding[]) => Promise<void> | void;

/** Gathers findings and hands them on, many at a time. Who takes them is waited for: a slow reader slows the check and fills no memory. */
class Batches {
  readonly #take: OnFindings;
  readonly #most: number;
  #waiting: ToldFinding[] = [];
  #given = 0;
  withheld = 0;

  constructor(take: OnFindings, most: number) {
    this.#take = take;
    this.#most = most;
  }

  /** True when the next finding is wanted: else it is only counted. */
  wanted(): boolean {
    if (this.#given < this.#most) return true;
    this.withheld++;
    return false;
  }

  /** A promise only where a batch is full: one for each finding would cost as much as to find it. */
  add(finding: ToldFinding): Promise<void> | undefined {
    this.#given++;
    return this.#waiting.push(finding) >= BATCH ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    await this.#take(batch);
  }
}

/** The rules that judge data of a version. */
async function loadRules(assets: Assets, version: string): Promise<RuleBook> {
  const folder = bookFolder(version);
  const [data, lists, module] = await Promise.all([
    readJson<{ version: string; rules: Rule[] }>(assets, `${folder}/rules.json`),
    readText(assets, 'rules/nomenclatures.json'),
    assets.module(`${folder}/rules.js`),
  ]);
  return { ...data, nomenclatures: lazyLists(lists), module: module as RulesModule };
}

type Wanted = { form: Form; version: string; rules: RuleChoice | undefined };

/** What a check needs: by the fast path where the version has one. */
async function openCheck(registry: Registry, assets: Assets, { form, version, rules }: Wanted): Promise<Check> {
  const load = (wanted: string) => registry.load(wanted);
  const inForce = inForceOf(await registry.index());
  const run = rules && (await rulesOnCall(await loadRules(assets, version), version, rules, { inForce, load }));
  const fast = form.name === 'json' ? await fastCheck(registry, assets, version, run) : undefined;
  if (fast) return fast;
  await run?.ready();
  const loaded = await load(version);
  const { feed, events } = form.open(loaded.model);
  const judged = checkFile(events, loaded, run);
  return { feed, steps: form.name === 'xml' ? markPublishedXsd(judged, version) : judged };
}

/** Only what may be wrong is turned into values; the checks themselves are loaded when something may be. */
async function fastCheck(
  registry: Registry,
  assets: Assets,
  version: string,
  run: RulesOnCall | undefined,
): Promise<Check | undefined> {
  const face = await registry.face(version);
  if (!hasRecogniser(face)) return undefined;
  const module = await registry.recogniser(version);
  const fast = await fastReading({ face, module, tables: () => assets.bytes('rules/tables.bin') }, run);
  if (!fast) return undefined;
  const call: VersionOnCall = { face, loaded: undefined, members: undefined };
  const load = async (need: Need) => {
    await run?.ready();
    if (need === NEED_MEMBERS) call.members = await registry.members(version, face);
    else call.loaded = await registry.load(version);
  };
  return { feed: fast.feed, steps: checkOnCall(fast.events, call, fast.rules), load };
}

/** The bytes of a file, of which the first are read once to look and a second time to check. */
class Head {
  readonly #chunks: Chunks;
  readonly #name: string;
  readonly #kept: Uint8Array[] = [];
  #any = false;
  /** Why the file could not be read to its end. */
  failure: InputError | undefined;

  constructor(chunks: Chunks, name: string) {
    this.#chunks = chunks;
    this.#name = name;
  }

  /** The first bytes, which tell the form of the file; empty when there are none. */
  first(): Promise<Uint8Array> {
    return beginningOf(() => this.#keep());
  }

  sample(form: Form): Promise<Sample> {
    const seen = [...this.#kept];
    return sampleOf(form, async () => seen.shift() ?? (await this.#keep()));
  }

  /** Feeds the next bytes; where there are no more, finishes the feed and answers false. */
  async feedNext(feed: Feed): Promise<boolean> {
    const chunk = this.#kept.shift() ?? (await this.#read());
    if (chunk) feed.feed(chunk);
    else feed.finish();
    return chunk !== undefined;
  }

  /** Reads a chunk and keeps a copy: its buffer is used again. */
  async #keep(): Promise<Uint8Array | undefined> {
    const copy = (await this.#read())?.slice();
    if (copy) this.#kept.push(copy);
    return copy;
  }

  /** What was read before a file turns out to be damaged is still worth checking. */
  async #read(): Promise<Uint8Array | undefined> {
    try {
      const chunk = await this.#chunks.next();
      this.#any ||= chunk !== undefined;
      return chunk;
    } catch (error) {
      const failure = asInput(error, this.#name);
      if (!this.#any) throw failure;
      this.failure = failure;
      return undefined;
    }
  }
}

/** Names of the exceptions of a file that went away, was changed or is locked (File API, W3C, §6). */
const UNREADABLE = new Set(['NotFoundError', 'NotReadableError', 'SecurityError']);

/** Throws what is neither the fault of the file nor of the call. */
function asInput(error: unknown, file: string): InputError {
  if (error instanceof InputError) return error;
  if (!(error instanceof DOMException) || !UNREADABLE.has(error.name)) throw error;
  return new InputError('input.not-readable', { file, reason: error.name });
}
