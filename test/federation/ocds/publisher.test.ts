import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPublisher } from '../../../federation/src/ocds/publisher.node.ts';
import { publisherIn } from '../../../federation/src/ocds/publisher.ts';

test('a publisher is a registered prefix and a name, and nothing else', async () => {
  expect(publisherIn('prefix: ocds-a1b2c3\nname: Région Exemple\n')).toEqual({ prefix: 'ocds-a1b2c3', name: 'Région Exemple' });
  for (const wrong of [
    '',
    'prefix: ocds-a1b2c3',
    'name: Région Exemple',
    'prefix: ocds-A1B2C3\nname: x',
    'prefix: ocds-a1b2c34\nname: x',
    'prefix: ocds-a1b2c3\nname: " "',
    'prefix: ocds-a1b2c3\nname: x\nother: y',
    '- prefix',
    'prefix: [',
  ])
    expect([wrong, publisherIn(wrong)]).toEqual([wrong, undefined]);
  const home = mkdtempSync(join(tmpdir(), 'ocds-'));
  expect(await readPublisher(home)).toBeUndefined();
  writeFileSync(join(home, 'ocds.yaml'), 'prefix: x');
  await expect(readPublisher(home)).rejects.toThrow(/ocds\.yaml/);
});
