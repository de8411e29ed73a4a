/** What must not be in the files that a vendor takes into a pipeline. */
import { DockerfileParser } from 'dockerfile-ast';

type Step = { name?: string; uses?: string; shell?: string; run?: string; env?: Record<string, string> };
export type Action = {
  inputs: Record<string, { description?: string; required?: boolean; default?: string }>;
  runs: { using: string; steps: Step[] };
};

export function actionFaults({ inputs, runs }: Action): string[] {
  const read = runs.steps.flatMap(({ env = {} }) => Object.values(env)).join('\n');
  const named = [...read.matchAll(/inputs\.([\w-]+)/g)].map(([, name = '']) => name);
  return [
    ...(runs.using === 'composite' ? [] : ['it is not composite']),
    ...Object.entries(inputs).flatMap(([name, { description, required, default: given }]) => [
      ...(description ? [] : [`${name}: no description`]),
      ...(required === true || given !== undefined ? [] : [`${name}: neither required nor with a default`]),
      ...(named.includes(name) ? [] : [`${name}: nothing reads it`]),
    ]),
    ...named.filter((name) => !Object.hasOwn(inputs, name)).map((name) => `${name}: there is no such input`),
    ...runs.steps.flatMap(stepFaults),
  ];
}

function stepFaults({ name = '', uses, shell, run }: Step): string[] {
  if (uses !== undefined)
    return [
      ...(/^actions\//.test(uses) ? [] : [`${uses}: not one of GitHub`]),
      ...(/@(v\d+|[0-9a-f]{40})$/.test(uses) ? [] : [`${uses}: not pinned`]),
    ];
  return [
    ...(shell === 'bash' ? [] : [`${name}: the shell is not said`]),
    ...(run?.includes('${{') ? [`${name}: an expression is written into a command`] : []),
    ...(run?.startsWith('set -euo pipefail\n') ? [] : [`${name}: it goes on after a failure`]),
    ...(/npm install(?![^\n]*--ignore-scripts)/.test(run ?? '') ? [`${name}: an install that runs the scripts of packages`] : []),
  ];
}

export function containerFaults(text: string): string[] {
  const instructions = DockerfileParser.parse(text).getInstructions();
  const of = (keyword: string): string[] =>
    instructions.filter((one) => one.getKeyword() === keyword).map((one) => one.getArgumentsContent() ?? '');
  return [
    ...(of('FROM').length === 0 ? ['no FROM'] : []),
    ...of('FROM').flatMap((image) =>
      /^node:\d+\.\d+\.\d+-slim( AS \w+)?$/.test(image) ? [] : [`${image}: not pinned to a version`],
    ),
    ...(['', 'root', '0'].includes(of('USER').at(-1) ?? '') ? ['it runs as root'] : []),
    ...of('RUN')
      .filter((run) => /npm install(?!.*--offline)|curl|wget|apt-get/s.test(run))
      .map((run) => `${run}: it uses the network`),
    ...(of('ADD').length > 0 ? ['ADD may fetch: COPY'] : []),
    ...(of('ENTRYPOINT').length === 1 ? [] : ['one ENTRYPOINT']),
  ];
}
