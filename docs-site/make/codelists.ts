/** The codelists of all versions together: each code with the versions that have it. */
import { valueLeaf } from '../../src/generate/dictionary/describe.ts';
import type { Code, Model } from '../../src/model/types.ts';
import { livesOf } from './lives.ts';
import type { SiteData } from './types.ts';

/** A code as its newest version puts it. */
export type ListedCode = { code: Code; versions: string[] };

/** `model`: the newest version that has the list. */
export type Codelist = { name: string; model: Model; versions: string[]; codes: ListedCode[]; fields: string[] };

/** By name, in the order of the newest versions. Codes that are gone stand at the end. */
export function codelistsOf(data: Pick<SiteData, 'models'>): Codelist[] {
  const names = new Set(data.models.toReversed().flatMap(({ codelists }) => Object.keys(codelists)));
  return [...names].sort().flatMap((name) => codelistOf(name, data) ?? []);
}

function codelistOf(name: string, data: Pick<SiteData, 'models'>): Codelist | undefined {
  const having = data.models.filter(({ codelists }) => Object.hasOwn(codelists, name));
  const model = having.at(-1);
  if (!model) return undefined;
  return {
    name,
    model,
    versions: having.map(({ version }) => version),
    codes: codesOf(name, having),
    fields: fieldsOf(name, data),
  };
}

function codesOf(name: string, having: readonly Model[]): ListedCode[] {
  const codes = new Map<string, ListedCode>();
  for (const { codelists, version } of having.toReversed()) {
    for (const code of codelists[name] ?? []) {
      const known = codes.get(code.code);
      if (known) known.versions.unshift(version);
      else codes.set(code.code, { code, versions: [version] });
    }
  }
  return [...codes.values()];
}

/** Fields that take the list in some version. */
const fieldsOf = (name: string, data: Pick<SiteData, 'models'>): string[] =>
  [...livesOf(data).values()].flatMap(({ id, stages }) =>
    stages.some(({ spots }) => spots.some(({ entry }) => valueLeaf(entry.node)?.codelist === name)) ? [id] : [],
  );
