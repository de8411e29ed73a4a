import { InputError } from '../finding.ts';
import type { Model } from '../model/types.ts';
import { BY_KIND } from '../model/versions.ts';
import type { FormName } from '../read/forms.ts';
import { openOutput } from '../host/output.node.ts';
import { gathered } from './gathered.node.ts';
import { jsonSink } from './json-sink.node.ts';
import type { Sink } from './sink.node.ts';
import { openSpool, staged } from './spool.node.ts';
import { xmlSink } from './xml-sink.node.ts';

/**
 * Opens the output of a conversion, written beside its place and moved there in the end. Throws an InputError where the version has not
 * the form, or the output cannot be written.
 */
export async function openSink(form: FormName, path: string, input: string, model: Model): Promise<Sink> {
  if (form !== 'json' && isFlat(model))
    throw new InputError('input.form-of-version', { version: model.version, form, since: BY_KIND });
  const inputs = input === '-' ? [] : [input];
  if (form === 'package' && isFolder(path)) {
    const { packageSink } = await import('./package-sink.node.ts');
    return packageSink(model, { folder: path });
  }
  const output = path === '-' ? staged(await openOutput(undefined, inputs)) : gathered(await openOutput(path, inputs));
  const beside = path === '-' ? undefined : path;
  switch (form) {
    case 'json':
      return jsonSink(model, output, openSpool(beside));
    case 'xml':
      return xmlSink(model, output, openSpool(beside));
    case 'package': {
      const { packageSink } = await import('./package-sink.node.ts');
      return packageSink(model, { archive: output });
    }
    default: {
      const { sheetSink } = await import('./sheet-sink.node.ts');
      return sheetSink(form, model, output);
    }
  }
}

/** A package goes into an archive where its name says so, else into a folder. */
const isFolder = (path: string): boolean => path !== '-' && !/\.zip$/i.test(path);

const isFlat = (model: Model): boolean => model.lists.some(({ path }) => path === '/marches');
