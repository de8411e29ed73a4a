import impact from '../../../schema/next/impact.json' with { type: 'json' };
import { anyDay, published, written, type Day } from './calendar.ts';
import { buyer, company, contractId, siret, type Serial } from './identifiers.ts';
import { subcontractOf } from './marche.ts';
import { NEEDS, ORIGIN_EXPECTED } from './needs.ts';
import { amount, environmental, present, share, social, THRESHOLD, type Draft, type Json } from './parts.ts';
import type { Random } from './random.ts';
import { place, TOWNS } from './towns.ts';
import { subject } from './wording.ts';

/*
 * Marchés shaped as buyers publish them. Everything in them is invented; how long texts are, how often a field is filled, how many items lists have and
 * how often each finding occurs are those of the real data of which `schema/next/impact.json` has the counts.
 */

type Impact = {
  records: { marche: number };
  rules: { id: string; hit: number }[];
  findings: { code: string; records: number }[];
  fields: { path: string; kind: string; objects: number; filled: number }[];
};

const IMPACT: Impact = impact;

/** Share of the real marchés that have a finding of a code. */
export const SHARES: ReadonlyMap<string, number> = new Map(
  [
    ...IMPACT.rules.map(({ id, hit }) => [id, hit] as const),
    ...IMPACT.findings.map(({ code, records }) => [code, records] as const),
  ]
    .filter(([, hit]) => hit > 0)
    .map(([code, hit]) => [code, hit / IMPACT.records.marche]),
);

/** Share of the real marchés in which a field is filled. */
function filled(path: string): number {
  const field = IMPACT.fields.find((one) => one.kind === 'marche' && one.path === path);
  if (!field) throw new Error(`impact.json has no field ${path}`);
  return field.filled / IMPACT.records.marche;
}

const FILLED = {
  framework: filled('idAccordCadre'),
  advance: filled('tauxAvance'),
  origin: filled('origineUE'),
  changes: filled('modifications'),
  subcontracts: filled('actesSousTraitance'),
};

/** Lengths of `objet` in characters: the least, the greatest, and between them each twentieth of the real ones. */
const SUBJECT_LENGTHS = [18, 64, 70, 80, 92, 101, 108, 118, 124, 129, 132, 137, 143, 147, 154, 162, 167, 174, 188, 203, 673];
/** Numbers of titulaires, and how many of 416 real marchés have so many. */
const HOLDERS = [387, 10, 8, 10, 1];

/** Faults that change what others look at come first, the one that repeats the record before comes last. */
const FIRST = ['montant-sous-seuil', 'publication-hors-delai'];
const LAST = ['cle-consolidation-dupliquee'];
const CODES = [...FIRST, ...[...SHARES.keys()].filter((code) => ![...FIRST, ...LAST].includes(code)), ...LAST];

/** An invented marché of format 2.0.3, with the findings that are due in it. `before`: the record before, which one in thirty repeats. */
export function publishedMarche(random: Random, serial: Serial, before: Draft | undefined): Draft {
  const record = sound(random, serial);
  for (const code of CODES) {
    const fault = FAULTS[code];
    if (!fault) throw new Error(`the generator does not know how to make ${code}, which real data have`);
    if (random.chance(SHARES.get(code) ?? 0)) fault(record, random, before);
  }
  return present(record);
}

