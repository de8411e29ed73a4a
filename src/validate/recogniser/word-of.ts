import type { RecordKind } from '../../model/kinds.ts';

/** A kind of record in names of the emitted code. On its own, since who runs a recogniser has no use for what emits it. */
export const wordOf = (kind: RecordKind): string => kind.replace(/\W/g, '_');
