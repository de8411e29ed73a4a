/** The summary of a file that could not be read at all. Its one finding is `findingOfInput(error)`. */
import type { FileSummary } from './types.ts';

export const unreadableSummary = (file: string, format = 'json', sha256: string | null = null): FileSummary => ({
  file,
  format,
  version: null,
  versionDetected: null,
  versionReason: null,
  sha256,
  schemaVerdict: null,
  verdict: 'unreadable',
  records: { marche: 0, 'contrat-concession': 0, valid: 0, invalid: 0, conforming: 0 },
  counts: { error: 1, warning: 0, info: 0 },
});
