import type { RecordKind } from '../model/kinds.ts';
import { child, valueAt } from '../../packages/base/src/pointer.ts';
import type { Model } from '../model/types.ts';
import { type Lost, NOTHING_LOST } from '../write/lost.ts';
import type { Output } from '../host/output.ts';
import { Gathered } from './gathered.ts';
import type { Around, Passing, Sink, Spool } from './sink.ts';

/**
 * Writes a file of the version in JSON, indented by two spaces. Other forms may mix both kinds, JSON has one list for each: records of the
 * second kind are spooled to disk.
 */
export function jsonSink(model: Model, output: Output, spool: Spool): Sink {
  const written = new Gathered((text) => output.write(text));
  const writer = model.lists.some(({ path }) => path === '/marches') ? flat(written) : byKind(written, output, spool);
  return {
    ...writer,
    record(passing) {
      writer.record(passing);
      return numbersLost(passing.value);
    },
    flush: () => written.flushIfEnough() ?? spool.flushIfEnough(),
    keep: () => output.close(),
    async discard() {
      await spool.remove();
      await output.discard();
    },
  };
}

type Writer = Pick<Sink, 'open' | 'close'> & { record(passing: Passing): void };

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

function flat(written: Gathered): Writer {
  let first = true;
  return {
    open: () => {
      written.add('{\n  "marches": [');
    },
    record({ value }) {
      written.add(item(value, first, '    '));
      first = false;
    },
    close: () => {
      written.add(`${first ? '' : '\n  '}]\n}\n`);
      return written.flush();
    },
  };
}

function byKind(written: Gathered, output: Output, spool: Spool): Writer {
  const lists: RecordKind[] = [];
  let writtenVersion: string | undefined;
  const begin = (kind: string, comma: boolean): string => `${comma ? ',' : ''}\n    ${JSON.stringify(kind)}: [`;
  return {
    open(version) {
      writtenVersion = version;
      written.add(`{${version === undefined ? '' : `\n  "version": ${JSON.stringify(version)},`}\n  "marches": {`);
    },
    record({ kind, value }) {
      const isFirst = !lists.includes(kind);
      if (isFirst) lists.push(kind);
      const text = item(value, isFirst, '      ');
      if (kind === lists[0]) written.add(isFirst ? begin(kind, false) + text : text);
      else spool.add(text);
    },
    async close(around) {
      const [first, second] = lists;
      if (first) written.add('\n    ]');
      if (second) {
        written.add(begin(second, true));
        await written.flush();
        await spool.pour(output);
        written.add('\n    ]');
      }
      const empty = listsOf(around).filter((name) => !lists.some((kind) => kind === name));
      for (const [i, name] of empty.entries()) written.add(`${begin(name, lists.length + i > 0)}]`);
      written.add(
        `${lists.length + empty.length > 0 ? '\n  ' : ''}}${writtenVersion === undefined ? versionAfter(around) : ''}\n}\n`,
      );
      await written.flush();
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
