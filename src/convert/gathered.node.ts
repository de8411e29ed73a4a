import type { Output } from '../host/output.node.ts';

/** Characters gathered before they are written: one write for each record would cost more than the record. */
const ENOUGH = 1 << 18;

/** Wraps an output so that texts are written in batches. Bytes are written at once, after the texts before them. */
export function gathered(output: Output): Output {
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await output.write(text);
  };
  return {
    async write(part) {
      if (typeof part === 'string') waiting += part;
      if (typeof part !== 'string' || waiting.length > ENOUGH) await flush();
      if (typeof part !== 'string') await output.write(part);
    },
    async close() {
      await flush();
      await output.close();
    },
    discard: () => output.discard(),
  };
}
