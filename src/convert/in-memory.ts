/** Outputs and spools in memory, where there is no disk: a page. */
import type { Output } from '../host/output.ts';
import type { Spool } from './sink.ts';

type Part = string | Uint8Array;

/** An output that keeps its parts; `parts` are those of a closed one. */
export function memoryOutput(): Output & { parts: Part[] } {
  const parts: Part[] = [];
  return {
    parts,
    write: (part) => {
      parts.push(part);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    discard: () => {
      parts.length = 0;
      return Promise.resolve();
    },
  };
}

export function memorySpool(): Spool {
  let texts: string[] = [];
  return {
    add: (text) => {
      texts.push(text);
    },
    flushIfEnough: () => undefined,
    write: (part) => {
      texts.push(typeof part === 'string' ? part : new TextDecoder().decode(part));
      return Promise.resolve();
    },
    async *read() {
      const encoder = new TextEncoder();
      for (const text of texts) yield await Promise.resolve(encoder.encode(text));
    },
    async *lines() {
      yield await Promise.resolve(texts.join('').split('\n').slice(0, -1));
    },
    async pour(output) {
      for (const text of texts) await output.write(text);
      texts = [];
    },
    remove: () => {
      texts = [];
      return Promise.resolve();
    },
  };
}
