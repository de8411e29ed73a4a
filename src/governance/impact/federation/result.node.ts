import { readFile } from 'node:fs/promises';
import { isObject } from '../../../../packages/base/src/json.ts';
import { InputError } from '../../../finding.ts';
import type { VerdictChanges } from '../../../model/impact.ts';

/** What `decp impact --federation` measured. */
type Measured = VerdictChanges & Required<Pick<VerdictChanges, 'federation'>>;

/** Reads what `decp impact --federation … --format json` wrote of a change to `next`. Throws an InputError for any other file. */
export async function readMeasured(file: string): Promise<Measured> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(code === 'ENOENT' ? 'input.no-such-file' : 'input.not-readable', { file, reason: code });
  });
  const value = jsonOf(text);
  const { federation, to, rules, records, files, causes } = isObject(value) ? value : {};
  const isMeasured =
    [federation, rules, records].every(isObject) && [files, causes].every((list) => Array.isArray(list)) && to === 'next';
  if (!isMeasured)
    throw new InputError('input.not-readable', { file, reason: 'decp impact --federation --to next --format json' });
  return value as Measured;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
