import { compiledQuickly, instanceOf } from './compile.ts';
import { readText } from '../support/engine.ts';

/** The primitives that emitted code imports. */
export const SPANS = readText('packages/fast-validate/src/assembly/spans.ts');

/** Where texts are laid, behind all data of the module. */
const PLACE = 1 << 20;

/** One emitted function, on texts. */
export type Recognise = (text: string) => boolean;

/** The functions of an emitted module. */
export async function assemble(source: string, spans = SPANS): Promise<(name: string) => Recognise> {
  const exports = instanceOf(await compiled(source, spans));
  exports.memory.grow((2 * PLACE) >> 16);
  const bytes = new Uint8Array(exports.memory.buffer);
  let turn = 0;
  return (name) => (text) => {
    const written = Buffer.from(text, 'utf8');
    const at = PLACE + (turn++ % 16);
    // What stands around a text must never count: each turn it is something else.
    bytes.fill(NOISE[turn % NOISE.length] ?? 0, at - 16, at + written.length + 32);
    bytes.set(written, at);
    return Boolean(exports[name]?.(at, at + written.length));
  };
}

const NOISE = [...'0-<2 "é'].map((sign) => sign.charCodeAt(0));

const compiled = (source: string, spans: string): Promise<Uint8Array> =>
  compiledQuickly(
    new Map([
      ['patterns.ts', source],
      ['spans.ts', spans],
    ]),
    'patterns.ts',
  );
