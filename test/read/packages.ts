/** Packages in memory: written, changed and read again. */
import type { Finding } from '../../src/finding.ts';
import type { Model } from '../../src/model/types.ts';
import { readPackage } from '../../src/read/package/read-package.ts';
import { packageOf } from '../../src/write/package/file.ts';

export type Files = Map<string, string>;

export const bytesOf = (files: ReadonlyMap<string, string>): Map<string, Uint8Array> =>
  new Map([...files].map(([name, text]) => [name, new TextEncoder().encode(text)]));

export const filesOf = (file: unknown, model: Model): Files => packageOf(file, model).files;

export type Back = { file: unknown; findings: Finding[] };

/** The file that a package stands for. */
export function readBack(files: ReadonlyMap<string, Uint8Array>, model: Model): Back {
  const findings: Finding[] = [];
  const records: { list: string; index: number; value: unknown }[] = [];
  let file: unknown;
  for (const event of readPackage(files, model)) {
    if (event.type === 'finding') findings.push(event.finding);
    if (event.type === 'record') records.push({ ...event, list: event.list ?? '' });
    if (event.type === 'end') file = event.skeleton;
  }
  const { marches } = file as { marches: Record<string, unknown[]> };
  for (const { list, index, value } of records) marches[list]![index] = value;
  return { file, findings };
}

export const thereAndBack = (file: unknown, model: Model): Back => readBack(bytesOf(filesOf(file, model)), model);
