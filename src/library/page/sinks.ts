/** What a page writes: the forms that it can, each into a Blob. */
import { memorySpool } from '../../convert/in-memory.ts';
import { jsonSink } from '../../convert/json-sink.ts';
import { csvSink, workbookSink } from '../../convert/sheet-sink.ts';
import type { Sink } from '../../convert/sink.ts';
import { xmlSink } from '../../convert/xml-sink.ts';
import { InputError } from '../../finding.ts';
import type { Output } from '../../host/output.ts';
import type { WrittenForm } from '../../model/forms.ts';
import { BY_KIND, isBefore } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';

/** Whether a page writes a version in a form. A package of tables is for programs, which have the command. */
export const isWritable = (form: WrittenForm, { version }: Model): form is Exclude<WrittenForm, 'package'> =>
  form === 'json' || (form !== 'package' && !isBefore(version, BY_KIND));

/** @throws InputError where the version cannot be written in this form */
export function sinkOf(form: WrittenForm, model: Model, output: Output): Sink {
  if (!isWritable(form, model)) throw new InputError('input.form-of-version', { version: model.version, form, since: BY_KIND });
  if (form === 'json') return jsonSink(model, output, memorySpool());
  if (form === 'xml') return xmlSink(model, output, memorySpool());
  return form === 'csv' ? csvSink(model, output, memorySpool()) : workbookSink(form, model, output);
}

/** An output whose parts are handed to the browser as they come: it keeps them on disk where they are many. `file`: all of them. */
export function blobOutput(): Output & { file(): Blob } {
  let parts: Blob[] = [];
  return {
    write: (part) => {
      parts.push(new Blob([part]));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    discard: () => {
      parts = [];
      return Promise.resolve();
    },
    file: () => new Blob(parts),
  };
}
