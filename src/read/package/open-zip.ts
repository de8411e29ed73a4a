import { InputError } from '../../finding.ts';
import { DESCRIPTOR } from '../../model/table-cells.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { Intake } from '../table/intake.ts';
import { type Parts, unpack, type Wanted } from '../unzip.ts';
import { readPackage } from './read-package.ts';

/** Bytes of the archive, packed. */
const LARGEST = 64 * 1_048_576;

/** The descriptor and the tables, at the top of the archive or in one folder there. Other files are never unpacked. */
const WANTED: Wanted = {
  files: /^([^/\\]+\/)?[^/\\]+\.(json|csv)$/i,
  broken: (part) => new InputError('package.broken-archive', part === undefined ? {} : { part }),
  tooLarge: (limit) => new InputError('package.too-large', { limit }),
};

/** Opens a data package in a zip archive. Reading throws the InputErrors of `readPackage`, `package.broken-archive`, `package.too-large`, `table.too-large`, `syntax.empty`. */
export const openZippedPackage: OpenReader = (model) => {
  const intake = new Intake(LARGEST);
  return { feed: intake, events: readZipped(intake, model) };
};

function* readZipped(intake: Intake, model: Model | undefined): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const bytes = yield* intake.whole();
  yield* readPackage(filesOf(unpack(bytes, WANTED).parts), model);
}

/** The files in the folder of the descriptor, by name. */
function filesOf(parts: Parts): Map<string, Uint8Array> {
  const descriptor = [...parts.keys()].find((path) => path === DESCRIPTOR || path.endsWith(`/${DESCRIPTOR}`)) ?? '';
  const folder = descriptor.slice(0, -DESCRIPTOR.length);
  const beside = [...parts].filter(([path]) => path.startsWith(folder));
  return new Map(beside.map(([path, bytes]) => [path.slice(folder.length), bytes]));
}
