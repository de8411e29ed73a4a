import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogueOf, numbersOf, readScenario } from '../../../federation/fake/scenario.ts';
import { siteOf } from '../../../federation/fake/scenario-site.node.ts';

const FOLDER = new URL('../../../federation/fake/scenarios/', import.meta.url);
const NAMES = readdirSync(FOLDER).map((name) => name.replace(/\.yaml$/, ''));
const read = (name: string) => readScenario(`${name}.yaml`, readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8'));

/** The faults of servers and files that a federation meets, each with its scenarios. */
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  '429 with Retry-After': ['busy-with-retry-after'],
  '429 without Retry-After': ['busy', 'busy-all-day'],
  '500': ['status-500', 'status-500-all-day'],
  '502': ['status-502', 'list-fails'],
  '503': ['status-503'],
  '403': ['status-403'],
  '404': ['status-404', 'dataset-not-found'],
  '410': ['status-410', 'dataset-deleted'],
  'time-out before the body': ['timeout-before-body', 'timeout-all-day'],
  'time-out inside the body': ['timeout-in-body'],
  truncation: ['truncated', 'truncated-all-day', 'cut-without-length', 'truncated-at-source'],
  'wrong Content-Length': ['length-too-great', 'length-too-small'],
  'HEAD refused': ['head-refused'],
  "a firewall's page": ['firewall'],
  'redirect loop': ['redirect-loop'],
  'same ETag with other bytes': ['same-etag-other-bytes', 'same-etag-unsaid'],
  'new last_modified with the same bytes': ['new-date-same-bytes'],
  'sha1 null or wrong': ['sha1-null', 'sha1-wrong'],
  'a page shifted while listing': ['page-shifted-arrival', 'page-shifted-departure', 'page-shifted-rotation', 'list-never-still'],
  'page_size lowered': ['page-size-lowered'],
  'a resource deleted and made again': ['resource-made-again'],
  'our own output as a source': ['own-output'],
  BOM: ['bom'],
  'ISO-8859-1': ['iso-8859-1'],
  'two JSON texts': ['two-texts'],
  'zero bytes': ['zero-bytes'],
  'gzip bomb': ['bomb-file', 'bomb-coding'],
  '1 GB file': ['large-file', 'too-large'],
  'XML served as JSON': ['xml-as-json'],
  'v1 and v2 mixed': ['v1-and-v2-in-one-file', 'v1-and-v2-in-one-dataset'],
  'no fault at all': ['nothing-new', 'sudden-loss', 'withdrawal', 'two-platforms', 'modifications-united', 'reserves'],
};

test('every fault of servers and files has its scenario, and every scenario its fault', () => {
  expect(Object.values(FAULTS).flat().toSorted()).toEqual(NAMES.toSorted());
});

/** Faults on our side, which no scenario can have: where each is tested, by file and title. */
const OURS: Readonly<Record<string, readonly (readonly [file: string, title: string])[]>> = {
  'disk full': [
    ['archive/archive.test.ts', 'a full disk is said, and breaks nothing'],
    ['harvest/harvest.slow.test.ts', 'a full disk is said once for all, and the next pass fetches'],
    ['snapshot/kill.slow.test.ts', 'on a full disk'],
  ],
  'SIGKILL at each step': [
    ['archive/archive.test.ts', 'is all that SIGKILL in the middle of a content leaves'],
    ['harvest/harvest.slow.test.ts', 'anywhere is made up for by the next pass: the journal, the database and the archive agree'],
    ['judge/interrupted.slow.test.ts', 'at any statement writes nothing of a version or all of it, and the next one ends it'],
    ['consolidate/contracts.slow.test.ts', 'a kill at any statement and a resumption give the same contracts'],
    [
      'consolidate/rebuild.slow.test.ts',
      'a kill at any statement of rebuild, then judging and consolidating, give the same contracts',
    ],
    ['snapshot/kill.slow.test.ts', 'killed'],
    ['store/store.slow.test.ts', 'killed, it is free and as it was written'],
    ['cli/process.slow.test.ts', 'is opened by the next command after a worker that was killed'],
  ],
  'database gone': [
    ['store/postgres.slow.test.ts', 'a connection that breaks in a transaction is a fault with the address'],
    ['store/store.slow.test.ts', 'where nobody listens is refused at once'],
    ['snapshot/kill.slow.test.ts', 'a database that fails at any statement leaves no half snapshot either'],
  ],
  'clock set back': [
    ['harvest/harvest.slow.test.ts', 'times of versions grow, though the clock is set back'],
    ['harvest/harvest.slow.test.ts', 'a clock that is set back makes nobody wait for the old time'],
    ['harvest/plan.test.ts', 'clock'],
  ],
  'two processes': [
    ['store/lock.slow.test.ts', 'refuses a second process at once, and names the first'],
    ['store/postgres.slow.test.ts', 'two processes that migrate together do it once'],
    ['harvest/harvest.slow.test.ts', 'two workers at one dataset enter each content once'],
    ['harvest/harvest.slow.test.ts', 'two workers together keep to the connections of a host'],
    ['consolidate/contracts.slow.test.ts', 'judges and two consolidations at once give the same contracts'],
    ['cli/process.slow.test.ts', 'keeps nobody out, and ends with 0 at SIGTERM'],
  ],
  'a job delivered twice': [
    ['jobs/jobs.slow.test.ts', 'deliver twice, and the second end changes nothing'],
    ['jobs/jobs.slow.test.ts', 'deliver again what a process that is gone had taken'],
  ],
};

