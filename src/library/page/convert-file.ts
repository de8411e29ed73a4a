/** Converts a file from a page, in memory. */
import { convertFile, isMisread } from '../../convert/convert-file.ts';
import type { Finding } from '../../finding.ts';
import { rememberingDescriber } from '../../messages/describer.ts';
import { loadLanguage } from '../../messages/language.ts';
import { modelContexts } from '../../messages/model-context.ts';
import { openCheck } from '../../validate/open-check.ts';
import { chosenRules } from '../checks.ts';
import { bytesOf, type CheckOptions, nameOf, orUnreadable, yieldToEvents } from './check-file.ts';
import { assetsAt, PageRegistry } from './registry.ts';
import { blobOutput, sinkOf } from './sinks.ts';
import type { Converted, Jobs } from './types.ts';
import { type Given, openChunks } from './unpacked.ts';

/** A file that cannot be read is an outcome too, not an error. @throws the reason of `signal` when it aborts; anything else is a bug */
export const convertGiven = (given: Given, options: CheckOptions): Promise<Jobs['convert']> =>
  orUnreadable(options.lang, () => converted(given, options));

/** Losses that are said in words. */
const MOST_LOSSES = 20;

/** What is not in the file written, or not as it was meant: values that its form cannot carry, and what a table holds that was not read. */
const isLeftOut = (finding: Finding): boolean =>
  finding.code.startsWith('convert.') ||
  finding.code === 'table.extra-column' ||
  (finding.code.startsWith('table.') && isMisread(finding));

async function converted(given: Given, options: CheckOptions): Promise<Converted> {
  const { signal, lang = 'fr', version: schema, to = 'json', lossy } = options;
  const name = nameOf(given);
  const registry = new PageRegistry(typeof options.assets === 'string' ? assetsAt(options.assets, lang) : options.assets);
  const rules = chosenRules(options);
  await registry.refuseUnknown(rules);
  const chunks = await openChunks(given, () => undefined);
  const check = await openCheck(bytesOf(chunks, name), { name, schema, rules }, registry);
  const [model, history, language] = await Promise.all([check.model(), registry.history(), loadLanguage(lang)]);
  const describe = rememberingDescriber(
    modelContexts(model, history, lang, rules ? (await registry.book(check.version)).rules : []),
    language,
  );
  const output = blobOutput();
  const losses = new Set<string>();
  const conversion = await convertFile(
    check,
    { model, sink: sinkOf(to, model, output), form: to, describe, lossy },
    (finding, words) => {
      if (isLeftOut(finding) && losses.size < MOST_LOSSES) losses.add(words().text);
    },
    async () => {
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  );
  const { records, counts, lost, written } = conversion;
  return {
    readable: true,
    version: check.version,
    file: written ? output.file() : undefined,
    records: records.marche + records['contrat-concession'],
    ...{ errors: counts.error, lost, losses: [...losses] },
  };
}
