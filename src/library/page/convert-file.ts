/** Converts a file from a page, in memory. */
import { convertFile } from '../../convert/convert-file.ts';
import { memoryOutput, memorySpool } from '../../convert/in-memory.ts';
import { jsonSink } from '../../convert/json-sink.ts';
import { csvSink, workbookSink } from '../../convert/sheet-sink.ts';
import type { Sink } from '../../convert/sink.ts';
import { xmlSink } from '../../convert/xml-sink.ts';
import { InputError } from '../../finding.ts';
import type { Output } from '../../host/output.ts';
import { rememberingDescriber } from '../../messages/describer.ts';
import { loadLanguage } from '../../messages/language.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { WrittenForm } from '../../model/forms.ts';
import { BY_KIND } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { openCheck } from '../../validate/open-check.ts';
import { chosenRules } from '../checks.ts';
import { bytesOf, type CheckOptions, nameOf, orUnreadable, yieldToEvents } from './check-file.ts';
import { assetsAt, PageRegistry } from './registry.ts';
import type { Converted, Jobs } from './types.ts';
import { type Given, openChunks } from './unpacked.ts';

/** A file that cannot be read is an outcome too, not an error. @throws the reason of `signal` when it aborts; anything else is a bug */
export const convertGiven = (given: Given, options: CheckOptions): Promise<Jobs['convert']> =>
  orUnreadable(options.lang, () => converted(given, options));

/** Losses that are told in words. */
const MOST_LOSSES = 20;

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
  const output = memoryOutput();
  const losses = new Set<string>();
  const conversion = await convertFile(
    check,
    { model, sink: sinkOf(to, model, output), form: to, describe, lossy },
    (finding, words) => {
      if (finding.code.startsWith('convert.') && losses.size < MOST_LOSSES) losses.add(words().text);
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
    file: written ? new Blob(output.parts) : undefined,
    records: records.marche + records['contrat-concession'],
    ...{ errors: counts.error, lost, losses: [...losses] },
  };
}

/** A package of tables is for programs, which have the command. @throws InputError where the version cannot be written in this form */
function sinkOf(form: WrittenForm, model: Model, output: Output): Sink {
  const isFlat = model.lists.some(({ path }) => path === '/marches');
  if (form === 'package' || (isFlat && form !== 'json'))
    throw new InputError('input.form-of-version', { version: model.version, form, since: BY_KIND });
  if (form === 'json') return jsonSink(model, output, memorySpool());
  if (form === 'xml') return xmlSink(model, output, memorySpool());
  return form === 'csv' ? csvSink(model, output, memorySpool()) : workbookSink(form, model, output);
}
