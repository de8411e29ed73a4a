/** A file that a client sends, which is to come whole, fast enough, and in time. */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { Problem, problem } from './problem.node.ts';

/** Bytes of a file. */
export const LIMIT = 50 * 1_048_576;

/** Bytes in a second that a file comes with on average, at the least, and the milliseconds after which that is asked for. */
const LEAST_SPEED = 16_384;
const START = 5000;

/** Milliseconds in which a file is to be there whole: before the server gives the request up (`requestTimeout`), which it does without taking the turn back. */
const RECEIVING = 100_000;

/** Writes a body to a new file. Throws a Problem: too large, too slow (408), or empty. The request stays open, so that it can be answered. */
export async function receive(body: Readable | null | undefined, path: string): Promise<void> {
  const file = await open(path, 'wx');
  const begun = Date.now();
  let size = 0;
  let isLate = false;
  let giveUp = (): void => undefined;
  const watch = setInterval(() => {
    const elapsed = Date.now() - begun;
    isLate ||= elapsed > RECEIVING || size < (LEAST_SPEED * (elapsed - START)) / 1000;
    if (isLate) giveUp();
  }, 1000);
  try {
    const chunks = body?.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array> | undefined;
    for (;;) {
      // A chunk that is given up comes with the end of its connection.
      const next = await new Promise<IteratorResult<Uint8Array> | undefined>((resolve, reject) => {
        giveUp = () => reject(problem(408, 'too-slow-upload'));
        if (isLate) giveUp();
        else Promise.resolve(chunks?.next()).then(resolve, reject);
      });
      if (!next || next.done === true) break;
      size += next.value.length;
      if (size > LIMIT) throw problem(413, 'too-large');
      await file.writeFile(next.value);
    }
  } finally {
    clearInterval(watch);
    await file.close();
  }
  if (size === 0)
    throw new Problem(
      400,
      'empty',
      textsOf(FEDERATION_API, (say) => say['no-file']()),
    );
}