function sound(random: Random, serial: Serial): Draft {
  const notified = anyDay(random);
  const value = amount(random, THRESHOLD, 4_000_000);
  const [need] = random.sample(NEEDS, 1);
  const [, cpv = '', ccag = ''] = need ?? [];
  const town = random.pick(TOWNS);
  const holders = holdersOf(random);
  const advance = random.chance(FILLED.advance);
  const hasOrigin = ORIGIN_EXPECTED.test(cpv) || random.chance(FILLED.origin);
  const europe = share(random);
  const subcontracts = random.chance(FILLED.subcontracts) ? acts(random, random.whole(1, 2), notified, value) : undefined;
  return {
    id: contractId(random, 2024, serial),
    acheteur: { id: buyer(random) },
    nature: 'Marché',
    objet: textOfLength(random, need?.[0] ?? '', town[0]),
    codeCPV: cpv.slice(0, 8),
    procedure: random.pick(['Procédure adaptée', 'Procédure adaptée', "Appel d'offres ouvert"]),
    idAccordCadre: random.chance(FILLED.framework) ? `2023AC${random.digits(5)}` : undefined,
    marcheInnovant: random.chance(0.03),
    ccag,
    offresRecues: random.whole(1, 9),
    attributionAvance: advance,
    tauxAvance: advance ? random.pick([0.05, 0.1, 0.2, 0.3]) : undefined,
    typeGroupementOperateurs: holders.length > 1 ? random.pick(['Conjoint', 'Solidaire']) : 'Pas de groupement',
    lieuExecution: place(random, town),
    dureeMois: random.whole(1, 48),
    dateNotification: written(notified),
    datePublicationDonnees: written(published(random, notified)),
    montant: value,
    formePrix: random.pick(['Unitaire', 'Forfaitaire', 'Mixte']),
    origineUE: hasOrigin ? europe : undefined,
    origineFrance: hasOrigin ? share(random, europe) : undefined,
    sousTraitanceDeclaree: subcontracts !== undefined || random.chance(0.1),
    titulaires: holders,
    considerationsSociales: social(random, 'Marché réservé'),
    considerationsEnvironnementales: environmental(random),
    modalitesExecution: { modaliteExecution: [random.pick(['Bons de commande', 'Tranches', 'Sans objet', 'Sans objet'])] },
    techniques: { technique: [random.pick(['Accord-cadre', 'Sans objet', 'Sans objet'])] },
    typesPrix: { typePrix: [random.pick(['Définitif ferme', 'Définitif révisable', 'Définitif actualisable'])] },
    actesSousTraitance: subcontracts,
    modifications: random.chance(FILLED.changes) ? changes(random, random.chance(0.27) ? 2 : 1, notified, value) : undefined,
  };
}

function holdersOf(random: Random): Json[] {
  let left = random.whole(
    1,
    HOLDERS.reduce((sum, count) => sum + count),
  );
  const count = HOLDERS.findIndex((share) => (left -= share) <= 0) + 1;
  return Array.from({ length: count }, () => ({ titulaire: company(random) }));
}

function textOfLength(random: Random, need: string, town: string): string {
  const at = random.fraction() * (SUBJECT_LENGTHS.length - 1);
  const [low = 0, high = 0] = [SUBJECT_LENGTHS[Math.floor(at)], SUBJECT_LENGTHS[Math.ceil(at)]];
  const length = Math.round(low + (high - low) * (at % 1));
  let text = subject(random, [need], town);
  while (text.length < length) text += ` - ${subject(random, [random.pick(NEEDS)[0]], town)}`;
  return cut(text, length).trim().padEnd(15, '.');
}

/** Not in the middle of a character. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

const acts = (random: Random, count: number, notified: Day, value: number): Draft[] =>
  Array.from({ length: count }, (_, i) =>
    subcontractOf(random, i + 1, notified + i * 20 + random.whole(1, 19), [value / 100, value / 8]),
  );

function changes(random: Random, count: number, notified: Day, value: number): Draft[] {
  return Array.from({ length: count }, (_, i) => {
    const day = notified + (i + 1) * 60 + random.whole(0, 59);
    return {
      modification: present({
        dateNotificationModification: written(day),
        dureeMois: random.chance(0.1) ? random.whole(1, 60) : undefined,
        montant: amount(random, value * 0.8, value * 1.5),
        id: i + 1,
        datePublicationDonneesModification: written(published(random, day)),
      }),
    };
  });
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : '');

/** Whether the schema refuses a record made by `publishedMarche`. */
export const isInvalid = (record: Draft): boolean =>
  record['_type'] !== undefined ||
  record['modificationsActesSousTraitance'] !== undefined ||
  textOf(record['idAccordCadre']).length > 16 ||
  (Array.isArray(record['modifications']) && JSON.stringify(record['modifications']).includes('"id":0'));

type Fault = (record: Draft, random: Random, before: Draft | undefined) => void;

const DAY_MS = 86_400_000;
const dayOf = (text: Json): Day => Date.parse(textOf(text)) / DAY_MS;
const notifiedOf = ({ dateNotification }: Draft): Day => dayOf(dateNotification);
const valueOf = ({ montant }: Draft): number => Number(montant);

/** Acts of subcontracting, made up where the record has none. */
function actsOf(record: Draft, random: Random, least: number): Draft[] {
  const own = record['actesSousTraitance'];
  if (!Array.isArray(own) || own.length < least)
    record['actesSousTraitance'] = acts(random, least, notifiedOf(record), valueOf(record));
  record['sousTraitanceDeclaree'] = true;
  return (record['actesSousTraitance'] as { acteSousTraitance: Draft }[]).map(({ acteSousTraitance }) => acteSousTraitance);
}

