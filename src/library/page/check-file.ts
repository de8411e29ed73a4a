import { type Finding, InputError } from '../../finding.ts';
import { findingOfInput } from '../../messages/finding-of.ts';
import { formOf } from '../../read/forms.ts';
import type { Feed } from '../../read/reader.ts';
import { detectVersion } from '../../validate/detect.ts';
import { drive } from '../../validate/drive.ts';
import { type Assets, assetsAt } from './assets.ts';
import { Batches, type OnFindings } from './batches.ts';
import { Head } from './head.ts';
import { openCheck } from './open-check.ts';
import { Registry } from './registry.ts';
import { takeTurn } from './turn.ts';
import type { Checked, Choices, Outcome, Progress } from './types.ts';
import { type Given, openChunks } from './unpacked.ts';
import { tellerOf, wordsOfInput } from './words.ts';

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
export async function checkFile(given: Given, options: CheckOptions): Promise<Outcome> {
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
