import { parseJson } from '../../read/json/parse.ts';
import { type ExampleFiles, isExample } from '../examples/check.ts';
import type { Example } from './judge.ts';

/** The examples that hold a JSON value, parsed. Those with broken syntax, which prove the reader, and XML are left out. */
export function readExamples(files: ExampleFiles): Example[] {
  return [...files].flatMap(([name, text]) => {
    if (!isExample(name)) return [];
    try {
      return [{ name, value: parseJson(text) }];
    } catch {
      return [];
    }
  });
}
