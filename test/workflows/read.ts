import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { readText, ROOT } from '../support/engine.ts';

type Step = { name?: string; uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> };
export type Job = {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  environment?: string;
  steps: Step[];
};
export type Workflow = {
  name: string;
  on: Record<string, unknown>;
  permissions?: unknown;
  concurrency?: unknown;
  jobs: Record<string, Job>;
};

export const FOLDER = '.github/workflows';

/** The workflows, as they are written. */
export const workflowTexts = (): [name: string, text: string][] =>
  readdirSync(`${ROOT}${FOLDER}`).map((name) => [name, readText(`${FOLDER}/${name}`)]);

export const workflowOf = (text: string): Workflow => parse(text) as Workflow;

export const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

/** The lines that workflows run. */
export const commandsOf = (workflow: Workflow): string[] => stepsOf(workflow).flatMap(({ run }) => run ?? []);

/** The npm script that a line runs; undefined for `npm ci`. */
export function scriptOf(command: string): string | undefined {
  const [, name] = /^npm (?:run )?([a-z:-]+)/.exec(command) ?? [];
  return name === 'ci' ? undefined : name;
}
