import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { readText, ROOT } from '../support/engine.ts';

type Step = { name?: string; uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> };
export type Job = {
  permissions?: Record<string, string> | string;
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

/** A workflow; what starts it by name, also where it is written as one name or as a list of them. */
export function workflowOf(text: string): Workflow {
  const workflow = parse(text) as Omit<Workflow, 'on'> & { on: string | string[] | Workflow['on'] };
  const { on } = workflow;
  const names = typeof on === 'string' ? [on] : on;
  return { ...workflow, on: Array.isArray(names) ? Object.fromEntries(names.map((name) => [name, null])) : names };
}

export const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

/** The lines that workflows run. */
export const commandsOf = (workflow: Workflow): string[] => stepsOf(workflow).flatMap(({ run }) => run ?? []);

/** The npm script that a line runs; undefined for `npm ci`. */
export function scriptOf(command: string): string | undefined {
  const [, name] = /^npm (?:run )?([a-z:-]+)/.exec(command) ?? [];
  return name === 'ci' ? undefined : name;
}
