import { CannotTell } from '../automata/unknown.ts';
import type { Document } from '../containment/document.ts';
import { type PatternTest, patternTest } from '../pattern-test.ts';

const tests = new WeakMap<Document, Map<string, PatternTest>>();

/**
 * Whether a pattern of `patternProperties` speaks of a name, read as the document reads all its patterns. What cannot be told is taken for
 * no: what then goes unexplained is told all the same.
 */
export function speaksOf(document: Document, pattern: string, name: string): boolean {
  try {
    return testOf(document, pattern).test(name);
  } catch (error) {
    if (error instanceof CannotTell) return false;
    throw error;
  }
}

function testOf(document: Document, pattern: string): PatternTest {
  const known = tests.get(document) ?? new Map<string, PatternTest>();
  tests.set(document, known);
  const test = known.get(pattern) ?? patternTest(pattern, document.unicode ? 'u' : '');
  known.set(pattern, test);
  return test;
}
