import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { reportVersion } from '../../../federation/src/judge/report.node.ts';
import { FAMILIES } from '../../../src/model/rules.ts';
import { runValidate } from '../../../src/validate/verb.node.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { fileOf, marche, World } from './world.ts';

test('the report of a version is that of decp validate on its file, on the day of the fetch', async () => {
  const store = await emptyStore();
  const world = new World(store);
  const text = fileOf(
    marche('2024M1', { dateNotification: '2026-12-24' }),
    marche('2024M1', { montant: 'cher' }),
    marche('2024M1'),
  );
  await world.publish(gzipSync(text), { resource: 'r', title: 'marches.json', at: '2026-12-23T23:30:00Z' });
  await world.judge();
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const [ours, theirs] = [join(folder, 'ours.json'), join(folder, 'theirs.json')];
  expect(await reportVersion(world.federation, 'r', { format: 'json', output: ours })).toBe(1);
  expect(await reportVersion(world.federation, 'absent', { format: 'json', output: ours })).toBeUndefined();
  writeFileSync(join(folder, 'a.json'), text);
  const rules = { families: FAMILIES, without: [] };
  // Midnight is past in Paris.
  const call = {
    files: [join(folder, 'a.json')],
    lang: 'fr',
    format: 'json',
    output: theirs,
    rules,
    date: '2026-12-24',
  } as const;
  await runValidate(call, { areCopies: true });
  const report = (path: string): string =>
    readFileSync(path, 'utf8').replaceAll(/"file": ?"[^"]*"|[^" ]*\/?a\.json|1\/marches\.json/g, '…');
  expect(report(ours)).toBe(report(theirs));
  expect(report(ours)).toContain('schema.type');
  // Whoever reads it has no file of that name.
  expect(report(ours)).not.toContain('decp impact');
  // A file that cannot be unpacked has the report that decp validate has.
  await world.publish(gzipSync(text).subarray(0, 90), { resource: 'cut', title: 'coupe.json.gz' });
  expect(await reportVersion(world.federation, 'cut', { format: 'json', output: ours })).toBe(1);
  expect(readFileSync(ours, 'utf8')).toContain('coupe.json.gz');
  // Of an archive, each file that can be unpacked has its report, and the others are named.
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const files = {
    'a.json': text,
    'b/c.json.gz': gzipSync(text),
    'd.zip': zipSync({}),
    'e.json.gz': gzipSync(text).subarray(0, 90),
  };
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)])));
  await world.publish(zip, { resource: 'zip', title: 'tout.zip' });
  expect(await reportVersion(world.federation, 'zip', { format: 'json', output: ours })).toBe(1);
  const names = [...readFileSync(ours, 'utf8').matchAll(/"file": ?"([^"]*)"/g)].map(([, name]) => name);
  expect([...new Set(names)]).toEqual(['1/a.json', '2/c.json', '4/e.json']);
  expect(said.mock.calls).toEqual([
    ["« d.zip » manque à ce rapport, en tout ou en partie : c'est une archive dans l'archive."],
    ['« e.json.gz » manque à ce rapport, en tout ou en partie : ce fichier compressé est abîmé.'],
  ]);
  said.mockRestore();
  await store.close();
});
