import { sourceOf } from '../../src/library/chunks.ts';
import { type OpenFile, openFile } from '../../src/validate/open-file.node.ts';

/** A file of this content, opened as a check opens it. */
export const opened = (content: Uint8Array | string): Promise<OpenFile> =>
  openFile(sourceOf('test', [Buffer.from(content)], 'en'), { hashed: false }, () => undefined);
