import { visible } from '../../packages/base/src/visible.ts';

/** Quotes the name of a file for a POSIX shell. Control characters are made visible, so that such a name cannot be copied. */
export function shellWord(name: string): string {
  const shown = visible(name.startsWith('-') ? `./${name}` : name, 300);
  return /^[\w./+@%-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
