import { describe, expect, test } from 'vitest';
import { isJsonExample } from '../support/examples.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import { REPORT } from '../../src/messages/compiled/report.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { versionIndex } from '../../src/validate/registry.node.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { detectVersion, type Sample } from '../../src/validate/detect.ts';
import { takeSample } from '../../src/validate/sample.ts';
import { DRAFT_LABEL, FROZEN, IN_FORCE, NEWEST, OWN } from '../support/engine.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const versions = await versionIndex();

function detect(text: string) {
  const window = new Window();
  window.feed(new TextEncoder().encode(text));
  window.finish();
  const sample: Sample = { layout: null, records: [] };
  takeSample(readJson(window), sample).next();
  const detection = detectVersion(sample, versions);
  return { sample, ...detection, reason: textsOf(REPORT, (say) => say['version-reason'](detection.reason)) };
}

/** What the structure can tell: 1.3.0 to 1.5.0 read alike but for codes, 2.0.1 and later read alike: the one in force is taken. */
const EXPECTED: Record<string, RegExp> = {
  '1.3.0': /^1\.[45]\.0$/,
  '1.4.0': /^1\.[45]\.0$/,
  '1.5.0': /^1\.5\.0$/,
  '2.0.0': /^2\.0\.0$/,
};

describe.each([...FROZEN, ...OWN])('the examples of %s', (version) => {
  test('are reported by their structure, or by their label', async () => {
    const files = [...(await readTree(`${EXAMPLES}${version}`, isJsonExample))];
    const wrong = files.flatMap(([path, text]) => {
      const { sample, version: reported, candidates } = detect(text);
      if (sample.records.length === 0) return []; // Nothing to tell it by.
      const numbers = /^\d+\.\d+/.exec(sample.label ?? '')?.[0];
      const named = versions.filter((facts) => `${facts.expectedVersion ?? facts.version}.`.startsWith(`${numbers}.`)).at(-1);
      const labelled = numbers !== undefined && named !== undefined;
      const isExpected = labelled
        ? reported === named.version
        : (EXPECTED[version]?.test(reported) ?? (reported === IN_FORCE || reported === version));
      return isExpected && candidates.includes(reported) && (labelled || candidates.includes(version) || version < '1.5.0')
        ? []
        : [`${path}: ${reported} of ${candidates.join()}`];
    });
    expect(files.length).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  });
});

const marche = (fields: object) => JSON.stringify({ marches: [{ acheteur: {}, lieuExecution: {}, uid: 'x', ...fields }] });

test('among versions none of which is in force, codes decide; the reason names the tie', () => {
  expect(detect(marche({ procedure: 'Procédure avec négociation' }))).toMatchObject({ version: '1.5.0', candidates: ['1.5.0'] });
  expect(detect(marche({ procedure: 'Procédure concurrentielle avec négociation' }))).toMatchObject({
    version: '1.4.0',
    candidates: ['1.3.0', '1.4.0'],
  });
  const { version, reason } = detect(marche({ procedure: 'Procédure adaptée' }));
  expect([version, reason.fr.includes('1.3.0, 1.4.0'), reason.en.includes('1.3.0, 1.4.0')]).toEqual(['1.5.0', true, true]);
});

test('a label is believed before the structure; one that no version has is not', () => {
  expect(detect(`{"version":"${DRAFT_LABEL}","marches":{"marche":[{}]}}`)).toMatchObject({
    version: 'next',
    candidates: ['next'],
  });
  expect(detect('{"version":"1.4","marches":{"marche":[{}]}}').version).toBe('1.4.0');
  expect(detect('{"version":"9.9","marches":{"marche":[{}]}}').version).toBe(IN_FORCE);
  const label = NEWEST.replace(/\.\d+$/, '');
  expect(detect(`{"version":"${label}","marches":{"marche":[{}]}}`).version).toBe(NEWEST);
});

test.each(['2.0.1', '2.0.2', '2.0.3'])('a file that says %s is judged by that very version', (label) => {
  expect(detect(`{"version":"${label}","marches":{"marche":[{}]}}`)).toMatchObject({ version: label, candidates: [label] });
});

test.each(['9.9', '2.1-rc', 'next', ''])(
  'a file that says « %s » is judged by its structure, and the reason says that no version is so called',
  (label) => {
    const { version, reason } = detect(`{"version":"${label}","marches":{"marche":[{}]}}`);
    expect(version).toBe(IN_FORCE);
    expect(reason.fr).toContain(`; le fichier annonce « ${label} », qui n'est pas une version connue`);
    expect(reason.en).toContain(`the file says “${label}”, which is no known version`);
  },
);

test('a file of the family of 2.0.1 that says no version is judged by the version in force, and the reason says so', () => {
  const { version, candidates, reason } = detect('{"marches":{"marche":[{}]}}');
  expect([version, candidates]).toEqual([IN_FORCE, versions.map((facts) => facts.version).slice(4)]);
  expect([
    reason.fr.endsWith(`${IN_FORCE} est la version en vigueur`),
    reason.en.endsWith(`${IN_FORCE} is the version in force`),
  ]).toEqual([true, true]);
});
