import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Table } from '../../src/governance/examples/cases.ts';
import { readCitations } from '../../src/model/citation.ts';
import { NEWEST, readText, ROOT, VERSIONS } from './engine.ts';

const CITATIONS = readCitations(readText('schema/legal-texts.yaml'));

const [major = 0, minor = 0] = NEWEST.split('.').map(Number);

/** The number that a draft carries as long as nothing in it breaks. */
export const FIRST_DRAFT = `${major}.${minor + 1}.0`;

/**
 * Gives a copy of the référentiel what is known here of what was built and proved of which inputs: what a test leaves the same there is neither
 * built nor proved again.
 */
export function shareCache(folder: string): void {
  const [here, there] = [join(ROOT, '.cache'), join(folder, '.cache')];
  mkdirSync(there, { recursive: true });
  for (const name of ['proofs', 'compiled']) {
    mkdirSync(join(here, name), { recursive: true });
    symlinkSync(join(here, name), join(there, name), 'junction');
  }
  if (existsSync(join(here, 'built.json'))) cpSync(join(here, 'built.json'), join(there, 'built.json'));
}

/**
 * In a copy of the référentiel, puts the draft back to what it was on the day after the newest release: no proposal that was accepted since changes what
 * a test then does there, nor what it is answered.
 */
export function resetDraft(folder: string): void {
  const next = join(folder, 'schema/next');
  const newest = join(folder, 'schema', NEWEST);
  for (const name of readdirSync(next).filter((one) => one.endsWith('.schema.json')))
    cpSync(join(newest, name), join(next, name));
  for (const name of ['codelists', 'rules']) replaced(join(newest, name), join(next, name));
  citeById(folder);
  writeFileSync(join(next, 'errata.yaml'), '[]\n');
  forgetExamples(join(folder, 'examples'));
  edited(join(folder, 'schema/releases.json'), /("version": "next",\s*"expectedVersion": )"[^"]*"/, `$1"${FIRST_DRAFT}"`);
  forgetFields(join(folder, 'schema'));
}

/** The examples of the newest release hold for the draft as well, and no others. */
function forgetExamples(folder: string): void {
  rmSync(join(folder, 'next'), { recursive: true, force: true });
  for (const name of readdirSync(join(folder, 'cases'))) {
    const path = join(folder, 'cases', name);
    const text = readFileSync(path, 'utf8');
    if (!/: next\b/.test(text) && !text.includes(`until: ${NEWEST}`)) continue;
    const tables = (parse(text) as Table[]).flatMap((table) => {
      const cases = table.cases.filter(({ since = table.since }) => since !== 'next').map((one) => lasting(one));
      return cases.length === 0 ? [] : [{ ...lasting(table), cases }];
    });
    if (tables.length === 0) rmSync(path);
    else writeFileSync(path, stringify(tables));
  }
}

/** What ended with the newest release has not ended yet. */
function lasting<T extends { until?: string | undefined }>({ until, ...rest }: T) {
  return until === undefined || until === NEWEST ? rest : { ...rest, until };
}

function replaced(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

const edited = (path: string, from: RegExp, to: string): void => {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

/** The codelists of a draft cite legal texts by their identifiers. */
function citeById(folder: string): void {
  const lists = join(folder, 'schema/next/codelists');
  for (const name of readdirSync(lists)) writeFileSync(join(lists, name), citedById(readFileSync(join(lists, name), 'utf8')));
}

/** A codelist of 2.1.0 or before, which cites legal texts in words, as a draft does it. */
export const citedById = (codelist: string): string =>
  [...CITATIONS].reduce((text, [id, { fr }]) => text.replaceAll(`${fr}, annexe`, `${id}, annexe`), codelist);

/** The texts of fields that no published version has. */
function forgetFields(schema: string): void {
  const published = VERSIONS.filter((version) => version !== 'next').flatMap((version) =>
    readdirSync(join(schema, version))
      .filter((name) => name.endsWith('.schema.json'))
      .map((name) => readFileSync(join(schema, version, name), 'utf8')),
  );
  for (const name of readdirSync(join(schema, 'fields'))) {
    const id = `"x-field": "${name.replace(/\.yaml$/, '')}"`;
    if (!published.some((text) => text.includes(id))) rmSync(join(schema, 'fields', name));
  }
}
