/** The package as other programs import it: a version of the standard, and the check of a record or of a file. */
import type { Model } from '../model/types.ts';
import { refuseArgument } from '../../packages/base/src/options.ts';
import { VERSION } from './checks.ts';
import { loadVersion } from '../validate/registry.node.ts';
import { worded } from './worded.ts';

export { InputError, type Position, type RecordRef, type Severity } from '../finding.ts';
export type { RecordKind } from '../model/kinds.ts';
export type { Lang } from '../../packages/base/src/language.ts';
export type { Code, Field, Model, Schema, Texts } from '../model/types.ts';
export type { Rule } from '../model/rules.ts';
export { validateRecord } from './record.node.ts';
export { validateStream } from './stream.node.ts';
export type { RecordFinding, Summary, ValidateOptions, WordedFinding as Finding } from './types.ts';

/**
 * A version of the standard as data: its schema (codes and texts in place), fields, codelists and rules. `version` is a number such as
 * `2.0.3`, or `next`. The same object each time: do not change it. Throws an InputError for a version that does not exist.
 */
export async function loadModel(version: string): Promise<Model> {
  refuseArgument('loadModel', 'version', version, VERSION);
  try {
    return (await loadVersion(version)).model;
  } catch (error) {
    throw worded(error, 'fr');
  }
}
