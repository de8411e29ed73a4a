import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Mark, marksIn, removeMarks, takeDead } from '../../../federation/src/judge/marks.node.ts';
import { ownMark } from '../../../src/host/process-mark.node.ts';
import { DEAD, ELSEWHERE, OLD } from '../../support/marks.ts';

const folder = mkdtempSync(join(tmpdir(), 'marks-'));

const read = (id: number, deaths = 0) => ({ id, deaths });

test('what a process was reading when it died is told once; what lives, or may live elsewhere, is left alone', async () => {
  const [own = '', other = ''] = marksIn(folder, 2, 1);
  const mark = new Mark(own);
  for (const id of [12, 345]) mark.begin({ id, deaths: 0 });
  expect(readFileSync(own, 'utf8')).toBe('12 0\n345 0\n');
  mark.end();
  mark.begin({ id: 6, deaths: 1 });
  expect(readFileSync(own, 'utf8')).toBe('6 1\n');
  utimesSync(own, OLD, OLD);
  mark.touch();
  expect(statSync(own).mtimeMs).toBeGreaterThan(Date.now() - 3_600_000);
  const elsewhere = `${ELSEWHERE}.1.0`;
  writeFileSync(join(folder, `${DEAD}.1.0`), '7 0\n8 1\n');
  writeFileSync(join(folder, `${DEAD}.1.1`), '');
  writeFileSync(join(folder, elsewhere), '9 0\n');
  writeFileSync(join(folder, `${ownMark()}1.1.0`), '10 0\nnot a number\n99999999999999 0\n11');
  const told: unknown[] = [];
  const take = (): Promise<void> => takeDead(folder, (versions) => Promise.resolve(void told.push(versions)));
  await take();
  expect(told).toHaveLength(3);
  expect(told).toEqual(expect.arrayContaining([[], [read(10)], [read(7), read(8, 1)]]));
  expect(readdirSync(folder).toSorted()).toEqual([elsewhere, own.slice(folder.length + 1)].toSorted());
  utimesSync(join(folder, elsewhere), OLD, OLD);
  await take();
  expect(told.at(-1)).toEqual([read(9)]);
  removeMarks([own, other]);
  expect(readdirSync(folder)).toEqual([]);
});
