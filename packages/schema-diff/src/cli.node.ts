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

/** Not a verdict either: the report could not be written. */
const UNWRITTEN = 2;

// That its reader has gone (`| head`) changes no verdict.
process.stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  process.stderr.write(`schema-diff: the report could not be written to standard output (${code})\n`);
  process.exitCode = UNWRITTEN;
});

/** Writing to a file throws its errors. */
function out(text: string): void {
  try {
    process.stdout.write(text);
  } catch (error) {
    process.stdout.emit('error', error);
  }
}

const verdict = await runCommand(process.argv.slice(2), {
  tool: { name, version },
  out,
  err: (text) => process.stderr.write(text),
  colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
}).catch((error: unknown) => {
  console.error(error);
  return FAILED;
});
process.exitCode ??= verdict;
