import { valueAt } from '../../packages/base/src/pointer.ts';
import type { Output } from '../host/output.node.ts';
import { treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { CLOSING_TAG, openingTag, recordXml } from '../write/xml/record.ts';
import type { Sink } from './sink.node.ts';
import type { Spool } from './spool.node.ts';

/** Writes a file of the version in XML. The version is written before the records: where it is not known yet, records are spooled to disk. */
export function xmlSink(model: Model, output: Output, spool: Spool): Sink {
  const trees = treesOf(model);
  const hasVersion = Object.hasOwn(model.schema.properties ?? {}, 'version');
  let isWaiting = false;
  return {
    async open(version) {
      isWaiting = hasVersion && version === undefined;
      if (!isWaiting) await output.write(openingTag(hasVersion ? version : undefined).text);
    },
    async record({ kind, value }) {
      const { text, lost } = recordXml(kind, value, trees[kind]);
      await (isWaiting ? spool : output).write(text);
      return lost;
    },
    async close(around) {
      if (isWaiting) {
        const version = valueAt(around, '/version');
        await output.write(openingTag(typeof version === 'string' ? version : undefined).text);
        await spool.pour(output);
      }
      await output.write(CLOSING_TAG);
    },
    keep: () => output.close(),
    async discard() {
      await spool.remove();
      await output.discard();
    },
  };
}
