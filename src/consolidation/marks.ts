/**
 * What data.economie shows with a mark in a record that it does not exclude: `MQ` where a value is missing, `CDL` where an optional one is said to be, `INX` where it is
 * none of those that the column has. Marks that come from other records of the month are not here. Source: 139bercy/decp-arr2022 at 58b651b, `augmente/nettoyage.py`
 * (`marche_mark_fields`, `concession_mark_fields`).
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import { isSiret, latestOf, partiesOf, SHOWN } from './exclusions.ts';
import { compareTexts } from './python.ts';

type Members = Record<string, unknown>;

/** Marks by column; a list where the column is one. */
export type Marks = Record<string, string | string[]>;

/** A column of one value. `nc`: how “NC” is marked; `MQ` marks no value as well. */
type Column = { name: string; of: (record: Members) => unknown; nc: 'MQ' | 'CDL'; values?: readonly string[]; pattern?: RegExp };

const member = (name: string, nc: 'MQ' | 'CDL', values?: readonly string[] | RegExp): Column => ({
  ...{ name, nc, of: (record) => record[name] },
  ...(values instanceof RegExp ? { pattern: values } : values && { values }),
});

const IDENTIFIERS = ['SIRET', 'TVA', 'TAHITI', 'RIDET', 'FRWF', 'IREP', 'HORS-UE'];
const ENVIRONMENT = ['Clause environnementale', 'Critère environnemental', 'Pas de considération environnementale'];
const SOCIAL = ['Clause sociale', 'Critère social', 'Pas de considération sociale'];

const MARCHE: readonly Column[] = [
  member('nature', 'MQ', ['Marché', 'Marché de partenariat', 'Marché de défense ou de sécurité']),
  member('objet', 'MQ', /^.{0,1000}$/),
  member('procedure', 'MQ', [
    ...[
      'Procédure adaptée',
      "Appel d'offres ouvert",
      "Appel d'offres restreint",
      'Procédure avec négociation',
      'Dialogue compétitif',
    ],
    'Marché passé sans publicité ni mise en concurrence préalable',
  ]),
  member('codeCPV', 'MQ'),
  member('offresRecues', 'MQ'),
  member('ccag', 'MQ', [
    ...['Travaux', "Maitrise d'œuvre", 'Fournitures courantes et services', 'Marchés industriels', 'Prestations intellectuelles'],
    ...["Techniques de l'information et de la communication", 'Pas de CCAG'],
  ]),
  member('formePrix', 'MQ', ['Unitaire', 'Forfaitaire', 'Mixte']),
  member('idAccordCadre', 'CDL', /^[A-Za-z0-9\-_ .\\/]{1,16}$/),
  member('typeGroupementOperateurs', 'CDL', ['Conjoint', 'Solidaire', 'Pas de groupement']),
];

const CONCESSION: readonly Column[] = [
  member('nature', 'MQ', [
    'Concession de travaux',
    'Concession de service',
    'Concession de service public',
    'Délégation de service public',
  ]),
  member('objet', 'MQ', /^.{0,1000}$/),
  member('procedure', 'MQ', [
    ...['Procédure négociée ouverte', 'Procédure non négociée ouverte', 'Procédure négociée restreinte'],
    'Procédure non négociée restreinte',
  ]),
];

/** Columns that are lists: the object that holds them, and their name in it. */
const LISTS: Record<
  RecordKind,
  readonly (readonly [envelope: string, item: string, values: readonly string[], isNcMissing: boolean])[]
> = {
  marche: [
    [
      'techniques',
      'technique',
      [
        'Accord-cadre',
        'Concours',
        'Système de qualification',
        "Système d'acquisition dynamique",
        'Catalogue électronique',
        'Enchère électronique',
        'Sans objet',
      ],
      false,
    ],
    ['modalitesExecution', 'modaliteExecution', ['Tranches', 'Bons de commande', 'Marchés subséquents', 'Sans objet'], false],
    ['typesPrix', 'typePrix', ['Définitif ferme', 'Définitif actualisable', 'Définitif révisable', 'Provisoire'], false],
    ['considerationsSociales', 'considerationSociale', [...SOCIAL, 'Marché réservé'], true],
    ['considerationsEnvironnementales', 'considerationEnvironnementale', ENVIRONMENT, true],
  ],
  'contrat-concession': [
    // The word of the list is “réservée”.
    ['considerationsSociales', 'considerationSociale', [...SOCIAL, 'Concession réservé'], false],
    ['considerationsEnvironnementales', 'considerationEnvironnementale', ENVIRONMENT, false],
  ],
};

