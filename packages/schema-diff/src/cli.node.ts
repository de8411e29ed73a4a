#!/usr/bin/env node
/** Starts the command. */
import { readFileSync } from 'node:fs';
import { runCommand } from './command.node.ts';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

/** Not a verdict: the program itself failed. */
const FAILED = 70;

process.exitCode = await runCommand(process.argv.slice(2), {
  tool: { name, version },
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
}).catch((error: unknown) => {
  console.error(error);
  return FAILED;
});
