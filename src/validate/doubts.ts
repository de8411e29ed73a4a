import type { DoubtedEvent } from '../read/record.ts';
import { escape } from '../model/pointer.ts';
import type { SchemaError, Version } from './types.ts';

/** The errors of a record, in the order in which its own check gives them, from the checks of its members in doubt. */
export function doubtErrors({ list, value, doubted, missing }: DoubtedEvent, { members }: Version): SchemaError[] {
  const checks = members?.[list];
  if (!checks) throw new Error('a fast lane needs the checks of the members');
  return [
    ...missing.map(requiredError),
    ...doubted.flatMap((name) => {
      const check = checks[name];
      if (!check || check(value[name])) return [];
      return (check.errors ?? []).map((error) => ({ ...error, instancePath: `/${escape(name)}${error.instancePath}` }));
    }),
  ];
}

const requiredError = (missingProperty: string): SchemaError => ({
  keyword: 'required',
  instancePath: '',
  schemaPath: '#/required',
  params: { missingProperty },
});
