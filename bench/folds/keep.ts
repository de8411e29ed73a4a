/** Run by `npm run bench -- folds` in a process of its own, whose memory is measured: distinct records into two folds, as for a whole file. */
import { UniqueFold } from '../../src/validate/file-rules.ts';

const records = Number(process.argv[2]);
const [whole, key] = [new UniqueFold(), new UniqueFold()];
const at = (number: number): [record: unknown, key: string[]] => {
  const [id, buyer] = [`2024-${number}`, `2${String((number * 7919) % 1e13).padStart(13, '0')}`];
  return [{ id, acheteur: { id: buyer }, nature: 'Marché', montant: number % 90_000 }, [id, buyer, '2024-01-31']];
};

for (let number = 0; number < records; number++) {
  const [record, values] = at(number);
  if (whole.seen(record, number) !== undefined || key.seen(values, number) !== undefined) process.exitCode = 3;
}
// All of them are still known, the first as well as the last.
for (let number = 0; number < records; number += 997) {
  const [record, values] = at(number);
  if (whole.seen(record, records)?.first !== number || key.seen(values, records)?.first !== number) process.exitCode = 3;
}
