/** An invented diff that has a change of each sort, with hostile values where anybody may write. */
import { decide } from '../../src/governance/errata/decide.ts';
import type { Change, Diff } from '../../packages/schema-diff/src/types.ts';
import type { Erratum } from '../../src/model/errata.ts';
import type { DiffReport, SourcePlace } from '../../src/report/diff/types.ts';

export const change = (kind: string, rest: Partial<Change>): Change => ({
  kind,
  path: '',
  direction: 'none',
  bump: 'none',
  params: {},
  sentence: { fr: kind, en: kind },
  fingerprint: '0000000000000000',
  witnesses: [],
  ...rest,
});

const base = { marches: { marche: [{ id: '2026-001', dateNotification: '2026-02-28', lieu: { code: '29' } }] } };
const dated = (dateNotification: string) => ({ marches: { marche: [{ ...base.marches.marche[0], dateNotification }] } });

export const DATE = change('pattern-narrowed', {
  path: 'marches.marche[].dateNotification',
  field: 'marche-date-notification',
  direction: 'narrowed',
  bump: 'major',
  fingerprint: '0123456789abcdef',
  sentence: {
    fr: 'Date de notification : des textes que la forme demandée acceptait sont refusés.',
    en: 'Notification date: texts that the form asked for used to accept are refused.',
  },
  witnesses: [
    {
      accepted: 'previous',
      instance: dated('2026-02-31'),
      at: '/marches/marche/0/dateNotification',
      fragment: '2026-02-31',
    },
  ],
});

export const CLOSED = change('object-closed', {
  path: 'marches.marche[].lieu',
  field: 'lieu',
  direction: 'narrowed',
  bump: 'major',
  fingerprint: '00000000000000c1',
  sentence: {
    fr: 'Lieu : les noms que le format ne définit pas sont refusés (« a`b*c <script>@mainteneurs #12 https://exemple.fr\n::error::x »).',
    en: 'Place: names that the format does not define are refused (“a`b*c <script>@mainteneurs #12 https://exemple.fr\n::error::x”).',
  },
  witnesses: [
    {
      accepted: 'previous',
      instance: { marches: { marche: [{ ...base.marches.marche[0], lieu: { code: '29', '</details>```\u202e': null } }] } },
      at: '/marches/marche/0/lieu/<~1details>```\u202e',
      fragment: null,
    },
  ],
});

export const BOTH = change('codelist-code-replaced', {
  path: 'marches.marche[].ccag',
  field: 'marche-ccag',
  direction: 'both',
  bump: 'major',
  fingerprint: '00000000000000b0',
  sentence: { fr: 'CCAG : un code en remplace un autre.', en: 'CCAG: one code replaces another.' },
  witnesses: [
    { accepted: 'previous', instance: ['Travaux'], at: '/0', fragment: 'Travaux', elsewhere: 'cahiers[].ccag' },
    { accepted: 'next', instance: ['Travaux neufs'], at: '/0', fragment: 'Travaux neufs', elsewhere: '["<script>*ccag*\u202e"]' },
  ],
});

export const UNKNOWN = change('not-changed', {
  path: 'marches.marche[].objet',
  direction: 'unknown',
  bump: 'major',
  fingerprint: '00000000000000d0',
  sentence: { fr: 'Objet : une condition a changé.', en: 'Subject: a condition has changed.' },
  reason: { fr: 'le nombre de pas accordé ne suffit pas', en: 'the steps allowed are not enough' },
});

export const OPTIONAL = change('property-no-longer-required', {
  path: 'marches.marche[].origineUE',
  direction: 'widened',
  bump: 'minor',
  params: { name: 'origineUE' },
  fingerprint: '00000000000000e1',
  sentence: { fr: "La propriété « origineUE » n'est plus obligatoire.", en: 'Property “origineUE” is no longer required.' },
  witnesses: [{ accepted: 'next', instance: base, at: '/marches/marche/0', fragment: base.marches.marche[0] }],
});

