/** What the tests of the XML reader share: events as plain data, in chunks of any size. */
import type { Model } from '../../src/model/types.ts';
import { NEED_BYTES, type ReadEvent } from '../../src/read/record.ts';
import { Inflow } from '../../src/read/xml/inflow.ts';
import { type Limits, LIMITS } from '../../src/read/xml/fault.ts';
import { readXml } from '../../src/read/xml/read-xml.ts';
import { bytesOf, inChunks, pointersIn } from './helpers.ts';

/** The events of a file that comes in these chunks. */
export function* readChunks(chunks: Iterator<Uint8Array>, model?: Model, limits: Partial<Limits> = {}): Generator<ReadEvent> {
  const inflow = new Inflow();
  for (const event of readXml(inflow, model, { ...LIMITS, ...limits })) {
    if (event !== NEED_BYTES) {
      yield event;
      continue;
    }
    const next = chunks.next();
    if (next.done === true) inflow.finish();
    else inflow.feed(next.value);
  }
}

/** The events as plain data: a record with the places of all that is in it. */
export function eventsOf(xml: string | Uint8Array, model?: Model, size = 1 << 16, limits: Partial<Limits> = {}): ReadEvent[] {
  const bytes = typeof xml === 'string' ? bytesOf(xml) : xml;
  return [...readChunks(inChunks(bytes, [size]), model, limits)].map((event) => event);
}

/** As `eventsOf`, with every place that can be asked for, asked at its time. */
export function placesOf(xml: string | Uint8Array, model: Model | undefined, size: number): unknown[] {
  const reported: unknown[] = [];
  for (const event of readChunks(inChunks(typeof xml === 'string' ? bytesOf(xml) : xml, [size]), model)) {
    if (event.type === 'record') {
      const { locate, ...rest } = event;
      reported.push({ ...rest, places: pointersIn(event.value).map((pointer) => [pointer, locate(pointer)]) });
    } else if (event.type === 'end') {
      const { locate, ...rest } = event;
      reported.push({ ...rest, places: ['', '/version', '/marches', '/marches/marche'].map((pointer) => locate(pointer)) });
    } else reported.push(event);
  }
  return reported;
}

/** Code, path, line and column of the findings of the reader, and why records were not read. */
export const faultsOf = (xml: string | Uint8Array, model?: Model, limits: Partial<Limits> = {}): string[] =>
  eventsOf(xml, model, 1 << 16, limits).flatMap((event) => {
    if (event.type === 'unreadable') return [`unreadable ${event.path} ${event.reason}`];
    if (event.type !== 'finding') return [];
    const { code, path, position } = event.finding;
    return [`${code} ${path} ${String(position?.line)}:${String(position?.column)}`];
  });

export const valuesOf = (xml: string | Uint8Array, model?: Model): unknown[] =>
  eventsOf(xml, model).flatMap((event) => (event.type === 'record' ? [event.value] : []));

/** A file of one marché with this content. */
export const oneMarche = (content: string): string => `<marches>\n<marche>${content}</marche>\n</marches>`;
