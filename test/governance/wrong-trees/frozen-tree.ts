/** The sources of this clone in memory, with the draft put back to the newest release: no proposal changes what tests do with them. */
import { treeIn, type Tree } from '../../../src/governance/build/sources.node.ts';
import { citedById, describedIn, FIRST_DRAFT, FIRST_STEP, LATER, mappedIn, shownByNewest } from '../../support/draft.ts';
import { NEWEST, ROOT } from '../../support/engine.ts';

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** As `resetDraft` of `test/support/draft.ts` does it on a disk. */
export async function frozenTree(): Promise<Tree> {
  const { schema: read, examples, propositions } = await treeIn(ROOT.replace(/\/$/, ''));
  const schema = new Map([...read].filter(([path]) => !/^next\/(codelists|rules)\/|^next\/[a-z-]+\.schema\.json$/.test(path)));
  for (const [path, bytes] of read) {
    const [, name = ''] = new RegExp(`^${NEWEST}/((?:codelists|rules)/.*|[a-z-]+\\.schema\\.json)$`).exec(path) ?? [];
    if (name !== '') schema.set(`next/${name}`, name.endsWith('.csv') ? encode(citedById(decode(bytes))) : bytes);
  }
  const edit = (path: string, change: (text: string) => string): void =>
    void schema.set(path, encode(change(decode(schema.get(path) ?? new Uint8Array()))));
  edit('next/errata.yaml', () => '[]\n');
  edit('next/migration.yaml', () => FIRST_STEP);
  edit('releases.json', (text) => text.replace(/("version": "next",\s*"expectedVersion": )"[^"]*"/, `$1"${FIRST_DRAFT}"`));
  // The lists that others keep take longer to read than all else, and no check compares their content.
  for (const path of schema.keys())
    if (/^nomenclatures\/.*\.csv$/.test(path)) edit(path, (text) => text.replace(/^((?:.*\n){50})[\s\S]*$/, '$1'));
  forget(schema);
  return { schema, examples, propositions: published(propositions) };
}

/** What only the draft has: texts of fields, descriptions of codes, mappings to OCDS. */
function forget(schema: Map<string, Uint8Array>): void {
  const edit = (path: string, change: (text: string) => string): void =>
    void schema.set(path, encode(change(decode(schema.get(path) ?? new Uint8Array()))));
  const schemas = [...schema].filter(([path]) => path.endsWith('.schema.json') && !path.startsWith('dialect/'));
  const known = new Set(schemas.flatMap(([, bytes]) => [...decode(bytes).matchAll(/"x-field": "([^"]+)"/g)].map(([, id]) => id)));
  for (const path of schema.keys()) {
    const [, id] = /^fields\/(.+)\.yaml$/.exec(path) ?? [];
    if (id === undefined) continue;
    if (known.has(id)) edit(path, shownByNewest);
    else schema.delete(path);
  }
  const lists = [...schema].flatMap(([path, bytes]): [string, string][] => {
    const [, name] = /^\d[^/]*\/codelists\/(.+\.csv)$/.exec(path) ?? [];
    return name === undefined ? [] : [[name, decode(bytes)]];
  });
  edit('codelist-descriptions.yaml', (text) => describedIn(text, lists));
  edit('ocds/mapping.yaml', (text) => mappedIn(text, (id) => known.has(id)));
}

/** The model, the first proposition and their index. */
const published = (propositions: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    [...propositions].flatMap(([name, text]) => {
      if (name === 'README.md') return [[name, text.replace(LATER, '')]];
      return /^000[01]-/.test(name) ? [[name, text]] : [];
    }),
  );
