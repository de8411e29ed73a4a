/** The English descriptions of codes. */
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { readVersion, versionFolders } from '../../../src/model/read-version.node.ts';
import { ROOT } from '../../support/engine.ts';
import { readFileSync } from 'node:fs';

const english = parse(readFileSync(`${ROOT}schema/codelist-descriptions.yaml`, 'utf8')) as Record<string, Record<string, string>>;
const versions = await versionFolders(`${ROOT}schema`);
const models = await Promise.all(versions.map((version) => readVersion(`${ROOT}schema`, version)));
const codelists = models.flatMap(({ codelists: lists }) => Object.entries(lists));

const keys = (pairs: readonly (readonly [list: string, codes: readonly string[]])[]): string[] =>
  [...new Set(pairs.flatMap(([list, codes]) => codes.map((code) => `${list}: ${code}`)))].sort();

describe('a code of any version', () => {
  test('has a description in English, and no other has one', () => {
    expect(keys(Object.entries(english).map(([list, codes]) => [list, Object.keys(codes)]))).toEqual(
      keys(codelists.map(([list, codes]) => [list, codes.map(({ code }) => code)])),
    );
  });

  test('has one French description, whatever the version, so that one in English is enough', () => {
    const french = new Map<string, Set<string>>();
    for (const [list, codes] of codelists)
      for (const { code, description } of codes) {
        const key = `${list}: ${code}`;
        french.set(key, (french.get(key) ?? new Set()).add(description));
      }
    expect([...french].filter(([, said]) => said.size > 1).map(([key]) => key)).toEqual([]);
  });

  test('is not described in French twice', () => {
    const french = new Set(codelists.flatMap(([, codes]) => codes.map(({ description }) => description)));
    expect(
      Object.values(english)
        .flatMap(Object.values)
        .filter((text) => french.has(String(text))),
    ).toEqual([]);
  });
});
