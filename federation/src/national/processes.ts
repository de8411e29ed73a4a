/** The list of the State's processes, as `federation/national.yaml` has it. */
import { parse } from 'yaml';
import { isObject } from '../../../packages/base/src/json.ts';
import { ENCODINGS, type Process } from '../../../src/consolidation/processes.ts';

/** Reads the list. Throws an Error that names the process and the member that is wrong. */
export function processesOf(text: string): Process[] {
  const value: unknown = parse(text, { maxAliasCount: 0 });
  const list = isObject(value) ? value['processes'] : undefined;
  if (!Array.isArray(list)) throw new Error('“processes” is not a list');
  const processes = list.map(processOf);
  const known = new Set<string>();
  for (const { name, datasets } of processes)
    for (const dataset of datasets) {
      if (known.has(dataset)) throw new Error(`processes: ${name}: ${dataset} is in two processes`);
      known.add(dataset);
    }
  return processes;
}

const MEMBERS = [
  'name',
  'source',
  'format',
  'encoding',
  'datasets',
  'address',
  'titles',
  'validates',
  'convertsNc',
  'spreadOverTime',
];
const FORMATS = ['json', 'xml'] as const;
const TITLES = ['plain', 'year-first', 'year-last'] as const;

function processOf(value: unknown, number: number): Process {
  const where = `processes[${number}]`;
  if (!isObject(value)) throw new Error(`${where} is not an object`);
  const unknown = Object.keys(value).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) throw new Error(`${where}: ${unknown} is none of ${MEMBERS.join(', ')}`);
  const text = (name: string): string => {
    const found = value[name];
    if (typeof found !== 'string' || found === '') throw new Error(`${where}: ${name} is not a text`);
    return found;
  };
  const oneOf = <T extends string>(name: string, list: readonly T[], otherwise?: T): T => {
    const found = Object.hasOwn(value, name) ? value[name] : otherwise;
    const known = list.find((one) => one === found);
    if (known === undefined) throw new Error(`${where}: ${name} is none of ${list.join(', ')}`);
    return known;
  };
  const flag = (name: string, otherwise: boolean): boolean => {
    const found = Object.hasOwn(value, name) ? value[name] : otherwise;
    if (typeof found !== 'boolean') throw new Error(`${where}: ${name} is neither true nor false`);
    return found;
  };
  const { datasets } = value;
  if (!Array.isArray(datasets) || !datasets.every((one): one is string => typeof one === 'string'))
    throw new Error(`${where}: datasets is not a list of texts`);
  return {
    ...{
      name: text('name'),
      source: text('source'),
      format: oneOf('format', FORMATS),
      encoding: oneOf('encoding', ENCODINGS, 'utf-8'),
      datasets,
    },
    ...(Object.hasOwn(value, 'address') && { address: text('address') }),
    ...{ titles: oneOf('titles', TITLES, 'plain'), validates: flag('validates', true) },
    ...{ convertsNc: flag('convertsNc', false), spreadOverTime: flag('spreadOverTime', false) },
  };
}
