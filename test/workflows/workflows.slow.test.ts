import { describe, expect, test } from 'vitest';
import { readJsonFile, readText } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { dryRun } from './dry-run.ts';
import { workflowFaults } from './faults.ts';
import { parserFaults } from './parser.ts';
import { commandsOf, FOLDER, scriptOf, workflowOf, workflowTexts } from './read.ts';

const workflows = workflowTexts();
const { scripts } = readJsonFile('package.json') as { scripts: Record<string, string> };
const known = Object.keys(scripts);

describe.each(workflows)('%s', (name, text) => {
  test('is a workflow, as the parser of GitHub reads it', async () => {
    expect(await parserFaults(name, text)).toEqual([]);
  });

  test('grants no more than is needed, and runs npm commands only', () => {
    expect(workflowFaults(text, known)).toEqual([]);
  });
});

const REPORT = readText(`${FOLDER}/report.yml`);
const COMMENT = readText(`${FOLDER}/comment.yml`);
const RELEASE = readText(`${FOLDER}/release.yml`);

test.each<[name: string, text: string, from: string | RegExp, to: string, fault: RegExp]>([
  ['rights for all jobs', REPORT, 'permissions: {}', 'permissions: read-all', /^permissions: nothing is granted/],
  ['no word on two runs at once', REPORT, 'concurrency:', 'env:', /^concurrency:/],
  ['the rights of the repository for a proposal', REPORT, 'pull_request:', 'pull_request_target:', /^pull_request_target:/],
  ['the same in a list', REPORT, /on:[^]*?(?=\npermissions)/, 'on: [push, pull_request_target]\n', /^pull_request_target:/],
  ['a job without end', REPORT, 'timeout-minutes: 30', '', /no timeout-minutes/],
  ['a job with the rights of others', REPORT, '    permissions:\n      contents: read\n', '', /no permissions of its own/],
  ['a proposal that writes', REPORT, 'contents: read', 'contents: write', /runs the code of a fork/],
  [
    'all rights in one word',
    REPORT,
    '    permissions:\n      contents: read',
    '    permissions: write-all',
    /permissions of all kinds/,
  ],
  ['a secret of all jobs', REPORT, 'permissions: {}', 'permissions: {}\nenv: { T: "${{ secrets.T }}" }', /a secret beside/],
  ['a secret by another notation', REPORT, 'id: install', `env: { T: "\${{ secrets['T'] }}" }`, /a secret beside/],
  ['all secrets', REPORT, 'id: install', 'env: { T: "${{ toJSON(secrets) }}" }', /a secret beside/],
  ['a secret beside a proposal', REPORT, 'id: install', 'env: { T: "${{ secrets.T }}" }', /a secret beside/],
  ['a token left in the clone', REPORT, 'persist-credentials: false', '', /leaves its token/],
  ['the code of a proposal with rights', COMMENT, 'with:\n', 'with:\n          ref: x\n', /checks out the code of a fork/],
  ['an install that runs scripts', COMMENT, ' --ignore-scripts', '', /an install that runs scripts/],
  ['more rights than a comment needs', COMMENT, 'contents: read', 'contents: write', /writes to contents/],
  ['a publication that nobody approves', RELEASE, '    environment: publication\n', '', /without an environment/],
  ['an action of somebody', REPORT, 'actions/checkout@v5', 'essai/checkout@v5', /not one of the few/],
  ['an action of any version', REPORT, 'actions/checkout@v5', 'actions/checkout@main', /pinned to neither/],
  ['text of an event in a command', REPORT, '"origin/$GITHUB_BASE_REF"', '${{ github.base_ref }}', /becomes a command/],
  ['a line of a shell', REPORT, 'run: npm ci', 'run: npm ci && curl x | sh', /not one npm command/],
  ['a command in a command', REPORT, 'run: npm ci', 'run: npm run report -- $(curl x)', /not one npm command/],
  ['a file that is written', REPORT, 'run: npm ci', 'run: npm run report > README.md', /not one npm command/],
  ['a script that is not there', REPORT, 'npm run report', 'npm run repport', /there is no such script/],
])('%s is noticed', (_, text, from, to, fault) => {
  const planted = text.replace(from, to);
  expect(planted).not.toBe(text);
  expect(workflowFaults(planted, known).join('\n')).toMatch(fault);
});

test.each([
  ['a key that is none', 'runs-on:', 'runs-in:'],
  ['a right that is none', 'contents: read', 'contents: maybe'],
  ['a value that no context has', 'github.event.pull_request.number', 'githb.event'],
])('the parser of GitHub notices %s', async (_, from, to) => {
  expect(await parserFaults('report.yml', REPORT.replace(from, to))).not.toEqual([]);
});

test('the page is posted by the workflow that follows the report, of the artefact that it leaves', () => {
  expect(workflowOf(COMMENT).on).toEqual({ workflow_run: { workflows: [workflowOf(REPORT).name], types: ['completed'] } });
  expect(REPORT).toMatch(/name: page\n\s+path: dist\/page\.md\n/);
});

test('what is proposed to a branch that releases meets the gate, from this branch', () => {
  const branches = (text: string, event: string) => (workflowOf(text).on[event] as { branches: string[] }).branches;
  expect(branches(REPORT, 'pull_request')).toEqual(branches(RELEASE, 'push'));
  for (const verb of ['gate', 'report'])
    expect(commandsOf(workflowOf(REPORT)).find((command) => scriptOf(command) === verb)).toContain(
      '--base "origin/$GITHUB_BASE_REF"',
    );
});

test('the tools are released before the version that names them', () => {
  const scripts = commandsOf(workflowOf(RELEASE)).map((command) => scriptOf(command));
  expect(scripts.filter((script) => script?.startsWith('release:'))).toEqual(['release:outils', 'release:schema']);
});

const commands = [...new Set(workflows.flatMap(([, text]) => commandsOf(workflowOf(text))))].filter((command) =>
  scriptOf(command),
);
/** The night alone runs it, and its dry form takes as long as all others. */
const isTried = (command: string) => NIGHT || scriptOf(command) !== 'bench';

test.each(commands.filter(isTried))(
  '%s works here too, in its dry form, and has the options that it is given',
  async (command) => {
    const { code, out, err } = await dryRun(command);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    for (const [option] of command.matchAll(/--[a-z-]+/g)) expect(out).toContain(option);
  },
);

test('an option that is none is noticed', async () => {
  expect((await dryRun('npm run gate -- --basse main')).out).not.toContain('--basse');
});
