/** What stands in a vendor's pipeline is well formed, pinned, without rights, and writes no input into a command. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/engine.ts';
import { type Action, actionFaults, containerFaults } from './forms.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const ACTION = read('action.yml');
const CONTAINER = read('integrations/Containerfile');

describe('the action', () => {
  test('takes each input from the environment, and says what it is', () => {
    expect(actionFaults(parse(ACTION) as Action)).toEqual([]);
  });

  test.each([
    ['an input in a command', 'echo "::error::$1"', 'echo "${{ inputs.files }}"', /is written into a command/],
    ['a step that goes on after a failure', 'set -euo pipefail\n        fail', 'fail', /goes on after a failure/],
    ['an action of any version', 'setup-node@v5', 'setup-node@main', /not pinned/],
    ['an action of somebody', 'actions/setup-node', 'essai/setup-node', /not one of GitHub/],
    ['an input that nothing reads', 'DAY: ${{ inputs.date }}', "DAY: ''", /date: nothing reads it/],
    ['an input that is not there', 'inputs.date }}', 'inputs.dates }}', /dates: there is no such input/],
    ['an install that runs scripts', ' --ignore-scripts', '', /runs the scripts/],
  ])('%s is noticed', (_, from, to, fault) => {
    expect(ACTION).toContain(from);
    expect(actionFaults(parse(ACTION.replace(from, () => to)) as Action).join('\n')).toMatch(fault);
  });
});

describe('the Containerfile', () => {
  const lint = (text: string): unknown[] => validate(text).map(({ message }) => message);

  test('has no fault for the linter (dockerfile-utils), and none for us', () => {
    expect(lint(CONTAINER)).toEqual([]);
    expect(containerFaults(CONTAINER)).toEqual([]);
  });

  test.each([
    ['USER node\n', '', /runs as root/],
    ['node:20.20.2-slim', 'node:20-slim', /not pinned/],
    ['FROM node:20.20.2-slim\n', '', /no FROM/],
    [' --offline', '', /network/],
    ['ENTRYPOINT ["decp"]\n', '', /ENTRYPOINT/],
  ])('without %j it is noticed', (from, to, fault) => {
    expect(CONTAINER).toContain(from);
    expect(containerFaults(CONTAINER.replace(from, to)).join('\n')).toMatch(fault);
  });

  test('the linter notices an instruction that is none', () => {
    expect(lint(CONTAINER.replace('COPY', 'COPPY'))).not.toEqual([]);
  });
});

test('the image is the same in a container and on GitLab', () => {
  const [, image] = /^FROM (\S+)$/m.exec(CONTAINER) ?? [];
  const job = (parse(read('integrations/gitlab/decp.gitlab-ci.yml')) as { '.decp': { image: string } })['.decp'];
  expect(job.image).toBe(image);
});

test('the hook of pre-commit has what pre-commit asks for, and takes files named as such data is', () => {
  const [hook, ...others] = parse(read('.pre-commit-hooks.yaml')) as Record<string, string>[];
  expect(others).toEqual([]);
  expect(Object.keys(hook ?? {})).toEqual(expect.arrayContaining(['id', 'name', 'language', 'entry', 'files']));
  const files = new RegExp(hook?.['files'] ?? '');
  for (const path of ['decp.json', 'exports/decp-2024.xml', 'a/decp_marches.ods']) expect(path).toMatch(files);
  for (const path of ['package.json', 'exports/mydecp.json', 'decp.json.bak', 'decp/notes.md']) expect(path).not.toMatch(files);
});
