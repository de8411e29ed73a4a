import { expect, test } from 'vitest';
import { isOwnManifest, isPage } from '../../../federation/src/harvest/first-bytes.ts';
import { isData, isOwnAddress } from '../../../federation/src/harvest/select.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test.each([
  ['<!DOCTYPE html><html>', undefined],
  ['<html lang="fr">', 'application/json'],
  ['\u00ef\u00bb\u00bf\r\n  <HTML>', undefined],
  ['<!-- a --> <!-- b -->\n<!doctype HTML public>', 'text/xml'],
  ['<?xml version="1.0"?><!DOCTYPE html PUBLIC>', 'application/xhtml+xml'],
  ['<head><title>Request Rejected</title>', undefined],
  ['Access denied', 'text/html; charset=utf-8'],
  ['<h1>403 Forbidden</h1>', 'text/html'],
  ['<!-- x --><div class="a">', 'text/html'],
  ['', 'TEXT/HTML'],
])('%j as %s is a page', (text, type) => {
  expect(isPage(bytes(text), type)).toBe(true);
});

test.each([
  ['{"marches": "<html>"}', 'text/html'],
  ['\n [', 'text/html'],
  ['<?xml version="1.0"?><!-- <html> --><marches>', 'text/html'],
  ['<marches>', 'text/html'],
  ['<h1>', 'application/xml'],
  ['<marche>', 'text/html'],
  ['id;objet', 'text/csv'],
  ['PK\u0003\u0004', 'text/html'],
  ['\u001f\u008b\u0008', 'text/html'],
  ['<!-- never ended', undefined],
  ['<!--'.repeat(256), undefined],
  ['id;objet', 'text/htmlx'],
])('%j as %s is not', (text, type) => {
  expect(isPage(bytes(text), type)).toBe(false);
});

test('our own manifest is recognised, and so is the address of a snapshot', () => {
  expect(isOwnManifest(bytes('{\n  "format": "decp-federation-snapshot/1",'))).toBe(true);
  expect(isOwnManifest(bytes('{"marches": []}'))).toBe(false);
  const folder = 'https://exemple.test/files/20260301T000000Z-0a1b2c3d';
  for (const file of ['contrats.csv', 'contrats/2.0.3/2025.json', 'rejets.ndjson.gz', 'manifeste.json'])
    expect(isOwnAddress(`${folder}/${file}`)).toBe(true);
  for (const url of [
    `${folder}/marches.json`,
    'https://exemple.test/latest/contrats.csv',
    'https://exemple.test/2026/contrats.csv',
  ])
    expect(isOwnAddress(url)).toBe(false);
});

test.each([
  ['json', 'json', 'https://a.test/x', true],
  ['json', 'JSON', 'https://a.test/x', true],
  ['json', 'xml', 'https://a.test/x.json', true],
  ['json', 'xml', 'https://a.test/x.xml', false],
  ['json', 'zip', 'https://a.test/x.zip', true],
  ['json', '', 'https://a.test/x.json.gz?y=1', true],
  ['json', 'octet-stream', 'https://a.test/r/1', true],
  ['json', 'pdf', 'https://a.test/notice.pdf', false],
  ['auto', 'xlsx', 'https://a.test/x', true],
  ['auto', 'pdf', 'https://a.test/x', false],
  ['auto', 'html', 'not an address', false],
] as const)('a source in %s takes a file in %j at %s: %s', (form, format, url, taken) => {
  expect(isData({ id: 'd', rhythm: 'yearly', form }, { title: 't', url, format })).toBe(taken);
});
