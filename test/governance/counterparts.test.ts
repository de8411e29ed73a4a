import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { COUNTERPARTS, listText, readCounterparts } from '../../src/governance/counterparts/files.ts';
import { eformsIn, ocdsIn } from '../../src/governance/counterparts/installed.node.ts';
import { readText, SHARED } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-counterparts-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function put(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const address = (name: string) => `https://standard.example/schema/1__1__5/${name}.json`;

describe('a list is made of the official files', () => {
  test('OCDS: the release, its package, what extensions add, and what one adds to another; items of items end', () => {
    put('standard/release-schema.json', {
      id: address('release-schema'),
      properties: { tender: { $ref: '#/definitions/Tender' } },
      definitions: {
        Tender: { properties: { items: { items: { $ref: '#/definitions/Item' } } } },
        Item: { properties: { id: {}, parts: { items: { $ref: '#/definitions/Item' } } } },
      },
    });
    put('standard/release-package-schema.json', { id: address('release-package-schema'), properties: { uri: {} } });
    put('extensions/lots/release-schema.json', {
      definitions: {
        Tender: { properties: { lots: { items: { $ref: '#/definitions/Lot' } } } },
        Lot: { properties: { id: {} } },
      },
    });
    put('extensions/fees/release-schema.json', { definitions: { Lot: { properties: { fee: {} } } } });
    put('extensions.csv', 'lots,example/lots,v1,abc1234\nfees,example/fees,HEAD,def5678\n');
    expect(listText(ocdsIn(folder))).toBe(
      `path,part,edition
tender,release,1.1.5
tender/items,release,1.1.5
tender/items/id,release,1.1.5
tender/items/parts,release,1.1.5
tender/lots,lots,v1 abc1234
tender/lots/fee,extensions together,1.1.5
tender/lots/id,lots,v1 abc1234
uri,release-package,1.1.5
`,
    );
  });

  test('an extension whose commit is not said is no source', () => {
    put('extensions/other/release-schema.json', {});
    expect(() => ocdsIn(folder)).toThrow('extensions.csv does not say which commit other comes from');
    rmSync(join(folder, 'extensions/other'), { recursive: true });
  });

  test('eForms: the terms that its labels name, and its fields', () => {
    put('fields/fields.json', { sdkVersion: 'eforms-sdk-1.13.0', fields: [{ id: 'BT-01(c)-Procedure' }] });
    put(
      'translations/business-term_en.xml',
      '<entry key="business-term|description|BT-01">x</entry><entry key="business-term|name|BT-01">y</entry>',
    );
    expect(listText(eformsIn(folder))).toBe('path,part,edition\nBT-01(c)-Procedure,field,1.13.0\nBT-01,term,1.13.0\n');
    rmSync(join(folder, 'translations'), { recursive: true });
    expect(() => eformsIn(folder)).toThrow('business-term_en.xml is missing');
  });
});

test.skipIf(!existsSync(`${SHARED}ocds`))(
  'the list of OCDS is that of the official schemas (skipped where these are not beside the repository)',
  () => {
    expect(readText(`schema/${COUNTERPARTS['x-ocds']}`)).toBe(listText(ocdsIn(`${SHARED}ocds`)));
  },
);

test('each list is sorted, says each thing once with its edition, and the fields of eForms are of known terms', () => {
  for (const path of Object.values(COUNTERPARTS)) {
    const [header, ...lines] = readText(`schema/${path}`).trimEnd().split('\n');
    expect(header).toBe('path,part,edition');
    expect(lines).toEqual([...lines].sort());
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
    expect(lines.filter((line) => !/^[^,]+,[^,]+,[^,]+$/.test(line))).toEqual([]);
  }
  const files = new Map([[COUNTERPARTS['x-eforms'], readText(`schema/${COUNTERPARTS['x-eforms']}`)]]);
  const { paths } = readCounterparts(files, 'x-eforms');
  expect(paths.filter((path) => !paths.includes(/^[A-Z]+-[0-9]+/.exec(path)?.[0] ?? ''))).toEqual([]);
});
