#!/usr/bin/env node
/** The program: one door a verb, each in a file of its own. */
import { setFlagsFromString } from 'node:v8';
import { main } from '../src/node/cli/main.ts';
import { buildVerb } from './build.ts';
import { checkExamplesVerb } from './check-examples.ts';
import { convertVerb } from './convert.ts';
import { diffVerb } from './diff.ts';
import { explainVerb } from './explain.ts';
import { generateVerb } from './generate.ts';
import { impactVerb } from './impact.ts';
import { reportVerb } from './report.ts';
import { validateVerb } from './validate.ts';

// Records live for a moment: a young generation that does not grow keeps memory low whatever the size of the file.
setFlagsFromString('--semi-space-growth-factor=1');

process.exitCode = await main(process.argv.slice(2), [
  validateVerb,
  convertVerb,
  explainVerb,
  diffVerb,
  reportVerb,
  impactVerb,
  generateVerb,
  buildVerb,
  checkExamplesVerb,
]);
