/** Writes a whole file of 2.0.1 or later as XML, in memory. Large files are written record by record with `recordXml`. */
import { RECORD_KINDS } from '../../model/kinds.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import { treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { lostAround } from '../around.ts';
import { CLOSING_TAG, openingTag, recordXml, type Written } from './record.ts';

/** The XML of a parsed JSON file: marchés, then concessions. Paths of losses are JSON Pointers from the root of the file. */
export function xmlOf(file: unknown, model: Model): Written {
  const version = valueAt(file, '/version');
  let { text } = openingTag(typeof version === 'string' ? version : undefined);
  const lost = lostAround(file, 'xml', model);
  for (const kind of RECORD_KINDS) {
    const list = valueAt(file, `/marches/${kind}`);
    for (const [i, value] of (Array.isArray(list) ? list : []).entries()) {
      const record = recordXml(kind, value, treesOf(model)[kind]);
      text += record.text;
      lost.push(...record.lost.map((one) => ({ ...one, path: `${child(`/marches/${kind}`, i)}${one.path}` })));
    }
  }
  return { text: text + CLOSING_TAG, lost };
}