function changesOf(record: Draft, random: Random): Draft[] {
  record['modifications'] ??= changes(random, 1, notifiedOf(record), valueOf(record));
  return (record['modifications'] as { modification: Draft }[]).map(({ modification }) => modification);
}

/** What makes a finding of each code that the real data have. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'schema.additionalProperties': (record) => {
    record['_type'] = 'Marché';
  },
  'schema.maxLength': (record, random) => {
    record['idAccordCadre'] = `2023-AC-${random.digits(10)}`;
  },
  'schema.minimum': (record, random) => {
    for (const change of changesOf(record, random).slice(0, 1)) change['id'] = 0;
  },
  'schema.required': (record, random) => {
    actsOf(record, random, 1);
    // The dates that it must have are missing.
    record['modificationsActesSousTraitance'] = [
      { modificationActeSousTraitance: { id: 1, dureeMois: 3, montant: random.whole(500, 5000) } },
    ];
  },
  'acte-anterieur-au-marche': (record, random) => {
    const [first] = actsOf(record, random, 1);
    if (first) first['dateNotification'] = written(notifiedOf(record) - 20);
  },
  'acte-identifiants-non-croissants': (record, random) => {
    const all = actsOf(record, random, random.whole(9, 15));
    for (const [i, one] of all.entries()) one['id'] = all.length - i;
  },
  'cle-consolidation-dupliquee': (record, _, before) => {
    if (!before) return;
    Object.assign(record, structuredClone(before), { objet: record['objet'] });
  },
  'cpv-trop-general': (record, random) => {
    record['codeCPV'] = random.pick(['45000000', '71000000', '79000000', '90000000']);
  },
  'groupement-incoherent': (record, random) => {
    if ((record['titulaires'] as Json[]).length < 2) record['titulaires'] = [1, 2].map(() => ({ titulaire: company(random) }));
    record['typeGroupementOperateurs'] = 'Pas de groupement';
    record['techniques'] = { technique: ['Sans objet'] };
  },
  'identifiant-change-en-date': (record, random) => {
    record['id'] = `2024-0${random.whole(1, 9)}-01`;
  },
  'identifiant-sous-traitant-invalide': (record, random) => {
    for (const one of actsOf(record, random, 3).slice(0, 3))
      one['sousTraitant'] = { typeIdentifiant: 'SIRET', id: wrongSiret(random) };
  },
  'lieu-execution-incoherent': (record, random) => {
    record['lieuExecution'] = { code: random.pick(TOWNS)[2], typeCode: 'Code département' };
  },
  'montant-derisoire': (record, random) => {
    record['montant'] = random.whole(1, 9);
    record['modifications'] = record['actesSousTraitance'] = undefined;
  },
  'montant-sous-seuil': (record, random) => {
    record['montant'] = amount(random, 1000, THRESHOLD - 1);
    const notified = notifiedOf(record);
    if (Array.isArray(record['modifications']))
      record['modifications'] = changes(random, record['modifications'].length, notified, valueOf(record));
    if (Array.isArray(record['actesSousTraitance'])) record['actesSousTraitance'] = acts(random, 1, notified, valueOf(record));
  },
  'objet-encodage': (record) => {
    record['objet'] = `${cut(textOf(record['objet']), 100)} - rÃ©novation`;
  },
  'publication-avant-notification': (record, random) => {
    record['datePublicationDonnees'] = written(notifiedOf(record) - random.whole(1, 20));
  },
  'publication-hors-delai': (record, random) => {
    record['datePublicationDonnees'] = written(notifiedOf(record) + random.whole(70, 300));
  },
  'sous-traitance-non-declaree': (record, random) => {
    actsOf(record, random, 1);
    record['sousTraitanceDeclaree'] = false;
  },
  'titulaire-egal-acheteur': (record) => {
    const { id } = record['acheteur'] as Draft;
    record['titulaires'] = [{ titulaire: { typeIdentifiant: 'SIRET', id } }];
    record['typeGroupementOperateurs'] = 'Pas de groupement';
  },
};

/** Fourteen digits whose key is wrong. */
function wrongSiret(random: Random): string {
  const right = siret(random, ['4', '5']);
  return right.slice(0, 13) + String((Number(right[13]) + 1) % 10);
}
