/** What the first bytes of a body tell before any of it is kept. */

/** Bytes that are looked at. */
export const LOOKED_AT = 1024;

const HTML = ['<!doctype html', '<html', '<head', '<body', '<script', '<meta', '<title'];

/** How data begin that some servers declare as text/html: JSON, XML, zip, gzip. */
const DATA = ['{', '[', '<', 'pk\u0003\u0004', '\u001f\u008b'];

/** How pages begin that are not whole, and no file of contracts does. */
const PIECE = /^<(?:h[1-6]|p|div|center|font|table|iframe|noscript|style|link|br|hr|b|i|pre|img|form|a|span|ul|main|section)\b/;

/**
 * Whether a body is a page for people where data are expected, as a firewall or a server under maintenance answers with status 200. `type`: the header
 * Content-Type.
 */
export function isPage(first: Uint8Array, type: string | undefined): boolean {
  const text = afterPreamble(latin1(first).toLowerCase());
  if (HTML.some((start) => text.startsWith(start))) return true;
  const isDeclared = /^(?:text\/html|application\/xhtml\+xml)\b/.test(type?.trim().toLowerCase() ?? '');
  return isDeclared && (PIECE.test(text) || !DATA.some((start) => text.startsWith(start)));
}

/** Without what may stand before the root of a page: a mark of encoding, blanks, an XML declaration, comments. */
function afterPreamble(text: string): string {
  let rest = text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  for (;;) {
    const end = rest.startsWith('<?xml') ? '?>' : rest.startsWith('<!--') ? '-->' : undefined;
    const at = end === undefined ? -1 : rest.indexOf(end);
    if (end === undefined || at === -1) return rest;
    rest = rest.slice(at + end.length).trimStart();
  }
}

/** The manifest of a snapshot says in its first member what it is. */
const OWN = '"decp-federation-snapshot/';

/** Whether a body is the manifest of a snapshot of a federation. */
export const isOwnManifest = (first: Uint8Array): boolean => latin1(first).includes(OWN);

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
