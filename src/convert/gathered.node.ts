import type { Output } from '../host/output.node.ts';

/** Text is gathered until this many characters: a write a record would cost more than the record. */
const ENOUGH = 1 << 18;

/** An output whose small texts are written together. */
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
