import { valueAt } from '../../packages/base/src/pointer.ts';
import type { Output } from '../host/output.ts';
import { treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { CLOSING_TAG, openingTag, recordXml } from '../write/xml/record.ts';
import { Gathered } from './gathered.ts';
import type { Sink, Spool } from './sink.ts';

/** Writes a file of the version in XML. The version is written before the records: where it is not known yet, records are spooled to disk. */
export function xmlSink(model: Model, output: Output, spool: Spool): Sink {
  const trees = treesOf(model);
  const hasVersion = Object.hasOwn(model.schema.properties ?? {}, 'version');
  const written = new Gathered((text) => output.write(text));
  let isWaiting = false;
  return {
    open(version) {
      isWaiting = hasVersion && version === undefined;
      if (!isWaiting) written.add(openingTag(hasVersion ? version : undefined).text);
    },
    record({ kind, value }) {
      const { text, lost } = recordXml(kind, value, trees[kind]);
      (isWaiting ? spool : written).add(text);
      return lost;
    },
    flush: () => (isWaiting ? spool : written).flushIfEnough(),
    async close(around) {
      if (isWaiting) {
        const version = valueAt(around, '/version');
        written.add(openingTag(typeof version === 'string' ? version : undefined).text);
        await written.flush();
        await spool.pour(output);
      }
      written.add(CLOSING_TAG);
      await written.flush();
    },
    keep: () => output.close(),
    async discard() {
      await spool.remove();
      await output.discard();
    },
  };
}
