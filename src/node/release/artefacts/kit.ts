import { conformiteFiles } from '../../build/conformite-files.ts';
import { validatorModule } from '../../build/validators.ts';
import { readTree } from '../../build/sources.ts';
import { under } from '../../paths.ts';
import { zipOf } from '../archive/zip.ts';
import { withSums } from './with-sums.ts';
import type { Source } from './version.ts';

/** `conformite-<version>.zip`: the cases by which implementations of the rules of a version prove themselves. */
export async function kitArchive({ name, model, rules, nomenclatures, examples }: Source): Promise<Uint8Array> {
  const texts = await readTree(under('examples', examples));
  const files = await conformiteFiles(rules, model, nomenclatures, await validatorModule(model), texts);
  const kit = new Map(files.map(({ path, text }) => [path.replace(/^conformite\//, ''), Buffer.from(text)]));
  return zipOf(withSums(`conformite-${name}`, kit));
}
