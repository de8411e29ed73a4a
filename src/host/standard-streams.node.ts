/** Standard output and error as streams that may fail at any time: their reader goes away, or a disk is full. */
import { OutputFailed, outputError, ReaderGone } from './output-error.ts';
import type { Output } from './output.ts';
import { failureOf, writeTo } from './stream-output.node.ts';

/**
 * Keeps the process alive when standard output or standard error fails; what is written to it from then on is lost. Returns a function to be called at the end, which throws an
 * OutputFailed where standard output failed and its reader had not gone away. Failures of standard error are ignored.
 */
export function guardStandardStreams(): () => Promise<void> {
  guard(process.stderr);
  const state = guard(process.stdout);
  return async () => {
    // A file that is full says so at the end of the turn.
    await new Promise((done) => setImmediate(done));
    if (state.error && state.error.code !== 'EPIPE') throw new OutputFailed(state.error);
  };
}

/** Standard output or error as an Output that waits for a slow reader. Throws a ReaderGone or an OutputFailed. */
export function streamOutput(stream: NodeJS.WriteStream): Output {
  const state = guard(stream);
  const failed = failureOf(stream, outputError);
  const flushed = () => new Promise<void>((done) => stream.write('', (error) => (error ? undefined : done())));
  const whileTaken = async (work: () => Promise<void>): Promise<void> => {
    if (!state.error) await work();
    // Also of what seemed to be taken: a stream that has failed says so once.
    if (state.error) throw outputError(state.error);
  };
  return {
    write: (part) => whileTaken(() => writeTo(stream, part, failed)),
    close: () => whileTaken(() => Promise.race([failed, flushed()])),
    discard: () => Promise.resolve(),
  };
}

/** A standard stream for what a call writes beside its data: where the reader goes away before the end, the call goes on. Throws an OutputFailed. */
export function outputBeside(stream: NodeJS.WriteStream): Output {
  const output = streamOutput(stream);
  let isGone = false;
  const whileRead = async (work: () => Promise<void>): Promise<void> => {
    if (isGone) return;
    await work().catch((error: unknown) => {
      if (!(error instanceof ReaderGone)) throw error;
      isGone = true;
    });
  };
  return {
    write: (part) => whileRead(() => output.write(part)),
    close: () => whileRead(() => output.close()),
    discard: () => output.discard(),
  };
}

/** The first error of a stream. */
type State = { error?: NodeJS.ErrnoException };

const guarded = new WeakMap<NodeJS.WriteStream, State>();

/**
 * Listens to the errors of a stream, and keeps the first: an error without a listener would end the process. Writing to a file throws its errors instead, and `console` swallows
 * them: these are emitted too.
 */
function guard(stream: NodeJS.WriteStream): State {
  const known = guarded.get(stream);
  if (known) return known;
  const state: State = {};
  guarded.set(stream, state);
  stream.on('error', (error: NodeJS.ErrnoException) => (state.error ??= error));
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = (...args: unknown[]): boolean => {
    try {
      return write(...args);
    } catch (error) {
      stream.emit('error', error);
      return true;
    }
  };
  return state;
}
