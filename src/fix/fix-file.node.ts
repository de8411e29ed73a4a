import { InputError } from '../finding.ts';
import { modelContexts } from '../messages/model-context.ts';
import { concat } from '../read/concat.ts';
import type { OnRead, Source } from '../read/source.ts';
import { openFile } from '../validate/open-file.node.ts';
import { readHistory } from '../validate/registry.node.ts';
import { loadRules } from '../validate/load-rules.node.ts';
import type { RuleChoice } from '../validate/rule-book.ts';
import { fix, LARGEST_FIX } from './fix.ts';
import type { Fixed } from './types.ts';

/** `rules`: those of the verdict; none when undefined. */
export type FixOptions = { schema?: string | undefined; rules?: RuleChoice | undefined };

/** Corrects the certain values of a file held in memory. @throws InputError as `fix` does */
export async function fixBytes(bytes: Uint8Array, name: string, { schema, rules }: FixOptions): Promise<Fixed> {
  const history = await readHistory();
  return fix(bytes, {
    open: (pieces) => openFile(sourceOf(name, pieces), { schema, rules, hashed: false }, () => undefined),
    contexts: async (model) => modelContexts(model, history, 'fr', rules ? (await loadRules(model.version)).rules : []),
  });
}

const sourceOf = (name: string, pieces: readonly Uint8Array[]): Source => ({
  name,
  size: undefined,
  chunks: async function* () {
    yield* await Promise.resolve(pieces);
  },
});

/** The bytes of a source, unpacked. @throws InputError where it cannot be read, or is larger than a fix may be */
export async function bytesOf(source: Source, onRead: OnRead): Promise<Uint8Array> {
  if (source.form) throw new InputError('input.form-not-fixed');
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.chunks(onRead)) {
    size += chunk.length;
    if (size > LARGEST_FIX) throw new InputError('input.too-large-to-fix', { limit: LARGEST_FIX });
    // The source may use its buffer again.
    pieces.push(new Uint8Array(chunk));
  }
  return concat(pieces);
}
