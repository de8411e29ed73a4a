/**
 * What the guided search calls with each file that it makes: the readers must come to their end, and the fast path must say what the slow one says.
 * GUIDED_FORM names the form of the files; `plant` stands in GUIDED_PLANT for a loop without an end, so that the watch can be seen to work.
 */
import type { HostileFile } from '../files.ts';
import { faultsOfReading } from '../judges.ts';

const EXTENSION = process.env['GUIDED_FORM'] ?? 'json';
const PLANT = process.env['GUIDED_PLANT'];

/** The number of a file decides how it is cut, and whether rules are run. */
let number = 0;

export async function fuzz(data: Buffer): Promise<void> {
  const bytes = new Uint8Array(data);
  if (PLANT !== undefined && data.includes(PLANT)) for (;;);
  const file: HostileFile = { label: '', extension: EXTENSION, version: number % 2 === 0 ? '2.0.3' : '2.1.0', bytes };
  const faults = await faultsOfReading(file, number++);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
