/**
 * Files read at once: for small ones a promise takes longer than the reading. Taken so and not by `import`, which would load all kinds of
 * streams with it.
 */
export const { closeSync, fstatSync, openSync, readFileSync, readSync, statSync, writeSync } =
  process.getBuiltinModule('node:fs');
