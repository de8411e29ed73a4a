/**
 * `tsx bench/diff/compare/tools.ts NAME`: one tool in a process of its own. A line of JSON asks about a pair, a line answers. What a tool itself
 * prints does not start with the mark.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { Dialect } from '../../../packages/schema-diff/src/types.ts';
import type { Schema } from '../../../test/schema-diff/dialect.ts';

export const MARK = 'reply ';

export type Asked = { previous: Schema; next: Schema; dialect: Dialect; formatAssertion: boolean };
export type Verdict = 'yes' | 'no' | 'unknown';
/** `ms`: processor time of both directions, without reading the question and writing the answer; a busy machine does not change it much. */
export type Answered = { backward: Verdict; forward: Verdict; ms: number; witnesses?: { backward?: unknown; forward?: unknown } };
/** `generator`: instances that jsoncompat makes of both schemas. */
export type Generated = { instances: unknown[] };

type ToolAnswer = Omit<Answered, 'ms'> | Generated;
type Tool = () => Promise<(asked: Asked) => ToolAnswer | Promise<ToolAnswer>>;

const require = createRequire(import.meta.url);
const verdict = (contained: boolean): Verdict => (contained ? 'yes' : 'no');

export const TOOLS: Record<string, Tool> = {
  async 'schema-diff'() {
    const { compareSchemas } = await import('../../../packages/schema-diff/src/index.ts');
    return ({ previous, next, dialect, formatAssertion }) => {
      const { backward, forward } = compareSchemas(previous, next, { dialect, formatAssertion });
      const witnesses = {
        ...(backward.verdict === 'no' && { backward: backward.witness }),
        ...(forward.verdict === 'no' && { forward: forward.witness }),
      };
      return { backward: backward.verdict, forward: forward.verdict, witnesses };
    };
  },

  async 'json-schema-diff'() {
    const { diffSchemas } = require('json-schema-diff') as {
      diffSchemas: (schemas: object) => Promise<{ removalsFound: boolean; additionsFound: boolean }>;
    };
    return async ({ previous, next }) => {
      const { removalsFound, additionsFound } = await diffSchemas({ sourceSchema: previous, destinationSchema: next });
      return { backward: verdict(!removalsFound), forward: verdict(!additionsFound) };
    };
  },

  /** Its role “serializer” asks whether all of the second is in the first. The role “deserializer” is no containment: it trusts the writer not to add properties. */
  async jsoncompat() {
    const { check_compat } = await jsoncompat();
    const contains = (outer: string, inner: string): Verdict => verdict(check_compat(outer, inner, 'serializer'));
    return ({ previous, next }) => {
      const [first, second] = [JSON.stringify(previous), JSON.stringify(next)];
      return { backward: contains(second, first), forward: contains(first, second) };
    };
  },

  async generator() {
    const { generator_for } = await jsoncompat();
    const made = (schema: Schema): unknown[] => {
      const generator = generator_for(JSON.stringify(schema));
      const found: unknown[] = [];
      const start = performance.now();
      for (let i = 0; i < MADE && performance.now() - start < PATIENCE; i++) {
        try {
          found.push(JSON.parse(generator.generate_value(1 + (i % 5))));
        } catch {
          // It gives up after some tries.
        }
      }
      return found;
    };
    return ({ previous, next }) => ({
      instances: [previous, next].flatMap((schema) => {
        try {
          return made(schema);
        } catch {
          return [];
        }
      }),
    });
  },
};

/** Instances that are generated of each schema, and milliseconds after which no other is begun. */
const [MADE, PATIENCE] = [20, 200];

/** What is used of jsoncompat, which is installed here only: types are checked without it. */
type Jsoncompat = {
  initSync(options: { module: Uint8Array }): unknown;
  check_compat(previous: string, next: string, role: string): boolean;
  generator_for(schema: string): { generate_value(depth: number): string };
};

async function jsoncompat(): Promise<Jsoncompat> {
  const name: string = 'jsoncompat';
  const library = (await import(name)) as Jsoncompat;
  library.initSync({ module: readFileSync(require.resolve('jsoncompat/jsoncompat_wasm_bg.wasm')) });
  return library;
}

async function serve(name: string): Promise<void> {
  const ask = await TOOLS[name]?.();
  if (!ask) throw new Error(`${name}: no such tool`);
  const warm: Asked = { previous: { type: 'string' }, next: { type: 'object' }, dialect: 'draft-07', formatAssertion: false };
  for (let i = 0; i < 20; i++) await ask(warm);
  const reply = (value: unknown): void => console.log(MARK + JSON.stringify(value));
  reply('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line) as Asked;
    const start = process.cpuUsage();
    const ms = (): number => {
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    try {
      const said = await ask(asked);
      reply({ ...said, ms: ms() });
    } catch (error) {
      reply({ refused: String(error instanceof Error ? error.message : error).slice(0, 300), ms: ms() });
    }
  }
}

const [, script, name] = process.argv;
if (script === import.meta.filename && name !== undefined) await serve(name);
