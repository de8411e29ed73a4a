/** Files that are broken in one way each, as they come from spreadsheets, editors and interrupted downloads. */
import { gzipSync } from 'node:zlib';
import { readText } from '../support/engine.ts';

type Malformed = { name: string; code: 0 | 1 | 2; content: Uint8Array };

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const record = (kind: string): string =>
  JSON.stringify((JSON.parse(readText(`examples/2.0.3/valid/base-${kind}.json`)) as Lists).marches[KEY[kind] ?? '']?.[0]);
type Lists = { marches: Record<string, unknown[]> };
const KEY: Record<string, string> = { marche: 'marche', concession: 'contrat-concession' };

const good = record('marche');
const concession = record('concession');
const old = JSON.stringify((JSON.parse(readText('examples/1.5.0/valid/base-marche.json')) as { marches: unknown[] }).marches[0]);
const list = (...records: string[]): string => `{"marches":{"marche":[\n${records.join(',\n')}\n]}}\n`;
const whole = list(good);
/** The record with one property replaced by text that need not be JSON. */
const withMontant = (text: string): string => good.replace(/"montant":[0-9.]+/, `"montant":${text}`);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
const at = (text: string, index: number, byte: number): Uint8Array => {
  const copy = bytes(text);
  copy[index] = byte;
  return copy;
};

export const MALFORMED: Malformed[] = [
  { name: 'bom', code: 0, content: bytes(`\ufeff${whole}`) },
  {
    name: 'invalid-utf8',
    code: 1,
    content: at(list(good, good.replace('"objet":"', '"objet":"@')), list(good).length + good.indexOf('"objet":"') + 6, 0xe9),
  },
  { name: 'utf16', code: 2, content: utf16(whole) },
  { name: 'nul-byte', code: 1, content: bytes(list(good, good.replace('"objet":"', '"objet":"\u0000'))) },
  { name: 'truncated', code: 1, content: bytes(list(good, good).slice(0, -200)) },
  { name: 'missing-quote', code: 1, content: bytes('{"marches":{"marche":[{"acheteur":{"id":"a}}]}}') },
  { name: 'trailing-comma-in-record', code: 1, content: bytes(list(good, good.replace(/\}$/, ',}'))) },
  { name: 'trailing-comma-in-list', code: 1, content: bytes(whole.replace('\n]', ',\n]')) },
  { name: 'missing-comma', code: 1, content: bytes(list(`${good}\n${good}`)) },
  { name: 'nan', code: 1, content: bytes(list(good, withMontant('NaN'))) },
  { name: 'infinity', code: 1, content: bytes(list(good, withMontant('-Infinity'))) },
  { name: 'single-quotes', code: 1, content: bytes(list(good, good.replaceAll('"', "'"))) },
  { name: 'several-texts', code: 1, content: bytes(whole + whole) },
  { name: 'one-record-a-line', code: 1, content: bytes(`${good}\n${good}\n`) },
  { name: 'duplicate-key', code: 1, content: bytes(list(good, good.replace('{"id":', '{"id":"2024-0","id":'))) },
  { name: 'empty', code: 2, content: bytes('') },
  { name: 'blank', code: 2, content: bytes(' \n\n') },
  { name: 'html', code: 2, content: bytes('<!DOCTYPE html><html><body>503</body></html>') },
  { name: 'csv', code: 1, content: bytes('id;acheteur;montant\n2024-1;21350238800019;40000\n') },
  { name: 'too-deep', code: 1, content: bytes(list(good, withMontant(`${'['.repeat(70)}${']'.repeat(70)}`))) },
  {
    name: 'record-too-large',
    code: 1,
    content: bytes(list(good, good.replace('"objet":"', `"objet":"${'x'.repeat(17 << 20)}`), good)),
  },
  {
    name: 'too-many-values',
    code: 1,
    content: bytes(list(good, good.replace(/"titulaires":\[/, `"titulaires":[${'0,'.repeat(100_000)}`))),
  },
  { name: 'bare-list', code: 1, content: bytes(`[${good},${good}]`) },
  { name: 'single-record', code: 1, content: bytes(good) },
  { name: 'record-instead-of-list', code: 1, content: bytes(`{"marches":{"marche":${good}}}`) },
  { name: 'old-list-in-new-file', code: 1, content: bytes(`{"marches":[${good},${concession}]}`) },
  { name: 'wrapper', code: 1, content: bytes(`{"contrats":{"marche":[${good}]}}`) },
  { name: 'no-record-list', code: 1, content: bytes('{"titre":"Marchés de la commune"}') },
  { name: 'number-at-root', code: 1, content: bytes('42') },
  { name: 'broken-after-findings', code: 1, content: bytes(`${list(withMontant('-1')).slice(0, -4)},\n{"id": §`) },
  { name: 'not-gzip.json.gz', code: 2, content: bytes(whole) },
  { name: 'cut-gzip.json.gz', code: 1, content: gzipSync(whole).subarray(0, -20) },
  { name: 'version-1', code: 0, content: bytes(`{"marches":[${old}]}`) },
];
