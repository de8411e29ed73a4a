import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { readSource, type SourceText } from '../../model/source-text.ts';
import { parseJson } from '../../read/json/parse.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { explain, withoutBranches, withoutMisspelt } from './meta-errors.ts';

export type MetaCheck = (file: string, text: string) => { source: SourceText; problems: Problem[] };

/** A check of source files (YAML or JSON) against one of the meta-schemas of `schema/dialect/`. */
export function metaCheck(files: SchemaFiles, metaSchema: string): MetaCheck {
  const text = files.get(`dialect/${metaSchema}`);
  if (text === undefined) throw new Error(`schema/dialect/${metaSchema} is missing`);
  const ajv = new Ajv2020({
    allErrors: true,
    // The schema beside an error: it names the keys that could have been meant.
    verbose: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    formats: { regex: isRegex },
  });
  const validate = ajv.compile(parseJson(text) as object);
  return (file, content) => {
    const source = readSource(content);
    // One slip makes many errors after it: the first is the one to mend.
    const problems = source.errors.slice(0, 1).map(({ line, column, message }) => syntaxProblem(file, { line, column }, message));
    if (problems.length === 0 && !validate(source.value)) problems.push(...sentences(file, source, validate.errors ?? []));
    return { source, problems };
  };
}

/** Ajv explains a failed branch by all that it tried; only the deepest place is worth a sentence, said once. */
function sentences(file: string, source: SourceText, errors: ErrorObject[]): Problem[] {
  const deepest = Math.max(...errors.map(depth));
  const kept = errors.filter((error) => depth(error) === deepest && error.keyword !== 'if' && error.propertyName === undefined);
  const seen = new Map<string, Problem>();
  for (const { pointer, fr, en } of withoutMisspelt(withoutBranches(kept)).map(explain)) {
    seen.set(`${pointer} ${fr}`, {
      file,
      place: source.place(pointer),
      fr: `${pointer || 'la racine'} : ${fr}`,
      en: `${pointer || 'the root'}: ${en}`,
    });
  }
  return [...seen.values()];
}

const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;

function isRegex(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const syntaxProblem = (file: string, place: Problem['place'], message: string): Problem => ({
  file,
  place,
  fr: `le fichier ne se lit pas (${message})`,
  en: `the file cannot be read (${message})`,
});
