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

/** Bytes that are written at once, and the milliseconds for which fewer are held: a client may send them one by one. */
const PIECE = 65_536;
const HELD = 10;

/** Parts of a body after which they are to have so many bytes on average: each costs as much as thousands of bytes. */
const PARTS = 5000;
const LEAST_PART = 64;

/** Writes a body to a new file. Throws a Problem: too large, too slow (408), in too small parts, or empty. The request stays open, so that it can be answered. */
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
  let soon: NodeJS.Timeout | undefined;
  let fail = (_: unknown): void => undefined;
  try {
    let parts: Uint8Array[] = [];
    let held = 0;
    let written = Promise.resolve();
    const write = (): void => {
      clearTimeout(soon);
      soon = undefined;
      const piece = Buffer.concat(parts);
      [parts, held] = [[], 0];
      written = written.then(() => file.writeFile(piece));
      written.catch((error: unknown) => fail(error));
    };
    let forget = (): void => undefined;
    await new Promise<void>((resolve, reject) => {
      fail = reject;
      const cut = (): void => reject(Object.assign(new Error('the body was cut'), { code: 'ECONNRESET' }));
      giveUp = () => reject(problem(408, 'too-slow-upload'));
      if (isLate) giveUp();
      if (!body) return resolve();
      if (body.destroyed) return cut();
      let count = 0;
      let isOver = false;
      const take = (part: Uint8Array): void => {
        size += part.length;
        if (size > LIMIT) return reject(problem(413, 'too-large'));
        if (++count > PARTS && size < count * LEAST_PART) return reject(problem(400, 'small-parts'));
        parts.push(part);
        held += part.length;
        if (held < PIECE) return void (soon ??= setTimeout(write, HELD));
        write();
        body.pause();
        written.then(() => isOver || body.resume()).catch(() => undefined);
      };
      body.on('data', take).once('end', resolve).once('error', reject).once('close', cut);
      forget = () => {
        isOver = true;
        body.off('data', take).off('end', resolve).off('close', cut).pause();
      };
    }).finally(() => forget());
    write();
    await written;
  } finally {
    clearInterval(watch);
    clearTimeout(soon);
    await file.close();
  }
  if (size === 0)
    throw new Problem(
      400,
      'empty',
      textsOf(FEDERATION_API, (say) => say['no-file']()),
    );
}
