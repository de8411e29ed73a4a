const exact = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of UTF-8 bytes, undefined when they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return exact.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text of bytes that may be broken, as an editor shows it: with U+FFFD for what is not UTF-8. */
export function shownText(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}
