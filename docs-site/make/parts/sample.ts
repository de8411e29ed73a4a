/** Excerpts of the complete example that show a field in JSON, XML and CSV. */
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { treesOf } from '../../../src/model/tree.ts';
import { cellsOf } from '../../../src/write/sheet/cells.ts';
import { csvText } from '../../../src/write/sheet/csv.ts';
import { recordXml } from '../../../src/write/xml/record.ts';
import type { Life, Spot } from '../lives.ts';
import type { SiteData } from '../types.ts';
import { versionName } from './version-name.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import type { Model } from '../../../src/model/types.ts';
import { blocks, box, fence, type Markdown, paragraph } from '../markdown.ts';

/** The excerpt of one record. `columns`: CSV cells by column name. */
export type Sample = { kind: RecordKind; record: Record<string, unknown>; columns: Map<string, string> };

export function sampleOf({ last }: Life, data: Pick<SiteData, 'examples'>): Sample | undefined {
  for (const spot of last.spots) {
    const sample = sampleAt(spot, last.model, data);
    if (sample) return sample;
  }
  return undefined;
}

function sampleAt({ holder, entry }: Spot, model: Life['last']['model'], data: Pick<SiteData, 'examples'>): Sample | undefined {
  if (holder === 'fichier') return undefined;
  const record = only(baseRecord(data, model, holder), entry.path) as Record<string, unknown> | undefined;
  if (record === undefined) return undefined;
  return { kind: holder, record, columns: cellsOf(treesOf(model)[holder], record, 'csv').cells };
}

/** The excerpt in JSON, XML and CSV, each in its own code block. */
export function sampleBlocks(life: Life, sample: Sample, data: Pick<SiteData, 'releases'>, lang: Lang): Markdown {
  const { model } = life.last;
  const words = SITE_FIELDS[lang];
  const { text } = recordXml(sample.kind, sample.record, treesOf(model)[sample.kind], '');
  const csv = csvText([[...sample.columns.keys()], [...sample.columns.values()]]).replace(/^\uFEFF/, '');
  return blocks(
    paragraph(words['sample-intro']({ version: versionName(model.version, data, lang) })),
    box(
      'formes',
      fence('json', JSON.stringify(sample.record, null, 2), 'JSON'),
      fence('xml', text, 'XML'),
      sample.columns.size === 0 ? paragraph(words['sample-csv-none']()) : fence('csv', csv.replaceAll('\r\n', '\n'), 'CSV'),
    ),
  );
}

/** Names of the complete examples: in our own versions, then in versions published before. */
const COMPLETE: Record<RecordKind, readonly string[]> = {
  marche: ['valid/marche-complet.json', 'valid/base-marche.json'],
  'contrat-concession': ['valid/concession-complete.json', 'valid/base-concession.json'],
};

/** The complete example of a record kind. */
function baseFile({ examples }: Pick<SiteData, 'examples'>, version: string, kind: RecordKind): unknown {
  const files = examples.get(version);
  const text = COMPLETE[kind].map((name) => files?.get(name)).find((found) => found !== undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/** The record in the complete example. Before 2.0.1 one list holds both kinds. */
function baseRecord(data: Pick<SiteData, 'examples'>, model: Model, kind: RecordKind): unknown {
  const list = model.lists.find(({ kinds }) => kinds.includes(kind));
  let found = baseFile(data, model.version, kind);
  for (const name of tokens(list?.path ?? '')) found = (found as Record<string, unknown> | undefined)?.[name];
  return Array.isArray(found) ? found[0] : undefined;
}

/** Keeps only the value at a path (`titulaires[].titulaire.id`), with the first item of each list. Undefined if there is none. */
function only(value: unknown, path: string): unknown {
  return pick(value, path === '' ? [] : path.replaceAll('[]', '.[]').split('.'));
}

function pick(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return Array.isArray(value) ? value.slice(0, 1) : value;
  if (step === '[]') {
    const inside: unknown = Array.isArray(value) ? pick(value[0], rest) : undefined;
    return inside === undefined ? undefined : [inside];
  }
  const inside = isObject(value) ? pick(value[step], rest) : undefined;
  return inside === undefined ? undefined : { [step]: inside };
}
