import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Mark, marksIn, removeMarks, takeDead } from '../../../federation/src/judge/marks.node.ts';
import { ownMark } from '../../../src/host/process-mark.node.ts';
import { DEAD, ELSEWHERE, OLD } from '../../support/marks.ts';

const folder = mkdtempSync(join(tmpdir(), 'marks-'));

test('what a process was reading when it died is told once; what lives, or may live elsewhere, is left alone', async () => {
  const [own = '', other = ''] = marksIn(folder, 2, 1);
  const mark = new Mark(own);
  for (const version of [12, 345]) mark.begin(version);
  expect(readFileSync(own, 'utf8')).toBe('12\n345\n');
  mark.end();
  mark.begin(6);
  expect(readFileSync(own, 'utf8')).toBe('6\n');
  mark.close();
  const elsewhere = `${ELSEWHERE}.1.0`;
  writeFileSync(join(folder, `${DEAD}.1.0`), '7\n8\n');
  writeFileSync(join(folder, `${DEAD}.1.1`), '');
  writeFileSync(join(folder, elsewhere), '9\n');
  writeFileSync(join(folder, `${ownMark()}1.1.0`), '10\nnot a number\n99999999999999\n');
  const told: number[][] = [];
  const take = (): Promise<void> => takeDead(folder, (versions) => Promise.resolve(void told.push(versions)));
  await take();
  expect(told).toHaveLength(3);
  expect(told).toEqual(expect.arrayContaining([[], [10], [7, 8]]));
  expect(readdirSync(folder).toSorted()).toEqual([elsewhere, own.slice(folder.length + 1)].toSorted());
  utimesSync(join(folder, elsewhere), OLD, OLD);
  await take();
  expect(told.at(-1)).toEqual([9]);
  removeMarks([own, other]);
  expect(readdirSync(folder)).toEqual([]);
});
