/** A process that compares the pairs of versions that it is sent, and answers when each is kept. */
import { reportOf } from '../diff.ts';
import { versionSide } from '../diff/side.ts';
import type { Errand } from './compare-apart.ts';
import { keepReport } from './comparisons.ts';

process.on('message', ({ from, to, file }: Errand) => {
  void compare(from, to, file);
});

async function compare(from: string, to: string, file: string): Promise<void> {
  await keepReport(file, await reportOf(await versionSide(from), await versionSide(to)));
  process.send?.('kept');
}
