/** A part of a check that does not end, while a file is written: its path is the first argument. */
import { writeFileSync, writeSync } from 'node:fs';
import { removedOnExit } from '../../src/host/output-file.node.ts';
import { watchFor } from '../../src/validate/watch.node.ts';

const path = process.argv[2] ?? '';
removedOnExit(path);
writeFileSync(path, '');
watchFor(1e9)(() => {
  writeSync(1, 'begun');
  for (;;);
}, true);
