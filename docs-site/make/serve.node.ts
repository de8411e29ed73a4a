import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { BUILT } from './build.node.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml; charset=utf-8',
  '.xsd': 'application/xml; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Serves the built site on the loopback interface only. Returns its URL; port 0 selects a free one. */
export function serveSite(folder = BUILT, port = 3000): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    void fileAt(folder, request.url ?? '/').then(({ path, found }) => {
      response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
      createReadStream(path).pipe(response);
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const url = `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : port)}/`;
      resolve({ url, close: () => closed(server) });
    });
  });
}

/** Browsers keep connections open: they are ended, too. */
function closed(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** A path that cannot be decoded does not exist. */
function pathOf(url: string): string {
  try {
    return normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
  } catch {
    return `${sep}404.html`;
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The file of an address; that of what is not there, where nothing is. */
async function fileAt(folder: string, url: string): Promise<{ path: string; found: boolean }> {
  const path = join(folder, pathOf(url));
  for (const candidate of path.startsWith(folder + sep) ? [path, join(path, 'index.html')] : [])
    if (await isFile(candidate)) return { path: candidate, found: true };
  const english = join(folder, 'en', '404.html');
  const isEnglish = path.startsWith(join(folder, 'en') + sep) && (await isFile(english));
  return { path: isEnglish ? english : join(folder, '404.html'), found: false };
}
