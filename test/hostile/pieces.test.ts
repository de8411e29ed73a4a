import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openChunks } from '../../src/library/page/unpacked.ts';
import { validateStream } from '../../src/library/index.node.ts';
import { Readable } from 'node:stream';
import { beginningOf } from '../../src/read/forms.ts';
import { GOLDEN } from '../support/engine.ts';
import { OTHER_FORMS, otherBases } from './bases.ts';

const bases = await otherBases();

/** The codes of the findings, and the verdict. */
async function said(chunks: Iterable<Uint8Array>): Promise<unknown> {
  const steps = validateStream(chunks, { version: GOLDEN, rules: false });
  const codes: string[] = [];
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return { codes, schemaVerdict: step.value.schemaVerdict, records: step.value.records };
    codes.push(step.value.code);
  }
}

const inPieces = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));

test.each(OTHER_FORMS.filter((form) => !form.endsWith('.gz')))(
  'the form of a %s file is reported however few bytes come first',
  async (form) => {
    for (const { bytes } of bases[form].slice(0, 1)) {
      const whole = await said([bytes]);
      expect(whole).toMatchObject({ schemaVerdict: 'valid' });
      // The form is known by then, and each piece costs as much as a small file.
      const beginning = 200;
      for (const size of [1, 30])
        expect(await said([...inPieces(bytes.slice(0, beginning), size), bytes.slice(beginning)])).toEqual(whole);
    }
  },
);

test('a page knows a packed stream whose first byte comes by itself', async () => {
  const packed = inPieces(gzipSync('{"marches":[]}'), 1);
  const chunks = await openChunks(Readable.toWeb(Readable.from(packed)) as ReadableStream<Uint8Array>, () => undefined);
  expect(new TextDecoder().decode(await beginningOf(() => chunks.next()))).toBe('{"marches":[]}');
});

test('the beginning of a file is whole where its source uses one buffer again and again', async () => {
  const buffer = Buffer.alloc(1);
  const bytes = [...'PK'].map((char) => char.charCodeAt(0));
  const next = (): Promise<Uint8Array | undefined> => {
    const byte = bytes.shift();
    if (byte !== undefined) buffer[0] = byte;
    return Promise.resolve(byte === undefined ? undefined : buffer);
  };
  expect(Buffer.from(await beginningOf(next, 2)).toString()).toBe('PK');
});
