import { anyDay, published, written, yearOf, type Day } from './calendar.ts';
import { buyer, siret, type Serial } from './identifiers.ts';
import { NEEDS } from './needs.ts';
import { amount, THRESHOLD, type Draft } from './parts.ts';
import type { Random } from './random.ts';
import { TOWNS } from './towns.ts';

/** Days between the notifications that other marchés have and those of the format of 2019. */
const EARLIER: Day = 5 * 365;

/** An invented marché of format 1.5.0. */
export function oldMarche(random: Random, serial: Serial): Draft {
  const notified = anyDay(random) - EARLIER;
  const [objet, cpv] = random.pick(NEEDS);
  const [town, commune] = random.pick(TOWNS);
  return {
    // Seven characters at least, the last two for modifications.
    id: `${yearOf(notified)}${String(serial).padStart(7, '0')}00`,
    acheteur: { id: buyer(random), nom: `Commune inventée de ${town}` },
    nature: 'Marché',
    objet,
    codeCPV: cpv,
    procedure: random.pick(['Procédure adaptée', "Appel d'offres ouvert"]),
    lieuExecution: { code: commune, typeCode: 'Code commune', nom: town },
    dureeMois: random.whole(1, 48),
    dateNotification: written(notified),
    datePublicationDonnees: written(published(random, notified)),
    montant: amount(random, THRESHOLD, 900_000),
    formePrix: 'Ferme',
    titulaires: [
      {
        typeIdentifiant: 'SIRET',
        id: siret(random, ['4', '5', '7', '8', '9']),
        denominationSociale: `Entreprise inventée n° ${serial}`,
      },
    ],
    modifications: [],
  };
}
