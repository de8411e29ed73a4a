import { withConstants } from './constants.ts';
import type { Rule } from './rules.ts';
import { readSource } from './source-text.ts';
import { refuseUnread } from './yaml-fault.ts';

/** The rules of `rules/<id>.yaml`, in the order of their names, their constants put in their places. Only that they are YAML is made sure of here: the check of rules says the rest. */
export function readRules(files: ReadonlyMap<string, string>): Rule[] {
  const paths = [...files.keys()].filter((path) => /^rules\/[^/]+\.yaml$/.test(path)).sort();
  return paths.map((path) => {
    const source = readSource(files.get(path) ?? '');
    refuseUnread(path, source);
    return withConstants(source) as Rule;
  });
}
