import { expect, test } from 'vitest';
import { GUIDED_FORMS, guidedSearch } from './guided.ts';

/** Seconds for JSON, a quarter for each other form; GUIDED_SECONDS and GUIDED_SEED say otherwise. */
const SECONDS = Number(process.env['GUIDED_SECONDS'] ?? 60);
const SEED = Number(process.env['GUIDED_SEED'] ?? Date.now() % 1_000_000_000);
const PATIENCE = 120_000 + 2_000 * SECONDS;

test.each(GUIDED_FORMS)(
  'the guided search finds no %s file that hangs or is judged in two ways',
  { timeout: PATIENCE },
  async (form) => {
    const { code, said } = await guidedSearch({ form, seconds: form === 'json' ? SECONDS : SECONDS / 4, seed: SEED });
    console.log(
      `${form}, GUIDED_SEED=${SEED}:\n${said
        .split('\n')
        .filter((line) => /^stat::|DONE/.test(line))
        .join('\n')}`,
    );
    expect(code, said).toBe(0);
  },
);

test('a loop without an end is found and ended', { timeout: 600_000 }, async () => {
  const { code, said } = await guidedSearch({ form: 'json', seconds: 30, seed: 1, patience: 5, plant: '"id":"a}}' });
  expect(code).not.toBe(0);
  expect(said).toContain('timeout');
});