test.each(Object.entries(OURS))('a fault on our side, %s, is tested where this says', (_, places) => {
  for (const [file, title] of places) expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(title);
});

test.each(NAMES)('%s can be read, and published on each of its days', async (name) => {
  const scenario = read(name);
  const site = siteOf(scenario);
  for (const day of Object.keys(scenario.expect)) {
    const datasets = await site.datasets(Number(day));
    expect(datasets.map(({ slug }) => slug)).toEqual(scenario.datasets.map(({ slug }) => slug));
    for (const { id, resources } of datasets) {
      expect(id).toMatch(/^[0-9a-f]{24}$/);
      for (const resource of resources) expect(resource.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(new Set(resources.map((one) => one.id)).size).toBe(resources.length);
    }
  }
  expect([...catalogueOf(scenario).keys()]).toEqual(scenario.datasets.map(({ slug }) => slug).toSorted());
});

test('what a day expects is no more than what is published by then', () => {
  for (const name of NAMES) {
    const { datasets, expect: expected } = read(name);
    for (const [day, { contracts = 0 }] of Object.entries(expected)) {
      const contents = datasets.flatMap(({ resources }) =>
        resources.flatMap(({ days }) =>
          Object.entries(days).flatMap(([from, content]) => (Number(from) <= Number(day) ? [content] : [])),
        ),
      );
      const numbers = (kind: 'contracts' | 'concessions' | 'old') =>
        new Set(contents.flatMap((one) => numbersOf(one[kind]))).size;
      expect(numbers('contracts') + numbers('concessions') + numbers('old')).toBeGreaterThanOrEqual(contracts);
    }
  }
});

describe('a scenario that is wrong is refused with line, column and what to write', () => {
  const RIGHT = `title: { fr: Essai, en: Trial }
datasets:
  - slug: valbourg
    organization: Commune inventée
    rhythm: daily
    resources:
      - title: marches.json
        days:
          1: { contracts: 1-3 }
faults:
  - on: { to: file, resource: marches.json }
    meet: { kind: status, status: 503 }
expect:
  1: { contracts: 3 }
`;
  test('and the one that is right is not', () => {
    expect(readScenario('s.yaml', RIGHT).datasets[0]?.resources[0]?.days['1']).toEqual({ contracts: '1-3' });
  });
  test.each([
    ['a member with a slip', ['rhythm: daily', 'rythm: daily'], /^s\.yaml:5:5: .*rythm.*rhythm/],
    ['an unknown rhythm', ['rhythm: daily', 'rhythm: monthly'], /^s\.yaml:5:5: .*daily/],
    ['numbers that cannot be read', ['1-3', '1..3'], /^s\.yaml:9:/],
    ['a fault without what it needs', [', status: 503', ''], /^s\.yaml:12:5: .*status/],
    ['an unknown fault', ['kind: status', 'kind: flood'], /^s\.yaml:12:13: .*firewall/],
    [
      'a fault of a resource that is not there',
      ['resource: marches.json', 'resource: marche.json'],
      /^s\.yaml:11:5: no resource “marche\.json”/,
    ],
    [
      'a fault of a dataset that is not there',
      ['resource: marches.json', 'dataset: kervadec'],
      /^s\.yaml:11:21: no dataset “kervadec”/,
    ],
    [
      'a content of two kinds',
      ['contracts: 1-3 }', 'contracts: 1-3, text: "" }'],
      /^s\.yaml:9:11: there must be contracts, a file or a text/,
    ],
    ['a content of none', ['{ contracts: 1-3 }', '{ label: "2.1" }'], /^s\.yaml:9:11: there must be contracts/],
    [
      'two resources of one name',
      [
        '      - title: marches.json\n',
        '      - { title: marches.json, days: { 1: { text: "" } } }\n      - title: marches.json\n',
      ],
      /^s\.yaml:8:9: two resources “marches\.json”: give one a “key”/,
    ],
    ['an expectation of an unknown state', ['{ contracts: 3 }', '{ states: { chosen: 3 } }'], /^s\.yaml:14:\d+: .*chosen/],
    [
      'an expectation of a resource that is not there',
      ['{ contracts: 3 }', '{ gone: [marche.json] }'],
      /^s\.yaml:14:15: no resource “marche\.json”/,
    ],
    ['YAML that cannot be read', ['expect:', 'expect: ['], /^s\.yaml:\d+:\d+: /],
  ] as const)('%s', (_, [before, after], sentence) => {
    expect(RIGHT).toContain(before);
    expect(() => readScenario('s.yaml', RIGHT.replace(before, after))).toThrow(sentence);
  });
});
