/** A field as it stands in a file, in the three forms: an excerpt of the complete example. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { treesOf } from '../../../src/model/tree.ts';
import { cellsOf } from '../../../src/write/sheet/cells.ts';
import { csvText } from '../../../src/write/sheet/table.ts';
import { recordXml } from '../../../src/write/xml/record.ts';
import type { Life, Spot } from '../lives.ts';
import { block } from '../markdown.ts';
import type { SiteData } from '../types.ts';
import { FIELD_WORDS } from '../words/field.ts';
import { baseRecord, only } from './base-record.ts';
import { blocks } from './html.ts';
import { versionName } from './version-name.ts';

/** The excerpt; undefined where the complete example does not have the field. */
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

/** JSON, XML and CSV, each in a block of code that can be copied. */
export function sampleBlocks(life: Life, sample: Sample, data: Pick<SiteData, 'releases'>, lang: Lang): string {
  const { model } = life.last;
  const words = FIELD_WORDS[lang];
  const { text } = recordXml(sample.kind, sample.record, treesOf(model)[sample.kind], '');
  const csv = csvText([[...sample.columns.keys()], [...sample.columns.values()]]).replace(/^\uFEFF/, '');
  return blocks(
    words.sampleIntro(versionName(model.version, data, lang)),
    '<div class="formes">',
    block('json title="JSON"', JSON.stringify(sample.record, null, 2)),
    block('xml title="XML"', text),
    sample.columns.size === 0 ? words.sampleCsvNone : block('csv title="CSV"', csv.replaceAll('\r\n', '\n')),
    '</div>',
  );
}
