/** `npm run --prefix bench generate -- [--mb N] [--data clean|pretty|dirty5|dirty60] [--records N] [--seed N]`: data without measures. */
import { dataFile } from './runner/data-files.ts';
import { KINDS, readOptions } from './runner/options.ts';

const { kinds, megabytes, records, seed } = readOptions(process.argv.slice(2));

const plans =
  records === undefined ? kinds.map((kind) => ({ ...KINDS[kind], megabytes, seed })) : [{ ...KINDS.clean, records, seed }];

for (const plan of plans) {
  const { path, sha256, ...counts } = dataFile(plan);
  console.log(path, { sha256, ...counts });
}
