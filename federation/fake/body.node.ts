/** The bytes of a content of a scenario. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { memoryOutput, memorySpool } from '../../src/convert/in-memory.ts';
import { packageSink } from '../../src/convert/package-sink.node.ts';
import { csvSink, workbookSink } from '../../src/convert/sheet-sink.ts';
import { xmlSink } from '../../src/convert/xml-sink.ts';
import { under } from '../../src/host/paths.node.ts';
import type { Sink } from '../../src/convert/sink.ts';
import type { WrittenForm } from '../../src/model/forms.ts';
import type { Model } from '../../src/model/types.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { type Invented, inventedOf } from './invented.ts';
import type { Content } from './scenario.ts';
import type { Body } from './site.ts';

/** The version that contents are written in, where JSON does not do. */
const STANDARD = '2.0.3';
/** ZIP archives have a date for each file: always this one, so that the same content gives the same bytes. */
const LONG_AGO = '2020-01-01T00:00:00';
const MEGABYTE = Buffer.alloc(1_000_000, ' ');

/** The bytes of a content, in the form that it says, or else that the name of its file says. */
export async function bodyOf(content: Content, title: string): Promise<Body> {
  const { encoding, texts = 1, cut = 0, wrap, blanks } = content;
  let bytes = await plain(content, title);
  if (encoding === 'bom') bytes = Buffer.concat([Buffer.from('\ufeff'), bytes]);
  else if (encoding === 'iso-8859-1') bytes = Buffer.from(bytes.toString(), 'latin1');
  bytes = Buffer.concat(Array<Buffer>(texts).fill(bytes));
  bytes = bytes.subarray(0, Math.max(0, bytes.length - cut));
  if (wrap === 'gz') bytes = gzipSync(bytes);
  else if (wrap === 'zip') bytes = Buffer.from(zipSync({ [title.replace(/\.zip$/, '')]: bytes }, { mtime: LONG_AGO }));
  if (!blanks) return bodyOfBytes(bytes);
  // The members of a gzip file follow each other: a megabyte compressed once does for all.
  const packed = blanks.as === 'gz' || blanks.as === 'coding';
  return bodyWithBlanks(packed ? gzipSync(bytes) : bytes, packed ? gzipSync(MEGABYTE) : MEGABYTE, blanks.megabytes);
}

/** Bytes at hand as the body of a file. */
const bodyOfBytes = (bytes: Buffer): Body => ({
  size: bytes.length,
  sha1: createHash('sha1').update(bytes).digest('hex'),
  open: (from) => [bytes.subarray(from)],
});

function bodyWithBlanks(bytes: Buffer, piece: Buffer, times: number): Body {
  return {
    size: bytes.length + piece.length * times,
    sha1: null,
    *open(from) {
      if (from < bytes.length) yield bytes.subarray(from);
      const after = Math.max(0, from - bytes.length);
      for (let i = Math.floor(after / piece.length); i < times; i++)
        yield i * piece.length < after ? piece.subarray(after % piece.length) : piece;
    },
  };
}

async function plain(content: Content, title: string): Promise<Buffer> {
  if (content.text !== undefined) return Buffer.from(content.text);
  if (content.file !== undefined) return readFile(under(content.file));
  const contracts = inventedOf(content);
  const form = content.form ?? formOf(title);
  return form === 'json' ? Buffer.from(jsonOf(contracts, content.label)) : written(contracts, form);
}

const FORMS: Readonly<Record<string, WrittenForm>> = { xml: 'xml', csv: 'csv', xlsx: 'xlsx', ods: 'ods', zip: 'package' };
const formOf = (title: string): WrittenForm => FORMS[/\.([a-z]+)(?:\.gz)?$/.exec(title)?.[1] ?? ''] ?? 'json';

/** 1.x has one list, 2.x a list for each kind; a file with both has them all in the lists of 2.x. */
function jsonOf(contracts: readonly Invented[], label: string | undefined): string {
  const values = (kind: Invented['kind']): unknown[] => contracts.filter((one) => one.kind === kind).map(({ value }) => value);
  const isOld = contracts.length > 0 && contracts.every(({ old }) => old);
  const marches = isOld
    ? contracts.map(({ value }) => value)
    : { marche: values('marche'), 'contrat-concession': values('contrat-concession') };
  return JSON.stringify({ ...(label !== undefined && { version: label }), marches });
}

type Open = (model: Model, output: ReturnType<typeof memoryOutput>) => Sink | Promise<Sink>;

const SINKS: Record<Exclude<WrittenForm, 'json'>, Open> = {
  xml: (model, output) => xmlSink(model, output, memorySpool()),
  csv: (model, output) => csvSink(model, output, memorySpool()),
  xlsx: (model, output) => workbookSink('xlsx', model, output),
  ods: (model, output) => workbookSink('ods', model, output),
  package: (model, archive) => packageSink(model, { archive }),
};

/** Contracts in another form than JSON, as `decp convert` writes it. */
export async function written(
  contracts: readonly Pick<Invented, 'kind' | 'value'>[],
  form: Exclude<WrittenForm, 'json'>,
): Promise<Buffer> {
  const model = await loadModelOf(STANDARD);
  const output = memoryOutput();
  const sink = await SINKS[form](model, output);
  sink.open(undefined);
  // XML, tables and packages have the records of each kind in a list of their own, counted from 0.
  const counts = { marche: 0, 'contrat-concession': 0 };
  for (const { kind, value } of contracts) {
    const lost = sink.record({ kind, value, index: counts[kind]++ });
    if (lost.length > 0) throw new Error(`an invented contract cannot be written as ${form}: ${JSON.stringify(lost)}`);
    await sink.flush();
  }
  await sink.close(undefined);
  await sink.keep();
  return Buffer.concat(output.parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}
