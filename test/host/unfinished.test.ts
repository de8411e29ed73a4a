import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { isAbandoned, ownMark } from '../../src/host/process-mark.node.ts';
import { temporaryBeside, unfinished } from '../../src/host/unfinished.node.ts';
import { DEAD, ELSEWHERE, OLD } from '../support/marks.ts';

const [machine = '', , start = ''] = ownMark().split('-');
/** An earlier process with the number of this one, as the first of a container that was started again. */
const EARLIER = `${machine}-${process.pid}-${Number(start) + 1}`;

test('what a killed process left beside an output is removed by the next that writes there; no live file is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
  const at = (name: string): string => join(folder, name);
  const gone = [`a.json.${DEAD}.partiel`, `b.csv.${EARLIER}.partiel`, `c.zip.${ELSEWHERE.replace('-1', '-2')}.partiel`];
  const stay = [`a.json.${ELSEWHERE}.partiel`, `d.json.${ownMark()}.partiel`, 'a.json', 'mine.123.partiel', '.decp-note'];
  for (const name of [...gone, ...stay]) writeFileSync(at(name), 'x');
  utimesSync(at(gone[2] as string), OLD, OLD);
  // A folder is as young as what is in it.
  for (const [name, inside] of [
    [`.decp-${DEAD}-AbC123`, 'suite'],
    [`paquet.${DEAD}.partiel`, 'marches.csv'],
    [`.decp-${ELSEWHERE}-AbC123`, 'suite'],
  ] as const) {
    mkdirSync(at(name));
    writeFileSync(join(at(name), inside), 'x');
    utimesSync(at(name), OLD, OLD);
  }
  expect(unfinished(at('a.json'))).toBe(at(`a.json.${ownMark()}.partiel`));
  const temporary = basename(temporaryBeside(at('a.json')));
  expect(readdirSync(folder).toSorted()).toEqual([...stay, `.decp-${ELSEWHERE}-AbC123`, temporary].toSorted());
  expect(temporary).toMatch(/^\.decp-[0-9a-f]{8}-\d+-\d+-\w{6}$/);
  // A folder that is not there is for whoever writes to say.
  expect(unfinished(at('absent/x.json'))).toContain('absent');
});

test('a mark is abandoned once its process is gone, or nobody has touched it for a day', () => {
  const now = Date.now();
  const cases: [string, number, boolean][] = [
    [ownMark(), OLD.getTime(), false],
    [DEAD, now, true],
    [EARLIER, now, start !== '0'],
    [ELSEWHERE, now, false],
    [ELSEWHERE, OLD.getTime(), true],
    ['', OLD.getTime(), true],
    ['not-a-mark', now, false],
  ];
  for (const [mark, since, expected] of cases) expect(isAbandoned(mark, since), mark).toBe(expected);
});
