import type { Lang } from '../../../packages/base/src/language.ts';
import { type Finding, InputError } from '../../finding.ts';
import { findingOfInput } from '../../messages/finding-of.ts';
import type { Language } from '../../messages/language.ts';
import { createTally, NO_WORDS } from '../../report/summary.ts';
import type { CountFindings } from '../../validate/types.ts';
import { type Bytes, openCheck, type TakeFinding } from '../../validate/open-check.ts';
import { chosenRules } from '../checks.ts';
import { type Assets, assetsAt, PageRegistry } from './registry.ts';
import type { Checked, Choices, Outcome, Progress, DescribedFinding, Unreadable } from './types.ts';
import { type Chunks, type Given, openChunks } from './unpacked.ts';

/** `assets`: the URL of the package's `dist/`, with a slash at the end, or a loader of its files. */
export type CheckOptions = Choices & {
  assets: string | Assets;
  onFindings?: OnFindings;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Checks a file in one pass, in memory that does not grow with it. A file that cannot be read is an outcome too, not an error.
 * @throws the reason of `signal` when it aborts; anything else that is thrown is a bug, or an asset that could not be loaded
 */
export const checkGiven = (given: Given, options: CheckOptions): Promise<Outcome> =>
  orUnreadable(options.lang, () => check(given, options));

/** Work on a file; one that cannot be read is an outcome too. */
export async function orUnreadable<T>(lang: Lang | undefined, work: () => Promise<T>): Promise<T | Unreadable> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { readable: false, finding: await describeInput(findingOfInput(error), lang) };
  }
}

async function check(given: Given, { signal, onProgress, ...options }: CheckOptions): Promise<Checked> {
  signal?.throwIfAborted();
  const progress: Progress = { read: 0, ...(given instanceof Blob && { size: given.size }), findings: 0 };
  const chunks = await openChunks(given, (bytes) => (progress.read += bytes));
  const assets = typeof options.assets === 'string' ? assetsAt(options.assets, options.lang) : options.assets;
  const registry = new PageRegistry(assets);
  const rules = chosenRules(options);
  await registry.refuseUnknown(rules);
  const { maxFindings = Infinity } = options;
  const batches = new Batches(options.onFindings, maxFindings);
  const tally = createTally({ places: 0 });
  const count: CountFindings = (index, findings) => {
    if (batches.isOpen || !tally.count(index, findings)) return false;
    batches.withheld += findings.length;
    return true;
  };
  const known = { name: nameOf(given), schema: options.version, rules, ...(maxFindings < Infinity && { count }) };
  const file = await openCheck(bytesOf(chunks, known.name), known, registry);
  const describe = describerOf(registry, file.version, options, rules !== undefined);
  const add = (finding: DescribedFinding): Promise<void> | undefined => {
    tally.add(finding, () => finding.words ?? NO_WORDS);
    return batches.add(finding);
  };
  const take: TakeFinding = (finding) => {
    if (count(finding.record?.index ?? -1, [finding])) return undefined;
    const described = describe(finding);
    return described instanceof Promise ? described.then(add) : add(described);
  };
  const beforeBytes = pacing(batches, progress, { onProgress, signal });
  const verdict = await file.check(take, { beforeBytes }).catch(async (error: unknown) => {
    // What was found of a file before it could not be read any more is part of the outcome.
    if (error instanceof InputError) await batches.flush();
    throw error;
  });
  await batches.flush();
  const { form, version, detection } = file;
  return { readable: true, form, version, detection, verdict, withheld: batches.withheld, groups: tally.groups() };
}

/** A stream has no name. */
export const nameOf = (given: Given): string => (given as { name?: string }).name ?? '';

/** The bytes of a file, with errors of reading turned into InputErrors. Errors on closing a stream that failed are ignored. */
export const bytesOf = (chunks: Chunks, name: string): Bytes => ({
  next: () =>
    chunks.next().catch((error: unknown) => {
      throw asInput(error, name);
    }),
  close: () => chunks.cancel().catch(() => undefined),
});

/** Milliseconds between two reports of progress. */
const PROGRESS_INTERVAL = 100;

/**
 * What is awaited before each read of a file: now and then findings are sent, progress is reported, and whoever wants to abort is heard. `progress`: what was read
 * so far, as of then.
 */
