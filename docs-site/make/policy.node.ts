import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** Inline scripts of a page. Data blocks (JSON-LD) are not scripts for a Content Security Policy. */
const INLINE = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const IS_DATA = /\btype=["']?application\/(ld\+)?json/i;

const sum = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

const sumsOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(INLINE)].flatMap(([, attributes = '', script = '']) =>
      /\bsrc=/i.test(attributes) || IS_DATA.test(attributes) || script === '' ? [] : [sum(script)],
    ),
  ),
];

/**
 * The Content Security Policy of a page: load from its own origin only, run no other scripts, send nothing elsewhere. The
 * recognisers are WebAssembly. The check starts its worker from a `blob:` URL, so that the policy of the page applies to the
 * worker as well.
 */
export const policyOf = (html: string): string =>
  [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...sumsOf(html)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join('; ');

/** Before all that it rules over. Throws where a page has no such place. */
export function withPolicy(html: string): string {
  const start = /<meta charset=["']?utf-8["']?\s*\/?>/i;
  if (!start.test(html)) throw new Error('a page without <meta charset>: the policy has no place');
  return html.replace(start, (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">`);
}

/** Writes its policy into each built page. */
export async function addPolicies(paths: readonly string[]): Promise<void> {
  for (const path of paths) await writeFile(path, withPolicy(await readFile(path, 'utf8')));
}
