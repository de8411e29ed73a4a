/** Run in a clone: what its gate answers of each question of the process that started it, and what its commands say. */
import { runFormat } from '../../../src/governance/checks/codelist-forms.node.ts';
import { examine, runGate } from '../../../src/governance/gate/verb.node.ts';
import { inThisProcess } from '../../cli/in-process.ts';

type Options<T extends (options: never) => unknown> = Parameters<T>[0];

export type Asked =
  | { examine: Options<typeof examine> }
  | { gate: Options<typeof runGate> }
  | { format: Options<typeof runFormat> };

async function answerTo(asked: Asked): Promise<object> {
  if ('gate' in asked) return inThisProcess(() => runGate(asked.gate));
  if ('format' in asked) return inThisProcess(() => runFormat(asked.format));
  const { proof: _, ...outcome } = await examine(asked.examine);
  return outcome;
}

process.on('message', (asked: Asked) => {
  void answerTo(asked).then((answer) => process.send?.(answer));
});
