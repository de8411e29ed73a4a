/**
 * What one client may ask for at once: a share of what makes answers (the database, the processor) and of what holds them until they are read (memory). Those who ask for more wait a while for
 * their turn; the others are answered meanwhile.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isInside } from '../pages/pages.node.tsx';
import type { App } from './app.ts';
import { clientOf } from './client.ts';
import { Turns } from './turns.node.ts';

/** Answers that one process makes at once, and that it holds until they are read, with the share of one client and of one network; how many more wait, and milliseconds for which they do. */
const MADE = { most: 16, share: 2, network: 8, waiting: 64, patience: 10_000 };
const HELD = { most: 64, share: 8, network: 32, waiting: 64, patience: 10_000 };

/** Milliseconds in which an answer is to be read, and the bytes in a second that are read then on average, at the least. */
const READING = 20_000;
const LEAST_SPEED = 32_768;

/** Those of whoever runs it, and what costs nothing. */
const UNSHARED = new Set(['/health', '/ready', '/metrics', '/style.css']);

/** What an answer has taken, until it is given back. */
type Taken = { made?: () => void; held?: () => void; late?: NodeJS.Timeout };

/** Has each client a share. To be called before the routes are added. */
export function shareAnswers(app: App): void {
  const making = new Turns(MADE.most, MADE);
  const holding = new Turns(HELD.most, HELD);
  const taken = new WeakMap<FastifyReply, Taken>();
  const giveBack = (reply: FastifyReply, ...names: ('made' | 'held')[]): void => {
    const all = taken.get(reply);
    for (const name of names) {
      all?.[name]?.();
      delete all?.[name];
    }
    if (names.includes('held')) clearTimeout(all?.late);
  };

  app.addHook('preHandler', async (request, reply) => {
    if (!isShared(request)) return;
    const client = clientOf(request.ip);
    const all: Taken = {};
    taken.set(reply, all);
    const gone = new AbortController();
    // Whoever leaves frees what was held for it; what is being made of it is made to its end first.
    reply.raw.once('close', () => {
      gone.abort();
      giveBack(reply, 'held');
    });
    all.held = await holding.wait(client, gone.signal);
    if (reply.raw.destroyed) {
      giveBack(reply, 'held');
      throw Object.assign(new Error('nobody waits any longer'), { code: 'ABORT_ERR' });
    }
    all.made = await making.wait(client, gone.signal);
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    giveBack(reply, 'made');
    const all = taken.get(reply);
    // Files are read piece by piece: of those that nobody takes further, little is held.
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) giveBack(reply, 'held');
    else if (all?.held) all.late = setTimeout(() => reply.raw.destroy(), READING + (payload.length / LEAST_SPEED) * 1000).unref();
    done();
  });
  app.addHook('onResponse', (_request, reply, done) => {
    giveBack(reply, 'made', 'held');
    done();
  });
}

/** Whether a request takes a turn: what a page asks the API for was counted with the page, and files to check have turns of their own. */
const isShared = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !isInside(request) &&
  request.routeOptions.url !== undefined &&
  !UNSHARED.has(request.routeOptions.url);
