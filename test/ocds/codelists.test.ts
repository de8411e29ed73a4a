import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { readText, SHARED } from '../support/engine.ts';
import { mapping } from './export.ts';
import { emitted } from './profile.ts';
import { hasStandard, openCodelists, WITHOUT_STANDARD } from './standard.ts';

type Row = { Code: string; Title: string; Description: string };

const rowsOf = (text: string): Row[] => parse<Row>(text, { columns: true, bom: true });

/** The codes that releases have in open codelists, by the name of the list. */
const USED: Readonly<Record<string, readonly string[]>> = {
  locationGazetteers: Object.values(mapping.codes.gazetteer),
  relatedProcess: ['framework'],
  relatedProcessScheme: ['FR-DECP'],
  bidStatistics: ['bids'],
  itemClassificationScheme: ['CPV'],
  partyRole: ['buyer', 'supplier', 'subcontractor'],
  sustainabilityGoal: ['social', 'environmental', 'economic.innovativePurchase'],
  sustainabilityStrategy: Object.values(mapping.codes.strategy).flatMap((table) => Object.values(table)),
};

const declared = (list: string): string[] => (mapping.codelists[list] ?? []).map(({ code }) => code);

test('our extension names its codelists, and has each with its codes', () => {
  const { codelists } = JSON.parse(readText('dist/ocds/extension.json')) as { codelists: string[] };
  expect(codelists).toEqual(Object.keys(mapping.codelists).map((list) => `+${list}.csv`));
  for (const [list, codes] of Object.entries(mapping.codelists)) {
    const rows = rowsOf(readText(`dist/ocds/codelists/+${list}.csv`));
    expect(rows).toEqual(
      codes.map(({ code, title, description }) => ({ Code: code, Title: title.en, Description: description.en })),
    );
  }
});

test('a code that is declared is used', () => {
  for (const list of Object.keys(mapping.codelists)) expect([...declared(list)].sort()).toEqual([...(USED[list] ?? [])].sort());
});

describe.skipIf(!hasStandard)(
  `the codelists of OCDS and its extensions${hasStandard ? '' : ` (skipped: ${WITHOUT_STANDARD})`}`,
  () => {
    const folders = hasStandard
      ? [`${SHARED}ocds/standard`, ...readdirSync(`${SHARED}ocds/extensions`).map((name) => `${SHARED}ocds/extensions/${name}`)]
      : [];
    const known = (list: string): string[] =>
      folders
        .flatMap((folder) => [`${folder}/codelists/${list}.csv`, `${folder}/codelists/+${list}.csv`])
        .filter((path) => existsSync(path))
        .flatMap((path) => rowsOf(readFileSync(path, 'utf8')).map(({ Code }) => Code));

    test('that are open are those that are looked at here, wherever a release has a code', () => {
      expect([...openCodelists(emitted())].sort()).toEqual(Object.keys(USED).sort());
    });

    test.each(Object.entries(USED))('%s: what we use is there, or is declared', (list, codes) => {
      const all = new Set([...known(list), ...declared(list)]);
      expect(codes.filter((code) => !all.has(code))).toEqual([]);
      expect(declared(list).filter((code) => known(list).includes(code))).toEqual([]);
    });
  },
);