/** `isCpvKnown`: whether a code, or its division, is in the nomenclature of 2008. */
export function marksOf(kind: RecordKind, record: Members, isCpvKnown: (code: string) => boolean): Marks {
  const marks: Marks = {};
  const isMarche = kind === 'marche';
  for (const column of isMarche ? MARCHE : CONCESSION) set(marks, column.name, markOf(column, record));
  for (const [envelope, item, values, isNcMissing] of LISTS[kind])
    set(marks, envelope, listMark(record[envelope], item, { values, isNcMissing }));
  const { codeCPV, tauxAvance, attributionAvance } = record;
  if (isMarche && typeof codeCPV === 'string' && codeCPV !== '' && codeCPV !== 'NC' && !isCpvKnown(codeCPV))
    marks['codeCPV'] = `INX ${codeCPV}`;
  // Numbers of the column are decimal.
  if (isMarche && attributionAvance === true && tauxAvance === 0) marks['tauxAvance'] = 'INX 0.0';
  const party = isMarche ? 'titulaire' : 'concessionnaire';
  const idOf = ({ id }: Members): string => String(id);
  const parties = partiesOf(kind, record).toSorted((a, b) => compareTexts(idOf(a), idOf(b)));
  for (const [index, one] of parties.slice(0, SHOWN).entries()) set(marks, `${party}_id_${index + 1}`, identifierMark(one));
  for (const [name, mark] of Object.entries(actMarks(record))) set(marks, name, mark);
  return marks;
}

function set(marks: Marks, name: string, mark: string | string[] | undefined): void {
  if (mark !== undefined) marks[name] = mark;
}

function markOf({ of, nc, values, pattern }: Column, record: Members): string | undefined {
  const value = of(record);
  if (value === undefined || value === null) return nc === 'MQ' ? 'MQ' : undefined;
  if (value === 'NC' || value === 'nan') return `${nc} ${value}`;
  if (typeof value !== 'string' || value === '') return undefined;
  const isIn = values ? values.some((one) => one.toLowerCase() === value.toLowerCase()) : (pattern?.test(value) ?? true);
  return isIn ? undefined : `INX ${value}`;
}

function listMark(
  envelope: unknown,
  item: string,
  { values, isNcMissing }: { values: readonly string[]; isNcMissing: boolean },
): string | string[] | undefined {
  const list = isObject(envelope) ? envelope[item] : undefined;
  if (list === undefined || list === null) return 'MQ';
  if (!Array.isArray(list)) return undefined;
  if (list.length === 0) return ['MQ'];
  const marked = list.map((value: unknown) => {
    if (typeof value !== 'string' || values.some((one) => one.toLowerCase() === value.toLowerCase())) return value;
    return isNcMissing && value === 'NC' ? 'MQ NC' : `INX ${value}`;
  });
  return marked.some((value, index) => value !== list[index]) ? marked.map(String) : undefined;
}

/** A SIRET whose digits are wrong; of the others but TVA, whatever is not of digits alone. */
function identifierMark({ id, typeIdentifiant: type }: Members): string | undefined {
  if (typeof id !== 'string' || typeof type !== 'string') return undefined;
  const isWrong = type === 'SIRET' ? !isSiret(id) : type !== 'TVA' && !/^\d{1,14}$/.test(id);
  return isWrong ? `INX ${id}` : undefined;
}

/** Of several actes the latest is shown. */
function actMarks({ actesSousTraitance: list }: Members): Marks {
  const act = latestOf(list);
  if (!act) return {};
  const marks: Marks = {};
  for (const [name, values] of [
    ['dureeMois', undefined],
    ['variationPrix', ['Ferme', 'Actualisable', 'Révisable']],
  ] as const)
    if (typeof act[name] === 'string') set(marks, `${name}ActeSousTraitance`, markOf({ ...member(name, 'CDL', values) }, act));
  const contractor = act['sousTraitant'];
  if (isObject(contractor)) {
    set(marks, 'idSousTraitant', identifierMark(contractor));
    const { typeIdentifiant: type } = contractor;
    if (typeof type === 'string' && !IDENTIFIERS.includes(type.toUpperCase()))
      marks['typeIdentifiantSousTraitant'] = `INX ${type}`;
  }
  return marks;
}
