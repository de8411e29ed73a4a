/** What stops a command and a person can do something about, as the sentence that says so. */
import type { Texts } from '../../packages/base/src/language.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import { DISK_FULL } from '../../src/host/disk-full.ts';
import { Failure } from '../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../src/messages/compiled/federation-run.ts';
import { ArchiveError } from './archive/archive.ts';
import { CatalogueError } from './catalogue/catalogue.ts';
import { PortalFault } from './catalogue/portal.ts';

/** The Failure that an error is; the error itself where it is a fault of the program. */
export function asFailure(error: unknown): unknown {
  const texts = textsOfError(error);
  return texts ? new Failure(texts, { cause: error }) : error;
}

function textsOfError(error: unknown): Texts | undefined {
  if (error instanceof PortalFault) return error.texts;
  if (error instanceof CatalogueError) return { fr: error.text('fr'), en: error.text('en') };
  if (isDiskFull(error)) return textsOf(FEDERATION_RUN, (say) => say['store.full']({ reason: (error as Error).message }));
  const { code, path, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (path !== undefined && UNUSABLE.includes(code ?? ''))
    return textsOf(FEDERATION_RUN, (say) => say['bad-folder']({ path, reason: message }));
  if (error instanceof ArchiveError) {
    const { kind, subject } = error;
    return textsOf(FEDERATION_RUN, (say) => say['archive.fault']({ kind, subject }));
  }
  return undefined;
}

/** What the file system says of a folder that was named wrongly or may not be written to. */
const UNUSABLE: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** Of the file system, or of the database (SQLSTATE 53100). */
const isDiskFull = (error: unknown): boolean =>
  error instanceof ArchiveError
    ? error.kind === 'disk-full'
    : [...DISK_FULL, '53100'].includes((error as { code?: string } | undefined)?.code ?? '');
