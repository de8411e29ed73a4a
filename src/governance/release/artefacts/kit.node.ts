import { conformiteFiles } from '../../build/conformite-files.node.ts';
import { validatorModule } from '../../build/validators.node.ts';
import { readTree } from '../../../host/tree.node.ts';
import { under } from '../../../host/paths.node.ts';
import { zipOf } from '../archive/zip.node.ts';
import { withSums } from './with-sums.node.ts';
import type { Source } from './version.node.ts';

/** `conformite-<version>.zip`: the cases by which implementations of the rules of a version prove themselves. */
export async function kitArchive({ name, model, rules, nomenclatures, examples }: Source): Promise<Uint8Array> {
  const texts = await readTree(under('examples', examples));
  const files = await conformiteFiles(rules, model, nomenclatures, await validatorModule(model), texts);
  const kit = new Map(files.map(({ path, text }) => [path.replace(/^conformite\//, ''), Buffer.from(text)]));
  return zipOf(withSums(`conformite-${name}`, kit));
}
