/** `npm run --prefix bench generate -- [--mb N] [--data clean|pretty|dirty5|dirty60] [--seed N]`: data without measures. */
import { dataFile } from './runner/data-files.ts';
import { KINDS, readOptions } from './runner/options.ts';

const { kinds, megabytes, seed } = readOptions(process.argv.slice(2));

for (const kind of kinds) {
  const { path, sha256, ...counts } = dataFile({ ...KINDS[kind], megabytes, seed });
  console.log(path, { sha256, ...counts });
}
