/** A process that compares the pairs of versions that it is sent, and answers when each is kept. */
import { reportOf } from '../../src/governance/compare/report-of.node.ts';
import { versionSide } from '../../src/governance/compare/side.node.ts';
import type { Errand } from './compare-apart.ts';
import { keepReport } from './comparisons.ts';

process.on('message', ({ from, to, file }: Errand) => {
  void compare(from, to, file);
});

async function compare(from: string, to: string, file: string): Promise<void> {
  await keepReport(file, await reportOf(await versionSide(from), await versionSide(to)));
  process.send?.('kept');
}
