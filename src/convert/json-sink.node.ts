import type { RecordKind } from '../model/kinds.ts';
import { child, valueAt } from '../../packages/base/src/pointer.ts';
import type { Model } from '../model/types.ts';
import { type Lost, NOTHING_LOST } from '../write/lost.ts';
import type { Output } from '../host/output.node.ts';
import type { Around, Sink } from './sink.node.ts';
import type { Spool } from './spool.node.ts';

/**
 * Writes a file of the version in JSON, two spaces a level. XML may mix both kinds, JSON has a list a kind: records of the kind that
 * comes second wait on disk.
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

/** JSON has no number beyond all doubles, which a text such as `1e400` stands for. */
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
  let said: string | undefined;
  const begin = (kind: string, comma: boolean): string => `${comma ? ',' : ''}\n    ${JSON.stringify(kind)}: [`;
  return {
    open(version) {
      said = version;
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
        `${lists.length + empty.length > 0 ? '\n  ' : ''}}${said === undefined ? versionAfter(around) : ''}\n}\n`,
      );
    },
  };
}

/** The lists of records that the file has, also those without a record. */
function listsOf(around: Around): string[] {
  const marches = valueAt(around, '/marches');
  const entries = typeof marches === 'object' && marches !== null ? Object.entries(marches) : [];
  return entries.filter(([name, list]) => isRecordKind(name) && Array.isArray(list)).map(([name]) => name);
}

const isRecordKind = (name: string): boolean => name === 'marche' || name === 'contrat-concession';

/** A version that the file says only after its records, or that is no text. */
function versionAfter(around: Around): string {
  const version = valueAt(around, '/version');
  return version === undefined ? '' : `,\n  "version": ${JSON.stringify(version)}`;
}
