/** What hostile files are made of: the examples of every version and, for the other forms, what the program itself writes of them. */
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Model } from '../../src/model/types.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { packageOf } from '../../src/write/package/file.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import { xmlOf } from '../../src/write/xml/file.ts';
import { exampleFiles } from '../fast-validate/examples.ts';
import { readText, VERSIONS, GOLDEN } from '../support/engine.ts';

/** A sound file. `versions`: those under which what is made of it is judged. */
export type Base = { name: string; versions: readonly string[]; bytes: Uint8Array };

/** Every example in JSON. Two versions often share one: it stands here once, with both versions. */
export function jsonBases(): Base[] {
  const found = new Map<string, { name: string; versions: string[] }>();
  for (const version of VERSIONS)
    for (const name of exampleFiles(version)) {
      const text = readText(name);
      const known = found.get(text);
      if (known) known.versions.push(version);
      else found.set(text, { name, versions: [version] });
    }
  return [...found].map(([text, { name, versions }]) => ({
    name,
    // What is valid under a version of our own nearly always is under the version that the State applies.
    versions: versions.includes(GOLDEN) ? [...versions, '2.0.3'] : versions,
    bytes: strToU8(text),
  }));
}

/** Examples whose records hold most of what the forms must carry; small, since thousands of files are made of them. */
const CARRIED = ['marche-complet', 'concession-complete', 'fichier-de-deux-listes'];

type Lists = { marches: Partial<Record<RecordKind, unknown[]>> };

/** Files of every other form, of a frozen version, by the ending of their name. */
export async function otherBases(): Promise<Record<OtherForm, Base[]>> {
  const model = await loadModelOf(GOLDEN);
  const json = CARRIED.map((name) => readText(`examples/${GOLDEN}/valid/${name}.json`));
  const of = (form: OtherForm, make: (text: string) => Uint8Array): Base[] =>
    // A Buffer would share its memory with what is sliced from it.
    json.map((text, i) => ({ name: `${CARRIED[i]}.${form}`, versions: [GOLDEN], bytes: new Uint8Array(make(text)) }));
  const xml = (text: string): Uint8Array => strToU8(xmlOf(JSON.parse(text), model).text);
  const csv = (text: string): Uint8Array => tableOf(text, model, 'csv');
  return {
    xml: of('xml', xml),
    csv: of('csv', csv),
    xlsx: of('xlsx', (text) => tableOf(text, model, 'xlsx')),
    zip: of('zip', (text) => zipped(packageOf(JSON.parse(text), model).files)),
    'json.gz': of('json.gz', (text) => gzipSync(text)),
    'xml.gz': of('xml.gz', (text) => gzipSync(xml(text))),
    'csv.gz': of('csv.gz', (text) => gzipSync(csv(text))),
  };
}

export type OtherForm = 'xml' | 'csv' | 'xlsx' | 'zip' | 'json.gz' | 'xml.gz' | 'csv.gz';
export const OTHER_FORMS: readonly OtherForm[] = ['xml', 'csv', 'xlsx', 'zip', 'json.gz', 'xml.gz', 'csv.gz'];

function tableOf(text: string, model: Model, form: 'csv' | 'xlsx'): Uint8Array {
  const table = createTable(model, form);
  const { marches } = JSON.parse(text) as Lists;
  for (const kind of ['marche', 'contrat-concession'] as const) for (const record of marches[kind] ?? []) table.add(kind, record);
  return table.bytes();
}

function zipped(files: ReadonlyMap<string, string>): Uint8Array {
  const entries: Zippable = Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)]));
  return zipSync(entries, { mtime: new Date(1980, 0, 1) });
}
