/**
 * Counts the faults of a file with Ajv, record by record: on a whole file its time grows with the square of the errors, so
 * ajv-cli is too slow for a very dirty file. Runs in a separate process, so that its memory does not burden the runner. The
 * records come from the generator, not from our reader; the SHA-256 proves that they are the bytes of the file.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { generate, type DataPlan } from '../../federation/fake/contracts/data.ts';
import type { DataFile } from '../runner/data-files.ts';
import { answer, ROOT } from '../runner/measure.ts';
import { fileOf, SCHEMA, type Answer } from '../runner/programs.ts';

/** What is known of a generated file. */
export type Truth = { answer(file: DataFile): Answer };

/** The counts that all programs must give for a file. */
export const expected: Truth = {
  answer(file) {
    const args = ['--import', 'tsx', 'bench/speed/expected.ts', JSON.stringify(file.plan)];
    const { sha256, ...counts } = JSON.parse(answer({ name: 'ajv', args, exit: 0 }, 'stdout')) as Answer & { sha256: string };
    if (sha256 !== file.sha256) throw new Error(`${fileOf(file)}: the generator no longer gives these bytes`);
    return counts;
  },
};

/** Counts the records of a plan, those that are invalid and their errors; gives the sum of all bytes as well. */
export function judgePlan(plan: DataPlan, schema: object): Answer & Pick<DataFile, 'sha256'> {
  const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(schema, 'decp');
  const [marche, concession] = ['marche', 'contrat-concession'].map((kind) => ajv.getSchema(`decp#/definitions/${kind}`));
  const hash = createHash('sha256');
  const counts = { records: 0, invalid: 0, findings: 0 };
  let validate = marche;
  for (const piece of generate(plan)) {
    hash.update(piece);
    const text = piece.replace(/^,/, '').trim();
    if (text.startsWith(']')) validate = concession;
    if (!isRecord(text)) continue;
    counts.records++;
    if (validate?.(JSON.parse(text)) === true) continue;
    counts.invalid++;
    counts.findings += validate?.errors?.length ?? NaN;
  }
  return { ...counts, sha256: hash.digest('hex') };
}

/** The other pieces open a list, or close one. */
const isRecord = (text: string): boolean => text.startsWith('{') && text.endsWith('}');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const schema = JSON.parse(readFileSync(join(ROOT, SCHEMA), 'utf8')) as object;
  console.log(JSON.stringify(judgePlan(JSON.parse(process.argv[2] ?? '') as DataPlan, schema)));
}
