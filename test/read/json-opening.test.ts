import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { bytesOf, eventsOf, joined } from './helpers.ts';

const START = { offset: 0, line: 1, column: 1 };
const TEXT = '{"marches":[{"id":"é"}]}';

function refusal(bytes: Uint8Array): unknown {
  try {
    eventsOf(bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { code: error.code, params: error.params, position: error.position };
  }
  return 'accepted';
}

function wide(text: string, size: 2 | 4, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * size));
  [...text].forEach((char, index) => {
    if (size === 2) view.setUint16(index * size, char.charCodeAt(0), littleEndian);
    else view.setUint32(index * size, char.charCodeAt(0), littleEndian);
  });
  return new Uint8Array(view.buffer);
}

describe('a file that is no JSON text in UTF-8', () => {
  const blank = ['', ' ', '\n\r\t ', '\ufeff', '\ufeff \n'];
  test.each(blank.map((text) => JSON.stringify(text)))('%s is empty', (text) => {
    expect(refusal(bytesOf(JSON.parse(text) as string))).toEqual({ code: 'syntax.empty', params: {}, position: undefined });
  });

  const encodings: [string, Uint8Array][] = [
    ['UTF-16LE', wide(TEXT, 2, true)],
    ['UTF-16LE', wide(`\ufeff${TEXT}`, 2, true)],
    ['UTF-16BE', wide(TEXT, 2, false)],
    ['UTF-16BE', wide(`\ufeff${TEXT}`, 2, false)],
    ['UTF-16LE', wide('1', 2, true)],
    ['UTF-16BE', wide('1', 2, false)],
    ['UTF-32LE', wide(TEXT, 4, true)],
    ['UTF-32LE', wide(`\ufeff${TEXT}`, 4, true)],
    ['UTF-32BE', wide(TEXT, 4, false)],
    ['UTF-32BE', wide(`\ufeff${TEXT}`, 4, false)],
  ];
  test.each(encodings)('is reported to be %s', (encoding, bytes) => {
    expect(refusal(bytes)).toEqual({ code: 'encoding.utf16', params: { encoding }, position: START });
  });

  const others: [text: string, found: string, column?: number][] = [
    ['<!DOCTYPE html><html lang="fr">', '<!DOCTYPE html><html'],
    ['%PDF-1.7', '%PDF-1.7'],
    ['identifiant;objet\n1;2', 'identifiant;objet\n1;'],
    ['\ufeffid;objet', 'id;objet'],
    ['  € 12', '€ 12', 3],
    ['"id";"objet"\n"1";"Voirie"', '"id";"objet"\n"1";"Vo'],
    ['2024;12', '2024;12'],
    ['12 34', '12 34'],
    ['nature', 'nature'],
    ['tru', 'tru'],
    ['01', '01'],
    ['"a\nb"', '"a\nb"'],
    ['\0', '\0'],
    ['NaN', 'NaN'],
  ];
  test.each(others)('%j is not JSON', (text, found, column = 1) => {
    const offset = (text.startsWith('\ufeff') ? 3 : 0) + column - 1;
    expect(refusal(bytesOf(text))).toEqual({ code: 'syntax.not-json', params: { found }, position: { offset, line: 1, column } });
  });
});

describe('a byte order mark', () => {
  test('is accepted, reported, and seen by no column', () => {
    const events = eventsOf(bytesOf(`\ufeff${TEXT}`));
    expect(events[0]).toEqual({
      type: 'finding',
      finding: { code: 'encoding.bom', severity: 'info', path: '', position: START, params: {} },
    });
    expect(events[1]).toMatchObject({ layout: 'flat', position: { offset: 14, line: 1, column: 12 } });
    expect(events.at(-1)).toMatchObject({ parsed: true });
  });

  test('counts once', () => {
    expect(refusal(bytesOf(`\ufeff\ufeff${TEXT}`))).toMatchObject({ code: 'syntax.not-json' });
  });
});

test('bytes that are cut inside of a character do not hide that a file is no JSON', () => {
  expect(refusal(joined([bytesOf('<é'), Uint8Array.of(0xe2, 0x82)]))).toMatchObject({ params: { found: '<é\ufffd' } });
});
