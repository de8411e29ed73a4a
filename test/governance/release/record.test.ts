import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { checkReleaseRecords } from '../../../src/governance/checks/release-records.ts';
import { decide } from '../../../src/governance/errata/decide.ts';
import { whereOf } from '../../../src/governance/problem.ts';
import { recordRefusals } from '../../../src/governance/release/record-refusals.ts';
import type { ReleaseRecord } from '../../../src/governance/release/record.ts';
import type { Erratum } from '../../../src/model/errata.ts';
import { readText, GOLDEN } from '../../support/engine.ts';
import { CLOSED, DATE, ERRATUM, OPTIONAL, reportOf, TEXT } from '../../report/diff-fixture.ts';

const files = new Map(
  ['dialect/release.schema.json', 'dialect/errata.schema.json', `${GOLDEN}/errata.yaml`].map((path) => [
    path,
    readText(`schema/${path}`),
  ]),
);
const RELEASES = [{ version: '2.0.3', date: '2024-11-12' }, { version: '2.1.0', date: '2026-11-27' }, { version: 'next' }];
const RECORD = '2.2.0.yaml';

/** An erratum about marchés, as it is measured on the sample of `RIGHT`. */
const errata: Erratum[] = ERRATUM.kind === 'narrowing' ? [{ ...ERRATUM, share: { ...ERRATUM.share, of: 310 } }] : [];

/** A record with all that is asked for. All is invented. */
const RIGHT: ReleaseRecord = {
  proposals: [
    {
      title: { fr: 'des jours qui existent', en: 'days that exist' },
      kind: 'act',
      author: 'Ana Le Goff',
      opened: '2027-01-04',
      until: '2027-02-03',
      approved: [
        { who: 'Yann Morvan', when: '2027-02-04' },
        { who: 'Inès Caradec', when: '2027-02-04' },
      ],
    },
  ],
  candidate: { number: '2.2.0-rc.1', opened: '2027-01-04' },
  sample: {
    measured: '2027-01-03',
    command: 'npx decp impact --from 2.1.0 --to next mes-marches.json',
    producers: [
      { name: 'profil de Kervadec', marche: 200, 'contrat-concession': 0 },
      { name: 'profil de Trévarez', marche: 100, 'contrat-concession': 2 },
      { name: "profil de l'Aulne", marche: 10, 'contrat-concession': 0 },
    ],
  },
};

type Edited = { -readonly [Key in keyof ReleaseRecord]: ReleaseRecord[Key] };
type First = { -readonly [Key in keyof ReleaseRecord['proposals'][number]]: ReleaseRecord['proposals'][number][Key] };

/** `RIGHT` with an edit of its first proposal, or of the record. */
function edited(edit: (first: First, record: Edited) => void): string {
  const record: Edited = structuredClone(RIGHT);
  edit(record.proposals[0] as First, record);
  return stringify(record);
}

const DRAFT = [{ version: 'next', rules: [] }];

/** What the gate says of a record of the next version, with the errata of the draft. */
function checked(text: string): string[] {
  const given = { files: new Map(files).set('next/errata.yaml', stringify(errata)), models: DRAFT, releases: RELEASES };
  return checkReleaseRecords(new Map([[RECORD, text]]), given).flatMap((problem) => [
    `${whereOf(problem)}: ${problem.fr}`,
    `${whereOf(problem)}: ${problem.en}`,
  ]);
}

/** What the plan of that release says of it, on a day. */
function planned(record: string | undefined, { today = '2027-02-05', changes = [DATE, CLOSED] } = {}): string[] {
  const { diff } = reportOf('narrowed', changes);
  const decision = decide(diff, errata, { previous: '2.1.0', next: '2.2.0' });
  const report = { ...reportOf('narrowed', changes), decision };
  return recordRefusals({ version: '2.2.0', record, files, report, rules: [], today }).flatMap(({ texts }) => [
    texts.fr,
    texts.en,
  ]);
}

test('a record with all that GOVERNANCE.md asks for is accepted by the gate and by the plan', () => {
  expect(checked(stringify(RIGHT))).toEqual([]);
  expect(planned(stringify(RIGHT), { changes: [DATE] })).toEqual([]);
});

const FAULTS: [what: string, edit: Parameters<typeof edited>[0]][] = [
  ['no period for opinions', (first) => delete first.opened],
  ['a period of 29 days', (first) => (first.until = '2027-02-02')],
  [
    'an approval before the end of opinions',
    (first) => (first.approved = [...first.approved, { who: 'Luc Le Bris', when: '2027-01-05' }]),
  ],
  [
    'the author among those who approve',
    (first) => (first.approved = [...first.approved, { who: 'ana  le goff', when: '2027-02-04' }]),
  ],
  ['one person where two approve', (first) => (first.approved = first.approved.slice(1))],
  ['nobody who approves', (first) => (first.approved = [])],
  ['a day that does not exist', (first) => (first.until = '2027-02-30')],
  ['no candidate', (_, record) => delete record.candidate],
  ['a candidate before the end of opinions on a break', (first) => (first.kind = 'break')],
  ['no sample', (_, record) => delete record.sample],
  [
    'a sample of 299 marchés, and of two producers',
    (_, record) =>
      (record.sample = {
        ...RIGHT.sample!,
        producers: [
          { name: 'un', marche: 200, 'contrat-concession': 11 },
          { name: 'deux', marche: 99, 'contrat-concession': 0 },
        ],
      }),
  ],
  [
    'a sample that is not the one of the erratum',
    (_, record) =>
      (record.sample = {
        ...RIGHT.sample!,
        producers: [...RIGHT.sample!.producers, { name: 'de plus', marche: 500, 'contrat-concession': 0 }],
      }),
  ],
  [
    'the author, excused in advance',
    (first, record) => {
      first.approved = [{ who: first.author, when: '2027-02-04' }];
      record.waivers = [{ of: 'approver', reason: { fr: 'Nul autre.', en: 'Nobody else.' } }];
    },
  ],
  [
    'the sample, excused in advance',
    (_, record) => {
      delete record.sample;
      record.waivers = [{ of: 'sample', reason: { fr: 'Rien à mesurer.', en: 'Nothing to measure.' } }];
    },
  ],
  ['a kind that the table does not have', (first) => (first.kind = 'petit' as never)],
];

