// @ts-check
/**
 * The thread of a PGlite. It carries out what the other thread calls (`Call`), one call after the other, and answers each (`Answer`). In JavaScript, so that a thread
 * runs it wherever the program is run from, without a loader of TypeScript.
 * @import { Answer, Call } from './pglite-thread.node.ts'
 */
import { parentPort } from 'node:worker_threads';
import { parse, PGlite, protocol } from '@electric-sql/pglite';

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

/**
 * The types of the parameters of each statement that is prepared, by name.
 * @type {Map<string, number[]>}
 */
const prepared = new Map();

/**
 * Messages of PostgreSQL's protocol at once: after one that fails, it leaves out the others up to the last, which is a Sync.
 * @type {(...messages: Uint8Array[]) => ReturnType<PGlite['execProtocol']>}
 */
const send = (...messages) => db.execProtocol(Buffer.concat([...messages, protocol.serialize.sync()]), { syncToFs: false });

/**
 * Runs a statement that reads, under its name: `query` of PGlite has each planned anew.
 * @type {(name: string, call: { sql: string; parameters: readonly unknown[] }) => Promise<import('@electric-sql/pglite').Results>}
 */
async function run(name, { sql, parameters }) {
  const { bind, describe, execute, parse: prepare } = protocol.serialize;
  let types = prepared.get(name);
  if (!types) {
    const { messages } = await send(prepare({ name, text: sql }), describe({ type: 'S', name }));
    types = parse.parseDescribeStatementResults(messages);
    prepared.set(name, types);
  }
  const values = parameters.map((value, at) =>
    value === null || value === undefined
      ? null
      : (db.serializers[types[at] ?? 0]?.(value) ?? String(/** @type {string | number | boolean} */ (value))),
  );
  const { messages } = await send(bind({ statement: name, values }), describe({ type: 'P' }), execute({}));
  const [result] = parse.parseResults(messages, db.parsers, { rowMode: 'array' });
  if (!result) throw new Error('a statement has a result');
  return result;
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
      const { fields, rows } =
        call.prepared === undefined
          ? await db.query(call.sql, [...call.parameters], { rowMode: 'array' })
          : await run(call.prepared, call);
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
