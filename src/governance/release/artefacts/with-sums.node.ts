import type { Files } from '../archive/files.node.ts';
import { inFolder } from '../read-files.node.ts';
import { SUMS, sumsOfFiles } from '../sums.node.ts';

/** The files in one folder, with their sums beside them: unpacked there, `sha256sum -c SHA256SUMS` checks them. */
export const withSums = (folder: string, files: Files): Files =>
  new Map(inFolder(folder, new Map([...files, [SUMS, sumsOfFiles(files)]])));
