/** Records as XML, one after the other: nothing is kept between two, so that a file of any size streams. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Branch } from '../../model/tree.ts';
import type { Lost } from '../lost.ts';
import { escapedAttribute } from './text.ts';
import { members, safeText, STEP, wrongType } from './value.ts';

/** A piece of the file, and what of its source XML cannot carry. */
export type Written = { text: string; lost: Lost[] };

/** The first lines of a file, up to its records. `version` is that of the root; the paths of what is lost are from the root. */
export function openingTag(version?: unknown): Written {
  const lost: Lost[] = [];
  let attribute = '';
  if (typeof version === 'string') attribute = ` version="${escapedAttribute(safeText(version, '/version', lost))}"`;
  else if (version !== undefined) wrongType(version, '/version', lost);
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n<marches${attribute}>\n`, lost };
}

/** The last line of a file. */
export const CLOSING_TAG = '</marches>\n';

/**
 * One record as the element of its kind, each line with `indent` before it: the members in the order of the schema, then those that
 * it does not know. The paths of what is lost are from the record. A record that is no object has no element.
 */
export function recordXml(kind: RecordKind, value: unknown, tree: Branch, indent = STEP): Written {
  const lost: Lost[] = [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    wrongType(value, '', lost);
    return { text: '', lost };
  }
  const inside = members(tree, value as Record<string, unknown>, '', indent + STEP, lost);
  return { text: inside === '' ? `${indent}<${kind}/>\n` : `${indent}<${kind}>\n${inside}${indent}</${kind}>\n`, lost };
}
