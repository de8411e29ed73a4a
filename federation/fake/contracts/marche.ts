import { anyDay, published, written, yearOf, type Day } from './calendar.ts';
import { buyer, contractId, subcontractor, type Serial } from './identifiers.ts';
import { NEEDS, ORIGIN_EXPECTED, type Need } from './needs.ts';
import { amount, codes, companies, environmental, present, share, social, THRESHOLD, type Draft } from './parts.ts';
import type { Random } from './random.ts';
import { place, TOWNS } from './towns.ts';
import { howMany, subject } from './wording.ts';

const TECHNIQUES = [
  'Accord-cadre',
  'Concours',
  'Système de qualification',
  "Système d'acquisition dynamique",
  'Catalogue électronique',
  'Enchère électronique',
];
const PROCEDURES = [
  'Procédure adaptée',
  'Procédure adaptée',
  'Procédure adaptée',
  "Appel d'offres ouvert",
  "Appel d'offres ouvert",
  "Appel d'offres restreint",
  'Procédure avec négociation',
  'Marché passé sans publicité ni mise en concurrence préalable',
  'Dialogue compétitif',
];
const PRICES = ['Définitif ferme', 'Définitif actualisable', 'Définitif révisable', 'Provisoire'];

/** An invented marché of format 2.0.3, coherent in its dates, amounts and identifiers: no rule has anything to say. It conforms to the next version as well. */
export function marche(random: Random, serial: Serial): Draft {
  const notified = anyDay(random);
  const value = amount(random, THRESHOLD, 4_000_000);
  const needs = random.sample(NEEDS, howMany(random));
  return present({
    ...contract(random, serial, notified, needs),
    ...terms(random, notified, value),
    ...origins(random, needs),
    ...holders(random, notified, value),
  });
}

function contract(random: Random, serial: Serial, notified: Day, needs: readonly Need[]): Draft {
  const [, cpv = '', ccag = ''] = needs[0] ?? [];
  const town = random.pick(TOWNS);
  const orders = codes(random, ['Bons de commande', 'Tranches', 'Marchés subséquents'], 'Sans objet', 0.5);
  const call = orders.includes('Marchés subséquents') || random.chance(0.1);
  return {
    id: contractId(random, yearOf(notified), serial),
    acheteur: { id: buyer(random) },
    nature: random.chance(0.97) ? 'Marché' : random.pick(['Marché de partenariat', 'Marché de défense ou de sécurité']),
    objet: subject(
      random,
      needs.map(([text]) => text),
      town[0],
    ),
    codeCPV: random.chance(0.6) ? cpv : cpv.slice(0, 8),
    techniques: { technique: codes(random, TECHNIQUES, 'Sans objet', 0.6) },
    modalitesExecution: { modaliteExecution: orders },
    idAccordCadre: call ? `${yearOf(notified)}AC${random.digits(5)}` : undefined,
    marcheInnovant: random.chance(0.03),
    ccag: random.chance(0.9) ? ccag : 'Pas de CCAG',
    lieuExecution: place(random, town),
  };
}

function terms(random: Random, notified: Day, value: number): Draft {
  const advance = random.chance(0.35);
  return {
    offresRecues: random.whole(1, 12),
    attributionAvance: advance,
    tauxAvance: advance ? random.pick([0.05, 0.1, 0.2, 0.3]) : undefined,
    procedure: random.pick(PROCEDURES),
    dureeMois: random.whole(1, 72),
    dateNotification: written(notified),
    datePublicationDonnees: written(published(random, notified)),
    montant: value,
    typesPrix: { typePrix: random.sample(PRICES, random.chance(0.9) ? 1 : 2) },
    formePrix: random.pick(['Unitaire', 'Forfaitaire', 'Mixte']),
  };
}

/** Some buyers give the shares of other products too. */
function origins(random: Random, [first]: readonly Need[]): Draft {
  const [, cpv = ''] = first ?? [];
  if (!ORIGIN_EXPECTED.test(cpv) && !random.chance(0.05)) return {};
  const europe = share(random);
  return { origineUE: europe, origineFrance: share(random, europe) };
}

function holders(random: Random, notified: Day, value: number): Draft {
  const titulaires = companies(random, 'titulaire');
  const subcontracts = random.chance(0.1)
    ? Array.from({ length: random.whole(1, 3) }, (_, i) => subcontract(random, i + 1, notified, value))
    : undefined;
  return {
    typeGroupementOperateurs: titulaires.length > 1 ? random.pick(['Conjoint', 'Solidaire']) : 'Pas de groupement',
    sousTraitanceDeclaree: subcontracts !== undefined || random.chance(0.05),
    titulaires,
    considerationsSociales: social(random, 'Marché réservé'),
    considerationsEnvironnementales: environmental(random),
    actesSousTraitance: subcontracts,
    modificationsActesSousTraitance:
      subcontracts && random.chance(0.2) ? [subcontractChange(random, notified, value)] : undefined,
    modifications: random.chance(0.15)
      ? Array.from({ length: random.whole(1, 4) }, (_, i) => change(random, i + 1, notified, value))
      : undefined,
  };
}

/** Acts follow each other by at most fifty days, so that their numbers grow with their dates. */
function subcontract(random: Random, id: number, notified: Day, value: number): Draft {
  const day = notified + id * 50 + random.whole(0, 49);
  return subcontractOf(random, id, day, [500, value / 4]);
}

/** An act notified on a day, with an amount between two bounds (euros HT). */
export function subcontractOf(random: Random, id: number, day: Day, [least, most]: readonly [number, number]): Draft {
  return {
    acteSousTraitance: {
      id,
      sousTraitant: subcontractor(random),
      dureeMois: random.whole(1, 24),
      dateNotification: written(day),
      datePublicationDonnees: written(published(random, day)),
      montant: amount(random, least, most),
      variationPrix: random.pick(['Ferme', 'Actualisable', 'Révisable']),
    },
  };
}

function subcontractChange(random: Random, notified: Day, value: number): Draft {
  const day = notified + random.whole(200, 260);
  return {
    modificationActeSousTraitance: {
      id: 1,
      dureeMois: random.whole(1, 36),
      dateNotificationModificationSousTraitance: written(day),
      montant: amount(random, 500, value / 4),
      datePublicationDonnees: written(published(random, day)),
    },
  };
}

function change(random: Random, id: number, notified: Day, value: number): Draft {
  const day = notified + id * 60 + random.whole(0, 59);
  return {
    modification: present({
      id,
      dureeMois: random.chance(0.5) ? random.whole(1, 96) : undefined,
      montant: amount(random, value * 0.8, value * 1.5),
      titulaires: random.chance(0.1) ? companies(random, 'titulaire') : undefined,
      dateNotificationModification: written(day),
      datePublicationDonneesModification: written(published(random, day)),
    }),
  };
}