export const WIDER = change('minimum-lowered', {
  path: 'marches.marche[].modifications[].id',
  field: 'modification-id',
  direction: 'widened',
  bump: 'minor',
  fingerprint: '00000000000000e0',
  sentence: { fr: 'Numéro de modification : 0 est accepté.', en: 'Number of modification: 0 is accepted.' },
  witnesses: [{ accepted: 'next', instance: { id: 0 }, at: '/id', fragment: 0 }],
});

export const RULE = change('rule-added', {
  path: 'montant-rond',
  direction: 'narrowed',
  bump: 'minor',
  fingerprint: '00000000000000f0',
  sentence: { fr: 'Règle « montant-rond » ajoutée (qualité).', en: 'Rule “montant-rond” added (quality).' },
  witnesses: [{ accepted: 'previous', instance: { montant: 1000 }, at: '/montant', fragment: 1000 }],
});

export const TEXT = change('text-changed', {
  path: 'marches.marche[].objet',
  bump: 'patch',
  fingerprint: '00000000000000a0',
  sentence: { fr: 'Objet : la description change.', en: 'Subject: the description changes.' },
});

export const ERRATUM: Erratum = {
  fingerprint: DATE.fingerprint,
  kind: 'narrowing',
  change: { kind: DATE.kind, path: DATE.path, direction: 'narrowed' },
  title: { fr: 'des jours qui ne sont pas au calendrier', en: 'days that are not in the calendar' },
  reason: 'own-documentation',
  source: {
    text: 'documentation-format-2',
    note: {
      fr: 'La description publiée du champ demande AAAA-MM-JJ.',
      en: 'The published description of the field asks for AAAA-MM-JJ.',
    },
  },
  witness: { dateNotification: '2026-02-31' },
  share: { hit: 2, of: 418, measured: '2026-11-24', command: 'npx decp impact --schema next mes-marches.json' },
  approved: { who: 'équipe du référentiel', when: '2026-11-24' },
};

const diff: Diff = {
  relation: 'incomparable',
  backward: { verdict: 'no', witness: dated('2026-02-31') },
  forward: { verdict: 'no', witness: { id: 0 } },
  notes: [{ fr: 'un motif est lu sans le drapeau « u »', en: 'one pattern is read without the flag “u”' }],
  bump: 'major',
  changes: [TEXT, WIDER, OPTIONAL, DATE, RULE, UNKNOWN, CLOSED, BOTH],
};

const places = new Map<string, SourcePlace>([
  [DATE.fingerprint, { file: 'schema/next/marche.schema.json', line: 47, column: 5 }],
  [CLOSED.fingerprint, { file: 'un dossier/a,b:c.json', line: 3 }],
]);

export const legal = new Map([
  ['documentation-format-2', { title: { fr: 'Documentation du format 2.x', en: 'Documentation of format 2.x' } }],
]);

export const report = (rest: Partial<DiffReport> = {}): DiffReport => ({
  tool: { name: 'decp-referentiel', version: '0.1.0' },
  previous: { name: '2.0.3', version: '2.0.3' },
  next: { name: 'next', version: 'next' },
  diff,
  decision: decide(diff, [ERRATUM], { previous: '2.0.3', next: '2.1.0' }),
  places,
  legal,
  ...rest,
});

/** A report of some changes alone. */
export function reportOf(relation: Diff['relation'], changes: Change[], errata: Erratum[] = []): DiffReport {
  const bumps = changes.map(({ bump }) => bump);
  const bump = (['major', 'minor', 'patch'] as const).find((one) => bumps.includes(one)) ?? 'none';
  const some: Diff = { relation, backward: { verdict: 'yes' }, forward: { verdict: 'yes' }, notes: [], bump, changes };
  return report({ diff: some, decision: decide(some, errata, { previous: '2.0.3', next: '2.1.0' }), places: new Map() });
}
