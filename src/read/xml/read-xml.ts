import { InputError } from '../../finding.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import { NEED_BYTES, type ReadEvent } from '../record.ts';
import { Decoder } from './decoder.ts';
import { XmlDocument } from './document.ts';
import { openingOf } from './encoding.ts';
import { Inflow } from './inflow.ts';
import { type Limits, LIMITS } from './limits.ts';
import { purposeOf } from './purpose.ts';

/** Opens an XML file: the events are those of its JSON twin, with places in the XML. */
export const openXml: OpenReader = (model) => {
  const feed = new Inflow();
  return { feed, events: readXml(feed, model) };
};

/**
 * Gives the events of one XML file, in the order of the file; NEED_BYTES where more is to be fed. Without a model elements of any
 * name are read, as text and objects.
 * @throws InputError when there is nothing to read: `syntax.empty`, `xml.not-xml`, `encoding.utf16`, `xml.unknown-encoding`
 */
export function* readXml(
  inflow: Inflow,
  model: Model | undefined,
  limits: Limits = LIMITS,
): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const encoding = yield* openingOf(inflow);
  if (encoding.declared !== undefined) {
    const position = { offset: 0, line: 1, column: 1 };
    yield { type: 'finding', finding: findingOf('xml.other-encoding', '', { encoding: encoding.declared }, { position }) };
  }
  const decoder = new Decoder(inflow, encoding);
  const document = new XmlDocument(encoding.skipped, purposeOf(model), limits);
  yield* readAll(inflow, decoder, document);
  const bytes = yield* drain(inflow);
  const { skeleton, isBroken } = document;
  yield {
    type: 'end',
    skeleton: isBroken ? undefined : skeleton.whole(),
    parsed: !isBroken,
    bytes,
    locate: (pointer) => skeleton.locate(pointer),
  };
}

function* readAll(inflow: Inflow, decoder: Decoder, document: XmlDocument): Generator<ReadEvent | typeof NEED_BYTES, void> {
  let hasInk = false;
  while (!document.isBroken) {
    const piece = decoder.next();
    if (piece) {
      hasInk ||= /[^ \t\r\n]/.test(piece.text);
      document.write(piece);
      yield* document.take();
    } else if (decoder.broken) document.stopAtBytes();
    else if (!inflow.finished) yield NEED_BYTES;
    else break;
  }
  if (!hasInk && !document.isBroken) throw new InputError('syntax.empty');
  document.finish();
  yield* document.take();
}

/** Lets the rest of the file go by, so that its size is known. */
function* drain(inflow: Inflow): Generator<typeof NEED_BYTES, number> {
  for (;;) {
    inflow.drop(inflow.size);
    if (inflow.finished) return inflow.dropped;
    yield NEED_BYTES;
  }
}
