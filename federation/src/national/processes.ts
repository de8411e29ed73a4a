/** The list of the State's processes, as `federation/national.yaml` has it. */
import { parse } from 'yaml';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Process } from './rules.ts';

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

const MEMBERS = ['name', 'datasets', 'validates', 'convertsNc', 'spreadOverTime'];

function processOf(value: unknown, number: number): Process {
  const where = `processes[${number}]`;
  if (!isObject(value)) throw new Error(`${where} is not an object`);
  const { name, datasets, validates = true, convertsNc = false, spreadOverTime = false } = value;
  const unknown = Object.keys(value).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) throw new Error(`${where}: ${unknown} is none of ${MEMBERS.join(', ')}`);
  if (typeof name !== 'string') throw new Error(`${where}: name is not a text`);
  if (!Array.isArray(datasets) || !datasets.every((one): one is string => typeof one === 'string'))
    throw new Error(`${where}: datasets is not a list of texts`);
  if (typeof validates !== 'boolean') throw new Error(`${where}: validates is neither true nor false`);
  if (typeof convertsNc !== 'boolean') throw new Error(`${where}: convertsNc is neither true nor false`);
  if (typeof spreadOverTime !== 'boolean') throw new Error(`${where}: spreadOverTime is neither true nor false`);
  return { name, datasets, validates, convertsNc, spreadOverTime };
}
