import type { RecordKind } from '../model/kinds.ts';
import { child, valueAt } from '../../packages/base/src/pointer.ts';
import type { Model } from '../model/types.ts';
import { type Lost, NOTHING_LOST } from '../write/lost.ts';
import type { Output } from '../host/output.node.ts';
import type { Around, Sink } from './sink.node.ts';
import type { Spool } from './spool.node.ts';

/**
 * Writes a file of the version in JSON, indented by two spaces. Other forms may mix both kinds, JSON has one list for each: records of the
 * second kind are spooled to disk.
 */
export function jsonSink(model: Model, output: Output, spool: Spool): Sink {
  const writer = model.lists.some(({ path }) => path === '/marches') ? flat(output) : byKind(output, spool);
  return {
    ...writer,
    async record(passing) {
      await writer.record(passing);
      return numbersLost(passing.value);
    },
    keep: () => output.close(),
    async discard() {
      await spool.remove();
      await output.discard();
    },
  };
}

type Writer = Pick<Sink, 'open' | 'close'> & { record(passing: Parameters<Sink['record']>[0]): Promise<void> };

const item = (value: unknown, first: boolean, indent: string): string =>
  `${first ? '\n' : ',\n'}${indent}${JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`)}`;

/** The losses of infinite numbers, which a text such as `1e400` gives and JSON cannot hold. */
function numbersLost(value: unknown, path = ''): readonly Lost[] {
  if (typeof value === 'number' && !Number.isFinite(value))
    return [{ code: 'convert.wrong-type', path, params: { form: 'json', value: String(value) } }];
  if (typeof value !== 'object' || value === null) return NOTHING_LOST;
  let lost = NOTHING_LOST;
  for (const [key, inside] of Object.entries(value)) {
    const found = typeof inside === 'number' || typeof inside === 'object' ? numbersLost(inside, child(path, key)) : NOTHING_LOST;
    if (found.length > 0) lost = [...lost, ...found];
  }
  return lost;
}

function flat(output: Output): Writer {
  let first = true;
  return {
    open: () => output.write('{\n  "marches": ['),
    async record({ value }) {
      await output.write(item(value, first, '    '));
      first = false;
    },
    close: () => output.write(`${first ? '' : '\n  '}]\n}\n`),
  };
}

function byKind(output: Output, spool: Spool): Writer {
  const lists: RecordKind[] = [];
  let writtenVersion: string | undefined;
  const begin = (kind: string, comma: boolean): string => `${comma ? ',' : ''}\n    ${JSON.stringify(kind)}: [`;
  return {
    open(version) {
      writtenVersion = version;
      return output.write(`{${version === undefined ? '' : `\n  "version": ${JSON.stringify(version)},`}\n  "marches": {`);
    },
    async record({ kind, value }) {
      const isFirst = !lists.includes(kind);
      if (isFirst) lists.push(kind);
      const text = item(value, isFirst, '      ');
      if (kind === lists[0]) await output.write(isFirst ? begin(kind, false) + text : text);
      else await spool.write(text);
    },
    async close(around) {
      const [first, second] = lists;
      if (first) await output.write('\n    ]');
      if (second) {
        await output.write(begin(second, true));
        await spool.pour(output);
        await output.write('\n    ]');
      }
      const empty = listsOf(around).filter((name) => !lists.some((kind) => kind === name));
      for (const [i, name] of empty.entries()) await output.write(`${begin(name, lists.length + i > 0)}]`);
      await output.write(
        `${lists.length + empty.length > 0 ? '\n  ' : ''}}${writtenVersion === undefined ? versionAfter(around) : ''}\n}\n`,
      );
    },
  };
}

/** The lists of records of the file, also empty ones. */
function listsOf(around: Around): string[] {
  const marches = valueAt(around, '/marches');
  const entries = typeof marches === 'object' && marches !== null ? Object.entries(marches) : [];
  return entries.filter(([name, list]) => isRecordKind(name) && Array.isArray(list)).map(([name]) => name);
}

const isRecordKind = (name: string): boolean => name === 'marche' || name === 'contrat-concession';

/** A version that comes after the records in the file, or that is not a string. */
function versionAfter(around: Around): string {
  const version = valueAt(around, '/version');
  return version === undefined ? '' : `,\n  "version": ${JSON.stringify(version)}`;
}
