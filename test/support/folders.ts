import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';

/** Gives each test of the file that calls it an empty folder of its own; all are removed after the last. `name`: part of theirs. */
export function eachInFolder(name: string, take: (folder: string) => void): void {
  const top = mkdtempSync(join(tmpdir(), `decp-${name}-`));
  beforeEach(() => take(mkdtempSync(join(top, 'd'))));
  afterAll(() => rmSync(top, { recursive: true }));
}
