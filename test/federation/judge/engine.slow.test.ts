import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../federation/src/store/store.ts';
import { openSources } from '../../../src/read/sources.node.ts';
import { allRules, loadRules } from '../../../src/validate/load-rules.node.ts';
import { openFile } from '../../../src/validate/open-file.node.ts';
import { VERSIONS } from '../../support/engine.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { World } from './world.ts';
import { UNFOLDED } from '../../support/unfolded.ts';

/** The day of all these files: that of the fetch. */
const AT = '2026-11-02T10:00:00Z';
const DAY = '2026-11-02';

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

const examples = VERSIONS.flatMap((version) =>
  ['valid', 'invalid'].flatMap((folder) => {
    const path = `${UNFOLDED}${version}/${folder}`;
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => /\.(json|xml)$/.test(name) && !name.endsWith('.findings.json'))
      .map((name) => `${path}/${name}`);
  }),
);
/**
 * What the report does not say of each record of a table: it says once that a whole table lacks a column or that its identifiers became dates, and one thing of a cell that a
 * spreadsheet has spoilt or of a row that was shifted or only begun. In the federation each record bears its own findings.
 */
const SAID_ONCE: Readonly<Record<string, string[]>> = {
  'titres-approchants.csv': ['schema.required'],
  'cellule-en-erreur.xlsx': ['accord-cadre-mot-de-remplissage'],
  'chiffres-perdus.csv': ['identifiant-titulaire-invalide', 'schema.pattern'],
  'identifiants-en-dates.xlsx': ['identifiant-change-en-date'],
  'contrat-commence.csv': ['schema.required'],
  'colonne-renommee.csv': ['schema.required'],
  'lignes-decalees.csv': ['schema.enum', 'schema.pattern', 'schema.required', 'schema.type'],
  'modifications-commencees.csv': ['schema.required'],
};
const tables = readdirSync('examples/tables').filter((name) => /\.(csv|xlsx|ods)$/.test(name));

/** One example in eight, all of them at night: both sides have the rules and schemas from one place. */
const some = examples.filter((_, at) => NIGHT || at % 8 === 0);

test.each([
  ['the examples of all versions', some],
  ['the tables', tables.map((name) => `examples/tables/${name}`)],
])('each record of %s has the findings that decp validate gives it', async (_, paths) => {
  const world = new World(store);
  await world.clear();
  const published = new Map<number, string>();
  for (const path of paths)
    published.set(await world.publish(readFileSync(path), { resource: path, title: path.replace(/^.*\//, ''), at: AT }), path);
  const judged = await world.judge();
  expect(judged.failed).toEqual([]);
  const rows = await store.query<{ version: number; at: number; findings: { code: string; severity: string; count: number }[] }>(
    `select version, at::int, findings from listing, unnest(verdicts) with ordinality as v (id, at) join verdict using (id)`,
  );
  const all: [string, unknown][] = [];
  const wanted: [string, unknown][] = [];
  let compared = 0;
  for (const [version, path] of published) {
    const expected = await checked(path);
    if (!expected) continue;
    const ours = rows.filter((row) => row.version === version).toSorted((a, b) => a.at - b.at);
    const said = SAID_ONCE[path.replace(/^.*\//, '')] ?? [];
    const codes = ours.map(({ findings }) =>
      findings
        .filter(({ code }) => !said.includes(code))
        .flatMap(({ code, severity, count }) => Array.from({ length: count }, () => `${severity} ${code}`))
        .toSorted(),
    );
    // In a file by kind, our positions follow the file; so do the records that it reports.
    all.push([path, codes.filter((one) => one.length > 0)]);
    wanted.push([path, expected]);
    compared += ours.length;
  }
  expect(all).toEqual(wanted);
  expect(compared).toBeGreaterThan(paths.length / 2);
});

/** The findings on each record that has some, in the order of the file, as `decp validate` gives them: without the rules that compare records. Undefined where nothing can be read. */
async function checked(path: string): Promise<string[][] | undefined> {
  const [source] = await openSources([path]);
  if (!source) return undefined;
  try {
    const file = await openFile(source, { rules: allRules(DAY), hashed: false }, () => undefined);
    const { rules } = await loadRules(file.version);
    const comparing = new Set(rules.filter(({ on }) => on.some(({ scope }) => scope === 'fichier')).map(({ id }) => id));
    const found = new Map<string, string[]>();
    const verdict = await file.check(({ record, code, severity, params, path: at }) => {
      if (!record || comparing.has(code) || (code === 'rules.left-out' && comparing.has(String(params['reason'])))) return;
      // What the State's program reads in the XML itself, the federation does not forecast.
      if (code === 'rules.left-out' && params['reason'] === 'xml') return;
      // Of the form of the file, not of the record.
      if (/^(xml|table)\./.test(code) && severity !== 'error') return;
      if (code === 'schema.uniqueItems' && /^\/marches(\/[a-z-]+)?\/\d+$/.test(at)) return;
      const name = `${record.kind} ${record.index}`;
      found.set(name, [...(found.get(name) ?? []), `${severity} ${code}`]);
    });
    return verdict.parsed ? [...found.values()].map((codes) => codes.toSorted()) : undefined;
  } catch {
    return undefined;
  }
}
