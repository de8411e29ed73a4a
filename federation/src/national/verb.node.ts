import { readFile } from 'node:fs/promises';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { styleFor } from '../../../packages/base/src/layout.ts';
import { InputError } from '../../../src/finding.ts';
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import { wantsColour, withOutput, writeWhole } from '../../../src/host/output.node.ts';
import type { Federation } from '../federation.ts';
import { compareWithState } from './compare.node.ts';
import { processesOf } from './processes.ts';
import { ComparisonCount, comparisonJson, comparisonText, differenceLine } from './report.ts';
import type { Process } from '../../../src/consolidation/processes.ts';

/** `processes`: the file with the State's processes; `output`: a file instead of standard output. */
export type CompareOptions = { format?: 'text' | 'json' | 'ndjson'; output?: string; processes: string };

/** `decp-federation compare`: where our consolidation and the State's differ, contract by contract. What differs is no fault. */
export async function runCompare(
  federation: Federation,
  { format = 'text', output: path, processes: file }: CompareOptions,
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

/** Throws an InputError where the file is not there, a Failure that names the file and what is wrong in it. */
async function readProcesses(file: string): Promise<Process[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(code === 'ENOENT' ? 'input.no-such-file' : 'input.not-readable', { file, reason: code });
  });
  try {
    return processesOf(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      textsOf(FEDERATION, (say) => say['compare.processes']({ file, reason })),
      { cause: error },
    );
  }
}
