import { anyDay, published, written, yearOf, type Day } from './calendar.ts';
import { buyer, contractId, type Serial } from './identifiers.ts';
import { CONCEDED } from './needs.ts';
import { amount, companies, environmental, present, social, type Draft } from './parts.ts';
import type { Random } from './random.ts';
import { TOWNS } from './towns.ts';
import { howMany, subject } from './wording.ts';

const NATURES = [
  'Concession de travaux',
  'Concession de service',
  'Concession de service public',
  'Délégation de service public',
];
const PROCEDURES = [
  'Procédure négociée ouverte',
  'Procédure non négociée ouverte',
  'Procédure négociée restreinte',
  'Procédure non négociée restreinte',
];
const TARIFFS = ['Plein tarif', 'Tarif réduit', 'Abonnement mensuel', 'Abonnement annuel', 'Tarif « famille nombreuse »'];

/** An invented contrat de concession of format 2.0.3, coherent in its dates and amounts: no rule has anything to say. It conforms to the next version as well. */
export function concession(random: Random, serial: Serial): Draft {
  const signed = anyDay(random);
  const start = signed + random.whole(1, 180);
  const value = amount(random, 50_000, 40_000_000);
  return present({
    id: contractId(random, yearOf(signed), serial),
    autoriteConcedante: { id: buyer(random) },
    nature: random.pick(NATURES),
    objet: subject(random, random.sample(CONCEDED, howMany(random)), random.pick(TOWNS)[0]),
    procedure: random.pick(PROCEDURES),
    dureeMois: random.whole(12, 300),
    dateSignature: written(signed),
    datePublicationDonnees: written(published(random, signed, start)),
    dateDebutExecution: written(start),
    valeurGlobale: value,
    montantSubventionPublique: random.chance(0.6) ? 0 : amount(random, 1_000, value / 5),
    donneesExecution: random.chance(0.4)
      ? Array.from({ length: random.whole(1, 3) }, (_, i) => year(random, signed, i))
      : undefined,
    concessionnaires: companies(random, 'concessionnaire'),
    considerationsSociales: social(random, 'Concession réservée'),
    considerationsEnvironnementales: environmental(random),
    modifications: random.chance(0.15) ? [change(random, signed, value)] : undefined,
  });
}

function year(random: Random, signed: Day, index: number): Draft {
  return {
    donneesAnnuelles: {
      datePublicationDonneesExecution: written(signed + 60 * (index + 1)),
      depensesInvestissement: amount(random, 1_000, 900_000),
      tarifs: random.sample(TARIFFS, random.whole(1, 5)).map((name) => ({
        tarif: { intituleTarif: name, tarif: amount(random, 1, 400) },
      })),
    },
  };
}

function change(random: Random, signed: Day, value: number): Draft {
  const day = signed + random.whole(90, 300);
  return {
    modification: {
      id: 1,
      dateSignatureModification: written(day),
      datePublicationDonneesModification: written(published(random, day)),
      dureeMois: random.whole(12, 300),
      valeurGlobale: amount(random, value * 0.9, value * 1.3),
    },
  };
}
