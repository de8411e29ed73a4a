/** Short parts of a check one after the other, while a file is written: its path is the first argument. */
import { writeFileSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { removedOnExit } from '../../src/host/output-file.node.ts';
import { watchFor } from '../../src/validate/watch.node.ts';

const path = process.argv[2] ?? '';
removedOnExit(path);
writeFileSync(path, '');
const watch = watchFor(1e9);
writeSync(1, 'begun');
for (;;) {
  const end = performance.now() + 1;
  watch(() => {
    while (performance.now() < end);
  }, false);
  await turn();
}
