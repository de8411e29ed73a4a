/**
 * Synchronous file functions: for small files a promise takes longer than the reading. `getBuiltinModule` rather than `import`, which would
 * also load the streams.
 */
export const { closeSync, fstatSync, openSync, readFileSync, readSync, statSync, writeSync } =
  process.getBuiltinModule('node:fs');
