import type { Form } from './forms.ts';

/** Told of each piece of the file as it stands on disk, packed or not, before what it holds is given. */
export type OnRead = (bytes: Uint8Array) => void;

/** An input file: `size` in bytes as it stands on disk, undefined for a pipe. `chunks` may give the same buffer again and again. */
export type Source = {
  name: string;
  size: number | undefined;
  /** Where its bytes do not tell it: a data package, whose tables are files of their own. */
  form?: Form;
  chunks(onRead: OnRead): AsyncIterable<Uint8Array>;
};
