import { block, type Lines } from '../emit/block.ts';
import { FALSE, type Loop, type Scalar, TRUE, type Value } from './values.ts';

export function not(value: Scalar): Scalar {
  if (value === TRUE) return FALSE;
  return value === FALSE ? TRUE : { kind: 'bool', source: value.not ?? `!${enclosed(value.source)}`, not: value.source };
}

/** In brackets, but for a call or what has brackets already. */
const enclosed = (source: string): string => (isClosed(source.replace(/^[\w.]+/, '')) ? source : `(${source})`);

/** Statements for where a test is true; none where it never is. */
export function guarded(test: Scalar, lines: Lines): Lines {
  if (test === FALSE || lines.length === 0) return [];
  if (test === TRUE) return lines;
  const head = `if ${bracketed(test.source)}`;
  const [only] = lines;
  return lines.length === 1 && only !== undefined && !only.startsWith('if') ? [`${head} ${only}`] : block(head, lines);
}

const bracketed = (source: string): string => (isClosed(source) ? source : `(${source})`);

/** Whether the bracket that a text begins with ends it. */
function isClosed(source: string): boolean {
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    if (source[i] === '(') depth++;
    else if (source[i] === ')') depth--;
    if (depth === 0) return i === source.length - 1 && i > 0;
  }
  return false;
}

/** A loop that is left out where nothing is done inside of it. */
export function loopOver(loop: Loop, inside: (item: Value) => Lines): Lines {
  const bodies: Lines[] = [];
  const lines = loop((item) => {
    const body = inside(item);
    bodies.push(body);
    return body;
  });
  return bodies.some((body) => body.length > 0) ? lines : [];
}
