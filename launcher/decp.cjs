#!/usr/bin/env node
/**
 * What `npx decp` starts in a clone: the program as it was last built. It stands in a workspace of its own, for which npm makes the command
 * (`node_modules/.bin/decp`, on Windows `decp.cmd`). A command of the root itself would cost seconds at each call: npm then reads the whole of
 * `node_modules` twice before it starts it.
 */
const { existsSync } = require('node:fs');
const path = require('node:path');

const program = path.join(__dirname, '..', 'dist', 'bin', 'decp.js');

if (existsSync(program)) {
  require(program);
} else {
  console.error(
    "decp : le programme n'est pas encore construit. Lancez « npm ci », ou « npm run prepare » si les bibliothèques sont installées.",
  );
  console.error('decp: the program is not built yet. Run “npm ci”, or “npm run prepare” where the libraries are installed.');
  process.exitCode = 2;
}
