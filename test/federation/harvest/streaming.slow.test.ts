import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { NIGHT } from '../../support/tier.ts';

/** Pieces of 64 KB: 400 MB, a gigabyte at night. */
const PIECES = NIGHT ? 16_384 : 6000;

const source = (path: string): string => JSON.stringify(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));

/** Sends a large file, fetches and archives it in the same process, and prints its size and the most memory that the process had. */
const script = (folder: string): string => `
  import { createServer } from 'node:http';
  import { once } from 'node:events';
  const { openArchive } = await import(${source('federation/src/archive/archive.node.ts')});
  const { openHttp } = await import(${source('federation/src/harvest/http.node.ts')});
  const { peakBytes } = await import(${source('bench/runner/machine.ts')});
  const piece = Buffer.alloc(65536, '{"marches": "inventé"}');
  const server = createServer(async (_, response) => {
    for (let i = 0; i < ${PIECES}; i++) if (!response.write(piece)) await once(response, 'drain');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const portal = new URL('http://127.0.0.1:' + server.address().port);
  const politeness = { enter: async () => async () => {}, close: async () => {} };
  const http = openHttp({ portal, politeness, now: () => new Date(), sleep: async () => {}, random: () => 0 });
  const archive = await openArchive(${JSON.stringify(folder)});
  const { value } = await http.fetch({ url: portal }, ({ body }) => archive.put(body));
  let size = 0;
  for await (const chunk of archive.read(value.sha256)) size += chunk.length;
  console.log(JSON.stringify({ size, most: peakBytes() }));
  process.exit();`;

test('a large file is fetched, archived and read again without being held', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streaming-'));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script(folder),
    ]);
    const { size, most } = JSON.parse(stdout) as { size: number; most: number };
    expect(size).toBe(PIECES * 65_536);
    // Memory that nobody asks back stays, but never what a body held whole would take.
    expect(most).toBeLessThan(size);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
