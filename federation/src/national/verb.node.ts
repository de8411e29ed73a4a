import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { styleFor } from '../../../packages/base/src/layout.ts';
import { InputError } from '../../../src/finding.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { wantsColour, withOutput, writeWhole } from '../../../src/host/output.node.ts';
import type { Federation } from '../federation.ts';
import { compareWithState } from './compare.node.ts';
import { processesOf } from './processes.ts';
import { ComparisonCount, comparisonJson, comparisonText, differenceLine } from './report.ts';
import type { Process } from './rules.ts';

/** `processes`: a list of the State's processes instead of the one of the repository; `output`: a file instead of standard output. */
export type CompareOptions = { format?: 'text' | 'json' | 'ndjson'; output?: string; processes?: string };

/** `decp-federation compare`: where our consolidation and the State's differ, contract by contract. What differs is no fault. */
export async function runCompare(
  federation: Federation,
  { format = 'text', output: path, processes: file = OWN }: CompareOptions = {},
): Promise<ExitCode> {
  const processes = await readProcesses(file);
  return withOutput(path, [file], async (output) => {
    const count = new ComparisonCount();
    const { pending } = await compareWithState(federation, processes, async (difference) => {
      count.add(difference);
      if (format === 'ndjson' && difference.reasons.length > 0) await output.write(differenceLine(difference));
    });
    const comparison = count.result(pending);
    const style = styleFor(wantsColour(path));
    const whole = { ndjson: () => '', json: () => comparisonJson(comparison) };
    await writeWhole(output, format === 'text' ? comparisonText(comparison, { ...federation, style }) : whole[format]());
    return EXIT.conforming;
  });
}

const OWN = fileURLToPath(new URL('../../national.yaml', import.meta.url));

/** Throws an InputError where the file is not there, an Error that names the file where it is not right. */
async function readProcesses(file: string): Promise<Process[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(code === 'ENOENT' ? 'input.no-such-file' : 'input.not-readable', { file, reason: code });
  });
  try {
    return processesOf(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
