import { openOutput, writeWhole } from '../../../src/host/output.node.ts';

/** Prints an answer on standard output: as JSON, or as lines for a person. */
export const printed = async (format: 'text' | 'json', value: unknown, lines: readonly string[]): Promise<void> =>
  writeWhole(
    await openOutput(undefined, []),
    format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`,
  );
