import { afterEach, expect, test, vi } from 'vitest';
import type { Progress } from '../../federation/src/federation.ts';
import { showProgress } from '../../federation/src/progress.node.ts';

const PASS: Progress = { step: 'pass', harvests: { done: 12, all: 64 }, unjudged: 3, active: ['harvest', 'judge'] };
const OWN: Progress = { step: 'judge', versions: 5, of: 9, records: 1200 };

afterEach(() => vi.useRealTimers());

/** What stands on the line of a terminal after these events, a second after each other. */
function shown(events: readonly Progress[], columns: number): string {
  vi.useFakeTimers();
  let line = '';
  const write = (text: string): boolean => {
    line = text.replace('\r\u001B[K', '').replaceAll('\u202F', ' ');
    return true;
  };
  const { show } = showProgress('fr', { isTTY: true, columns, write });
  for (const event of events) {
    vi.advanceTimersByTime(1000);
    show(event);
  }
  return line;
}

test('the pass of all processes stands before what this one does', () => {
  const pass = 'passe : 12 jeux de données sur 64, 3 fichiers à contrôler, contrôle en cours';
  const own = 'contrôle : 5 fichiers sur 9, 1 200 enregistrements';
  expect(shown([PASS], 200)).toBe(pass);
  expect(shown([OWN], 200)).toBe(own);
  expect(shown([OWN, PASS], 200)).toBe(`${pass} · ${own}`);
  expect(shown([PASS, OWN], 41)).toBe(pass.slice(0, 40));
});