test('each fault of a record is refused by the gate and by the plan, with the same sentence, which names the place and the way out', async () => {
  const pages = FAULTS.map(([what, edit]) => {
    const text = edited(edit);
    const said = checked(text);
    expect(said.length, what).toBeGreaterThan(0);
    // French and English sentences have the space of their language before a colon.
    const flat = (all: string[]): string[] => all.map((one) => one.replaceAll(/\s:/g, ':').replace(/\.$/, ''));
    expect(flat(planned(text, { changes: [DATE] })), what).toEqual(expect.arrayContaining(flat(said)));
    return `${what}\n${said.join('\n')}\n`;
  });
  await expect(pages.join('\n')).toMatchFileSnapshot('../../golden/release/records.txt');
});

test('opinions may be given on their last day too: nobody approves before the next one, nor opens the candidate of a break', () => {
  const [approval = ''] = checked(
    edited((first) => (first.approved = first.approved.map((one) => ({ ...one, when: '2027-02-03' })))),
  );
  expect(approval).toMatch(/approuve .* le 2027-02-03, avant la fin des avis/);
  const opened = '2027-02-03';
  const [candidate = ''] = checked(
    edited((first, record) => {
      first.kind = 'break';
      record.candidate = { number: '2.2.0-rc.2', opened };
    }),
  );
  expect(candidate).toMatch(/publiée le 2027-02-03, avant la fin des avis/);
});

describe('the plan alone looks', () => {
  test.each<[what: string, said: string[], fr: RegExp | undefined]>([
    [
      'at the day: opinions are still asked for',
      planned(stringify(RIGHT), { today: '2027-02-03', changes: [DATE] }),
      /jusqu'au 2027-02-03/,
    ],
    [
      'at a candidate that is open too short',
      planned(
        edited((_, record) => (record.candidate = { number: '2.2.0-rc.2', opened: '2027-01-20' })),
        { changes: [DATE] },
      ),
      /attendez le 2027-02-19/,
    ],
    ['for a record', planned(undefined), /écrivez releases\/2\.2\.0\.yaml/],
    ['at the changes: a break among them', planned(stringify(RIGHT)), /« break »/],
    ['for no record where only texts change', planned(undefined, { changes: [TEXT] }), undefined],
    ['for a record where a field is added', planned(undefined, { changes: [OPTIONAL] }), /30 jours/],
  ])('%s', (_, said, fr) => {
    expect(said.join('\n')).toMatch(fr ?? /^$/);
  });
});

describe('the record of the first version released here', () => {
  const text = readText(`releases/${GOLDEN}.yaml`);
  const model = { version: GOLDEN, rules: [] };
  const said = (record: string) =>
    checkReleaseRecords(new Map([[`${GOLDEN}.yaml`, record]]), { files, models: [model], releases: RELEASES }).map(
      ({ fr }) => fr,
    );

  test('is accepted, for it says what was missing and why', () => {
    expect(said(text)).toEqual([]);
  });

  const record = parse(text) as ReleaseRecord;
  test.each([
    ['delay', /n'a pas de délai/],
    ['candidate', /n'en nomme pas/],
    ['approver', /nul n'approuve sa propre proposition/],
    ['sample', /contrats de concession, et l'échantillon en a 2, de 1 producteur/],
  ] as const)('is refused without its waiver of the %s', (of, fr) => {
    const waivers = record.waivers?.filter((waiver) => waiver.of !== of);
    expect(said(stringify({ ...record, waivers })).join('\n')).toMatch(fr);
  });

  test('counts the errata and the records as the frozen errata do', () => {
    const all = parse(files.get(`${GOLDEN}/errata.yaml`) ?? '') as { share: { hit: number; of: number } }[];
    const { reason } = record.waivers!.find(({ of }) => of === 'sample')!;
    const of = (count: number): number => all.filter(({ share }) => share.of === count).length;
    expect(reason.fr).toContain(
      `${of(416)} errata portent sur les 416 marchés, ${of(418)} sur les 418 contrats, et ${of(2)} sur les 2 concessions`,
    );
    expect(all.filter(({ share }) => share.hit > 0).map(({ share }) => share.hit)).toEqual([1]);
    expect(record.proposals[0]?.title.fr).toContain(`${all.length} errata`);
  });
});

test.each(['2.0.3.yaml', '2.0.9.yaml', 'prochaine.yaml'])('a record named %s is refused: it is of no release', (name) => {
  const given = { files, models: DRAFT, releases: RELEASES };
  expect(checkReleaseRecords(new Map([[name, stringify(RIGHT)]]), given).map(({ fr }) => fr)).toEqual([
    expect.stringMatching(/^fichier inattendu/),
  ]);
});
