/** Corrects the certain values of a file from a page. */
import { describeIn } from '../../messages/describe.ts';
import { loadLanguage } from '../../messages/language.ts';
import { modelContexts } from '../../messages/model-context.ts';
import { InputError } from '../../finding.ts';
import { fix, LARGEST_FIX } from '../../fix/fix.ts';
import { changeEntry } from '../../fix/report.ts';
import { concat } from '../../read/concat.ts';
import { openCheck } from '../../validate/open-check.ts';
import { chosenRules } from '../checks.ts';
import { bytesOf, type CheckOptions, nameOf, orUnreadable, yieldToEvents } from './check-file.ts';
import { assetsAt, PageRegistry } from './registry.ts';
import type { Change, DescribedChange } from '../../fix/types.ts';
import type { Corrected, Jobs } from './types.ts';
import { type Chunks, type Given, openChunks } from './unpacked.ts';

/** A file that cannot be read is an outcome too, not an error. @throws the reason of `signal` when it aborts; anything else is a bug */
export const fixGiven = (given: Given, options: CheckOptions): Promise<Jobs['fix']> =>
  orUnreadable(options.lang, () => fixed(given, options));

async function fixed(given: Given, { signal, lang = 'fr', version: schema, ...options }: CheckOptions): Promise<Corrected> {
  const name = nameOf(given);
  const bytes = await allOf(await openChunks(given, () => undefined));
  const registry = new PageRegistry(typeof options.assets === 'string' ? assetsAt(options.assets, lang) : options.assets);
  const rules = chosenRules(options);
  await registry.refuseUnknown(rules);
  const history = await registry.history();
  const rulesOf = async (of: string) => (rules ? (await registry.book(of)).rules : []);
  const { pieces, changes, left, form, version, before, verdict } = await fix(bytes, {
    open: (of) => openCheck(bytesOf(chunksOf(of), name), { name, schema, rules }, registry),
    contexts: async (model) => modelContexts(model, history, lang, await rulesOf(model.version)),
    beforeBytes: async () => {
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  });
  const contexts = modelContexts(await registry.model(version), history, lang, await rulesOf(version));
  const language = await loadLanguage(lang);
  const described = (change: Change): DescribedChange => {
    const { field } = describeIn(language, change.finding, contexts(change.finding));
    return { ...changeEntry(change), ...(field !== undefined && { field }) };
  };
  const file = new Blob(pieces);
  return { readable: true, form, version, file, changes: changes.map(described), left: left.map(described), before, verdict };
}

/** @throws InputError `input.too-large-to-fix` */
async function allOf(chunks: Chunks): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await chunks.next(); chunk; chunk = await chunks.next()) {
    size += chunk.length;
    if (size > LARGEST_FIX) throw new InputError('input.too-large-to-fix', { limit: LARGEST_FIX });
    pieces.push(chunk.slice());
  }
  return concat(pieces);
}

function chunksOf(pieces: readonly Uint8Array[]): Chunks {
  const rest = [...pieces];
  return { next: () => Promise.resolve(rest.shift()), cancel: () => Promise.resolve() };
}
