import { visible } from '../../../../packages/base/src/visible.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import type { Messages } from '../../../messages/compiled/release.types.ts';
import { textsOf } from '../../../../packages/base/src/texts.ts';
import type { Problem } from '../../problem.ts';

/** A problem with a file of a release. `text` is printed after the file name. */
export const problem = (file: string, text: (say: Messages) => string): Problem => ({
  file: visible(file, 200),
  ...textsOf(RELEASE, text),
});

/** Bytes rounded to whole mebibytes, as a message parameter. */
export const mebibytesIn = (bytes: number): { mebibytes: number } => ({ mebibytes: Math.round(bytes / 1_048_576) });
