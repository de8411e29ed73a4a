import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CheckText } from '../../src/governance/examples/check.ts';
import { type Mutant, mutantsOf } from '../../src/governance/mutation/enumerate.ts';
import { readExamples } from '../../src/governance/mutation/judge.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { checkEither } from '../../src/validate/text.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const read = new Map<string, ReturnType<typeof readTree>>();

/** The files of `examples/<version>/`, read once. */
export function exampleFiles(version: string): ReturnType<typeof readTree> {
  const files = read.get(version) ?? readTree(`${EXAMPLES}${version}`);
  read.set(version, files);
  return files;
}

export const parsedExamples = async (version: string) => readExamples(await exampleFiles(version));

export const modelOf = async (version: string): Promise<Model> => (await loadVersion(version)).model;

/** The check of a version as users run it, in the form that the checker of examples takes. */
export async function checkOf(version: string): Promise<CheckText> {
  const loaded = await loadVersion(version);
  const rules = await rulesFor(version, allRules(EXAMPLES_DAY));
  return (text) =>
    checkEither(text, loaded, rules).findings.map(({ code, path, severity, params }) => ({
      code,
      path,
      severity,
      ...(code === 'schema.required' && { property: String(params['property']) }),
    }));
}

export type AjvErrors = (value: unknown) => string[];

/** What Ajv refuses, as `keyword pointer`; failures inside a branch of a choice included. */
export function ajvErrors(schema: Schema, unicodePatterns: boolean): AjvErrors {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: unicodePatterns });
  const check = ajv.compile(schema);
  return (value) =>
    check(value) ? [] : (check.errors ?? []).map(({ keyword, instancePath }) => `${keyword} ${instancePath}`).sort();
}

/** Mutants spread over all the operators and places: one in `step`. */
export const everyNth = (schema: Schema, step: number): Mutant[] => mutantsOf(schema).filter((_, i) => i % step === 0);
