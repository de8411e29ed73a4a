/** A process that compares the pairs of versions that it is sent, and answers when each is kept. */
import { reportOf } from '../../src/governance/compare/report-of.node.ts';
import { versionSide } from '../../src/governance/compare/side.node.ts';
import { type Job, keepReport } from './comparisons.node.ts';

process.on('message', ({ from, to, file }: Job) => {
  void compare(from, to, file);
});

async function compare(from: string, to: string, file: string): Promise<void> {
  await keepReport(file, await reportOf(await versionSide(from), await versionSide(to)));
  process.send?.('kept');
}
