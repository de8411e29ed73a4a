import { commandsOf, type Job, scriptOf, stepsOf, type Workflow, workflowOf } from './read.ts';

/** Words by which a workflow reaches a secret, wherever they stand. */
const SECRET = /\bsecrets\b|github\.token|GITHUB_TOKEN/;

const ACTIONS = ['cache', 'checkout', 'download-artifact', 'setup-node', 'upload-artifact'].map((name) => `actions/${name}`);

/** Each thing in a workflow that the project does not do. `scripts`: those of package.json. */
export function workflowFaults(text: string, scripts: readonly string[]): string[] {
  const workflow = workflowOf(text);
  return [
    ...topFaults(workflow),
    ...('pull_request' in workflow.on && SECRET.test(text) ? ['a secret beside the code of a fork'] : []),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) => jobFaults(name, job, workflow)),
    ...actionFaults(workflow),
    ...commandsOf(workflow).flatMap((command) => commandFaults(command, scripts)),
  ];
}

function topFaults({ permissions, concurrency, on }: Workflow): string[] {
  return [
    ...(JSON.stringify(permissions) === '{}'
      ? []
      : ['permissions: nothing is granted but to a job, write `permissions: {}` at the top']),
    ...(concurrency === undefined ? ['concurrency: say what two runs at once do to each other'] : []),
    ...('pull_request_target' in on ? ['pull_request_target: it runs with the rights of the repository, use pull_request'] : []),
  ];
}

/** What starts a workflow says whose code it runs: that of a fork is trusted with nothing. */
function jobFaults(name: string, job: Job, { on }: Workflow): string[] {
  const { permissions = {}, environment } = job;
  const writes = Object.entries(permissions).flatMap(([scope, right]) => (right === 'write' ? [scope] : []));
  const isOfFork = 'pull_request' in on;
  const isAfterFork = 'workflow_run' in on;
  return [
    ...(job['timeout-minutes'] === undefined ? [`${name}: no timeout-minutes`] : []),
    ...(job.permissions === undefined ? [`${name}: no permissions of its own`] : []),
    ...(typeof permissions === 'string' ? [`${name}: permissions of all kinds (${permissions}), name those that it needs`] : []),
    ...(isOfFork && writes.length > 0 ? [`${name}: writes (${writes.join()}) and runs the code of a fork`] : []),
    ...(isAfterFork ? afterForkFaults(name, job, writes) : []),
    ...(writes.includes('contents') && environment === undefined
      ? [`${name}: writes to the repository without an environment`]
      : []),
  ];
}

/** It may write to pull requests, so that nothing of theirs is run or unpacked. */
const afterForkFaults = (name: string, { steps }: Job, writes: readonly string[]): string[] => [
  ...writes.filter((scope) => scope !== 'pull-requests').map((scope) => `${name}: writes to ${scope}`),
  ...steps.flatMap(({ uses = '', run = '', with: options = {} }) => [
    ...(uses.startsWith('actions/checkout') && ('ref' in options || 'repository' in options)
      ? [`${name}: checks out the code of a fork`]
      : []),
    ...(run.startsWith('npm ci') && !run.includes('--ignore-scripts') ? [`${name}: an install that runs scripts`] : []),
  ]),
];

const actionFaults = (workflow: Workflow): string[] =>
  stepsOf(workflow).flatMap(({ uses, with: options = {} }) => {
    if (uses === undefined) return [];
    const [name = '', pin = ''] = uses.split('@');
    return [
      ...(ACTIONS.includes(name) ? [] : [`${uses}: not one of the few actions that are used`]),
      ...(/^v\d+$|^[0-9a-f]{40}$/.test(pin) ? [] : [`${uses}: pinned to neither a major tag nor a commit`]),
      ...(name === 'actions/checkout' && options['persist-credentials'] !== false
        ? [`${uses}: leaves its token in the clone`]
        : []),
    ];
  });

function commandFaults(command: string, scripts: readonly string[]): string[] {
  const script = scriptOf(command);
  return [
    ...(command.includes('${{') ? [`${command}: text of an event becomes a command, give it by the environment`] : []),
    ...(/^npm (?:ci|test|run) ?[^\n;&|`<>()]*$/.test(command)
      ? []
      : [`${command}: not one npm command that works on any machine`]),
    ...(script === undefined || scripts.includes(script) ? [] : [`${command}: there is no such script`]),
  ];
}
