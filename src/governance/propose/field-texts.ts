/** The texts of fields, `schema/fields/<x-field>.yaml`: those of all versions, and what is said otherwise in some. */
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { ownTexts } from '../../model/fields.ts';
import { publishedIn } from './break.ts';
import type { Draft } from './draft.ts';
import { withEntry } from './edit.ts';

export const textsFile = (id: string): string => `schema/fields/${id}.yaml`;

/** Before a text of a field changes for `next`: the published versions that have the field, and none of their own, keep the one that there is. */
export function keepForPublished(draft: Draft, id: string, part: 'description' | 'examples'): void {
  const file = textsFile(id);
  const kept = { [part]: valueAt(draft.value(file), `/${part}`) };
  const versions = (valueAt(draft.value(file), '/versions') ?? {}) as Record<string, object>;
  let text = draft.text(file);
  for (const [names, own] of Object.entries(versions))
    if (!names.split(' ').includes('next') && !Object.hasOwn(own, part)) text = withEntry(text, `/versions/${names}`, kept);
  const others = publishedIn(draft).filter(
    (version) => ownTexts(versions, version) === undefined && hasField(draft, version, id),
  );
  if (others.length > 0) {
    const entry = { [others.join(' ')]: kept };
    text = Object.keys(versions).length > 0 ? withEntry(text, '/versions', entry) : withEntry(text, '', { versions: entry });
  }
  draft.write(file, text);
}

/** Whether a published version has a field, by its stable name. */
export const hasField = (draft: Draft, version: string, id: string): boolean =>
  [...draft.paths(`schema/${version}/`)].some(
    (path) => path.endsWith('.schema.json') && new RegExp(`"x-field":\\s*"${id}"`).test(draft.text(path)),
  );
