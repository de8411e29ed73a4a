// @ts-check
/**
 * The thread of a PGlite. It carries out what the other thread calls (`Call`), one call after the other, and answers each (`Answer`). In JavaScript, so that a thread
 * runs it wherever the program is run from, without a loader of TypeScript.
 * @import { Answer, Call } from './pglite-thread.node.ts'
 */
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** @type {PGlite} */
let db;
let last = Promise.resolve();

parentPort?.on('message', (/** @type {Call} */ call) => {
  last = last.then(async () => parentPort?.postMessage(await answer(call)));
});

/** @type {(call: Call) => Promise<Answer>} */
async function answer(call) {
  try {
    return await carryOut(call);
  } catch (error) {
    return { error: wordsOf(error) };
  }
}

/**
 * What can be handed over of an error: what PostgreSQL says are texts and numbers, while the parameters of the statement may be large.
 * @type {(error: unknown) => NonNullable<Answer['error']>}
 */
function wordsOf(error) {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const values = Object.entries(error).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const message = 'message' in error ? String(error.message) : error.constructor.name;
  return { ...Object.fromEntries(values), message };
}

/** @type {(call: Call) => Promise<Answer>} */
async function carryOut(call) {
  switch (call.name) {
    case 'open': {
      const { texts, options } = call;
      const asText = (/** @type {string} */ text) => text;
      db = await PGlite.create({ ...options, parsers: Object.fromEntries(texts.map((type) => [type, asText])) });
      break;
    }
    case 'query': {
      const { fields, rows } = await db.query(call.sql, [...call.parameters], { rowMode: 'array' });
      return { fields, rows: /** @type {unknown[][]} */ (rows) };
    }
    case 'exec':
      await db.exec(call.sql);
      break;
    case 'copy':
      await db.query(call.sql, [], { blob: new Blob([call.text]) });
      break;
    case 'close':
      await db.close();
  }
  return {};
}
