import { type LaneEvent, NEED_BYTES, type ReadEvent } from '../record.ts';
import { JsonFile, type ReadOptions, Stop } from './file.ts';
import { openFile } from './opening.ts';
import { readTexts } from './texts.ts';
import { Window } from './window.ts';

/**
 * Gives the events of one JSON file, in the order of the file. Where it yields NEED_BYTES, the driver feeds the window with the
 * next chunk (any size; chunks under 1 MiB keep memory low; the chunk may be used again) or finishes it, and asks on: so the
 * same reader serves files, pipes and browsers, waiting or not.
 * @throws InputError when there is nothing to read: `syntax.empty`, `syntax.not-json`, `encoding.utf16`
 */
export function readJson(window: Window, options?: Omit<ReadOptions, 'lane'>): Generator<ReadEvent | typeof NEED_BYTES, void>;
export function readJson(window: Window, options: ReadOptions): Generator<ReadEvent | LaneEvent | typeof NEED_BYTES, void>;
export function* readJson(window: Window, options: ReadOptions = {}): Generator<ReadEvent | LaneEvent | typeof NEED_BYTES, void> {
  const file = new JsonFile(window, options);
  const firstByte = yield* openFile(file);
  file.places.set('', { key: window.position(), value: window.position() });
  let skeleton: unknown;
  try {
    skeleton = yield* readTexts(file, firstByte);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    yield* stop.events;
    yield* drain(window);
  }
  yield {
    type: 'end',
    skeleton: file.sound ? skeleton : undefined,
    parsed: file.sound,
    bytes: window.limit,
    locate: (pointer, part = 'value') => file.places.get(pointer)?.[part],
  };
}

/** Lets the rest of the file go by, so that its size is known. */
function* drain(window: Window): Generator<typeof NEED_BYTES, void> {
  window.discard();
  while (!window.finished) {
    yield NEED_BYTES;
    window.discard();
  }
}

/** Gives the events of a file whose chunks are at hand. */
export function* readChunks(chunks: Iterable<Uint8Array>, options: Omit<ReadOptions, 'lane'> = {}): Generator<ReadEvent, void> {
  const window = new Window();
  const source = chunks[Symbol.iterator]();
  try {
    for (const event of readJson(window, options)) {
      if (event !== NEED_BYTES) yield event;
      else feedNext(window, source);
    }
  } finally {
    source.return?.();
  }
}

function feedNext(window: Window, source: Iterator<Uint8Array>): void {
  const next = source.next();
  if (next.done === true) window.finish();
  else window.feed(next.value);
}