export function pacing(
  batches: Batches,
  progress: Progress,
  { onProgress, signal }: { [Name in 'onProgress' | 'signal']: CheckOptions[Name] | undefined },
): () => Promise<void> {
  let last = 0;
  return async () => {
    if (performance.now() - last < PROGRESS_INTERVAL) return;
    await batches.flush();
    onProgress?.({ ...progress, findings: batches.total });
    await yieldToEvents();
    signal?.throwIfAborted();
    last = performance.now();
  };
}

/** Lets pending events run, such as the message that aborts. A timer would wait four milliseconds (HTML §8.6). */
export const yieldToEvents = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // The types are those of Node, whose ports have no such property.
    (port1 as unknown as { onmessage: () => void }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

type Describe = (finding: Finding) => Promise<DescribedFinding> | DescribedFinding;

/** Adds messages in the chosen language to findings. The catalogue is loaded at the first of them. */
function describerOf(
  registry: PageRegistry,
  version: string,
  { lang, inForm = false }: Pick<Choices, 'lang' | 'inForm'>,
  withRules: boolean,
): Describe {
  if (lang === undefined) return (finding) => finding;
  let ready: ((finding: Finding) => DescribedFinding) | undefined;
  return (finding) => {
    if (ready) return ready(finding);
    return loadDescriber(registry, version, lang, { withRules, inForm }).then((loaded) => (ready = loaded)(finding));
  };
}

const loadMessages = async (lang: Lang): Promise<Language> => (await import('../../messages/language.ts')).loadLanguage(lang);

async function loadDescriber(
  registry: PageRegistry,
  version: string,
  lang: Lang,
  { withRules, inForm }: { withRules: boolean; inForm: boolean },
) {
  const [{ rememberingDescriber }, language, { modelContexts }, model, history, rules] = await Promise.all([
    import('../../messages/describer.ts'),
    loadMessages(lang),
    import('../../messages/model-context.ts'),
    registry.model(version),
    registry.history(),
    withRules ? registry.book(version).then((book) => book.rules) : [],
  ]);
  const describe = rememberingDescriber(modelContexts(model, history, lang, rules, inForm), language);
  return (finding: Finding): DescribedFinding => {
    const { parts: _, shared: __, ...words } = describe(finding);
    return { ...finding, words };
  };
}

/** Adds the message to the finding about a file that could not be read. */
async function describeInput(finding: Finding, lang: Lang | undefined): Promise<DescribedFinding> {
  if (lang === undefined) return finding;
  const [{ describeIn, NO_CONTEXT }, language] = await Promise.all([import('../../messages/describe.ts'), loadMessages(lang)]);
  return { ...finding, words: describeIn(language, finding, NO_CONTEXT) };
}

/** Findings in one message: one message for each would cost more than the check. */
const BATCH = 256;

type OnFindings = (findings: DescribedFinding[]) => Promise<void> | void;

/** Passes findings on in batches, at most so many of them in all, and waits for the consumer: a slow one slows the check instead of filling the memory. */
export class Batches {
  readonly #take: OnFindings;
  readonly #most: number;
  #waiting: DescribedFinding[] = [];
  #given = 0;
  withheld = 0;

  constructor(take: OnFindings = () => undefined, most = Infinity) {
    this.#take = take;
    this.#most = most;
  }

  /** False once `most` findings were given; further ones are counted as withheld. */
  get isOpen(): boolean {
    return this.#given < this.#most;
  }

  get total(): number {
    return this.#given + this.withheld;
  }

  /** Keeps a finding until the next flush. */
  keep(finding: DescribedFinding): void {
    if (!this.isOpen) {
      this.withheld++;
      return;
    }
    this.#given++;
    this.#waiting.push(finding);
  }

  /** Keeps a finding. Returns a promise only where a batch is full: one for each finding would cost as much as the check. */
  add(finding: DescribedFinding): Promise<void> | undefined {
    this.keep(finding);
    return this.#waiting.length >= BATCH ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    await this.#take(batch);
  }
}

/** Names of the exceptions of a file that went away, was changed or is locked (File API, W3C, §6). */
const UNREADABLE = new Set(['NotFoundError', 'NotReadableError', 'SecurityError']);

/** The InputError of a file that cannot be read. Throws any other error, which is a bug. */
function asInput(error: unknown, file: string): InputError {
  if (error instanceof InputError) return error;
  if (!(error instanceof DOMException) || !UNREADABLE.has(error.name)) throw error;
  return new InputError('input.not-readable', { file, reason: error.name });
}
