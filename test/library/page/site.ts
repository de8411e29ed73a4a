/** A site on this machine that serves the package's `dist/` and one page, as strictly as a careful site would. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { ROOT } from '../../support/engine.ts';

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const PAGES: Record<string, string> = {
  '/index.html': '<!doctype html><title>decp</title><script type="module" src="/page.js"></script><input type="file">',
  '/page.js': "import { openChecker } from '/dist/browser/client.js';\nglobalThis.openChecker = openChecker;\n",
};

/** `asked`: the requests so far, method and path. `plant` answers a path with other bytes than those of the package. */
export type Site = { origin: string; asked: string[]; plant: Map<string, Uint8Array>; close(): void };

export async function openSite(): Promise<Site> {
  const asked: string[] = [];
  const plant = new Map<string, Uint8Array>();
  const server = createServer(({ method = '', url = '' }, response) => {
    asked.push(`${method} ${url}`);
    void bodyOf(url, plant).then(
      (body) =>
        response
          .writeHead(200, {
            'content-type': TYPES[extname(url)] ?? 'application/octet-stream',
            'content-security-policy': POLICY,
          })
          .end(body),
      () => response.writeHead(404, { 'content-security-policy': POLICY }).end(),
    );
  });
  return { origin: await listening(server), asked, plant, close: () => server.close() };
}

const bodyOf = async (url: string, plant: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array | string> =>
  plant.get(url) ?? PAGES[url] ?? (await readFile(join(ROOT, url)));

/** Where every request goes that is not for this machine; none should. */
export type Elsewhere = { address: string; asked: string[]; close(): void };

export async function openElsewhere(): Promise<Elsewhere> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(204).end();
  });
  return { address: await listening(server), asked, close: () => server.close() };
}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
