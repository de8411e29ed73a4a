import type { Lang } from '../../packages/base/src/language.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Finding } from '../../src/finding.ts';
import { checkText } from '../../src/validate/text.ts';
import type { SiteData } from './types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { EXAMPLES_DAY, readExamples } from '../../src/governance/examples/all.node.ts';
import { allRules, loadRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { describer, type Describer } from '../../src/validate/describer.node.ts';

/** The examples in which values are put: they hold every field. */
const BASES: Record<RecordKind, string> = { marche: 'marche-complet', 'contrat-concession': 'concession-complete' };

/** Puts a value into a complete record of `next` and returns the findings at its place. `undefined` removes the field. */
export async function judgeOf(): Promise<SiteData['judge']> {
  const version = await loadVersion('next');
  const rules = await rulesFor('next', allRules(EXAMPLES_DAY));
  const { rules: all } = await loadRules('next');
  const says: Record<Lang, Describer> = {
    fr: await describer(version.model, all, 'fr'),
    en: await describer(version.model, all, 'en'),
  };
  const examples = await readExamples('next');
  const findingAt = (kind: RecordKind, path: string, value: unknown): Finding | undefined => {
    const file = JSON.parse(examples.get(`valid/${BASES[kind]}.json`) ?? '') as { marches: Record<RecordKind, unknown[]> };
    const place = put(file.marches[kind][0], path.split('.'), value);
    if (place === undefined) return undefined;
    const { findings } = checkText(JSON.stringify(file), version, rules);
    const at = `/marches/${kind}/0${place}`;
    const exact = findings.find((finding) => finding.path === at);
    return exact ?? findings.find((finding) => finding.path.startsWith(at)) ?? findings[0];
  };
  /** What is found is the same for the pages of both languages. */
  const judged = new Map<string, Finding | undefined>();
  return (kind, path, value, lang) => {
    const key = `${kind} ${path} ${JSON.stringify(value)}`;
    if (!judged.has(key)) judged.set(key, findingAt(kind, path, value));
    const found = judged.get(key);
    return found && says[lang](found).text;
  };
}

/** Puts the value at a path whose lists are entered by their first item; answers the JSON Pointer of the place. */
function put(record: unknown, [name = '', ...rest]: string[], value: unknown): string | undefined {
  if (Array.isArray(record)) {
    const place = put(record[0], [name, ...rest], value);
    return place === undefined ? undefined : `/0${place}`;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  const object = record as Record<string, unknown>;
  if (rest.length > 0) {
    const place = put(object[name], rest, value);
    return place === undefined ? undefined : `/${name}${place}`;
  }
  // Undefined values are not serialised.
  object[name] = value;
  return `/${name}`;
}
