import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordPath, type ReleaseRecord } from '../../src/governance/release/record.ts';
import { VerdictCount } from '../../src/governance/impact/verdicts/count.ts';
import type { Erratum } from '../../src/model/errata.ts';
import { readSource } from '../../src/model/source-text.ts';
import { ownRules } from '../../src/validate/own-rules.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { FIRST, hasShared, readText, SHARED, WITHOUT_SHARED } from '../support/engine.ts';

const errata = readSource(readText(`schema/${FIRST}/errata.yaml`)).value as Extract<Erratum, { kind: 'narrowing' }>[];
const command = errata[0]?.share.command ?? '';
const files = command.split(' ').filter((word) => word.endsWith('.json'));

test('each share says how it was measured, and is that of all records of a kind, or of both', () => {
  const sizes = new Set(errata.map(({ share }) => share.of));
  expect(new Set(errata.map(({ share }) => share.command)).size).toBe(1);
  expect(files.length).toBeGreaterThan(0);
  expect(sizes.size).toBeLessThanOrEqual(3);
  for (const { share } of errata) expect(share.hit).toBeLessThanOrEqual(share.of);
});

describe.skipIf(!hasShared)(`measured again on the files of the command (${WITHOUT_SHARED})`, async () => {
  const [previous, next] = await Promise.all(['2.0.3', FIRST].map(loadVersion));
  const side = (version: typeof previous) => ({ version: version!, rules: ownRules(version!.model).run });
  const count = new VerdictCount(side(previous), side(next));
  const kinds = { marche: 0, 'contrat-concession': 0 };
  const folder = `${SHARED}realdata/`;
  const producers = new Map<string, typeof kinds>();
  if (hasShared) for (const name of files) read(name);
  const { records, causes } = count.totals();

  function read(name: string): void {
    const bytes = readFileSync(folder + name);
    const { marches } = JSON.parse(bytes.toString('utf8')) as { marches: Record<keyof typeof kinds, unknown[] | undefined> };
    for (const kind of ['marche', 'contrat-concession'] as const) kinds[kind] += marches[kind]?.length ?? 0;
    const window = new Window();
    window.feed(bytes);
    window.finish();
    const steps = count.file(name, readJson(window));
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const producer = /^v2-([a-z]+)-/.exec(name)?.[1] ?? name;
    const { marche, 'contrat-concession': concession } = step.value.kinds;
    const before = producers.get(producer) ?? { marche: 0, 'contrat-concession': 0 };
    producers.set(producer, {
      marche: before.marche + marche.judged,
      'contrat-concession': before['contrat-concession'] + concession.judged,
    });
  }

  test('the record of the release gives the records of each producer, kind by kind', () => {
    const { sample } = parse(readText(recordPath(FIRST))) as ReleaseRecord;
    expect(sample?.producers).toEqual([...producers].map(([name, judged]) => ({ name, ...judged })));
    expect(sample?.command).toBe(command);
  });

  test('the files are all those of format 2', () => {
    expect(files).toEqual(
      readdirSync(folder)
        .filter((name) => name.startsWith('v2-'))
        .sort(),
    );
  });

  test('no more records are hit than the errata say, and each erratum counts the records of its kind', () => {
    const lost = causes.filter(({ effect }) => effect === 'new').reduce((sum, cause) => sum + cause.records, 0);
    expect(errata.reduce((sum, { share }) => sum + share.hit, 0)).toBe(lost);
    expect(records.newlyRefused).toBeLessThanOrEqual(lost);
    const all = kinds.marche + kinds['contrat-concession'];
    expect(records.judged).toBe(all);
    for (const { share, change } of errata) {
      const kind = /^marches\.(marche|contrat-concession)\[\]/.exec(change.path)?.[1] as keyof typeof kinds | undefined;
      expect(kind === undefined ? [...Object.values(kinds), all] : [kinds[kind], all], change.path).toContain(share.of);
    }
  });
});
