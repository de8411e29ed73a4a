import { anyDay, published, written, yearOf } from './calendar.ts';
import { buyer, company, contractId, type Serial } from './identifiers.ts';
import { NEEDS, ORIGIN_EXPECTED } from './needs.ts';
import { amount, THRESHOLD, type Draft } from './parts.ts';
import type { Random } from './random.ts';
import { TOWNS } from './towns.ts';

const SHORT_NEEDS = NEEDS.filter(([text, cpv]) => text.length < 50 && !ORIGIN_EXPECTED.test(cpv));

/** A marché of format 2.0.3 with what the format requires and nothing more: as many records in a file as can be. No rule has anything to say. */
export function minimal(random: Random, serial: Serial): Draft {
  const notified = anyDay(random);
  const [objet, cpv, ccag] = random.pick(SHORT_NEEDS);
  const [, , postal] = random.pick(TOWNS);
  return {
    id: contractId(random, yearOf(notified), serial),
    acheteur: { id: buyer(random) },
    nature: 'Marché',
    objet,
    codeCPV: cpv.slice(0, 8),
    techniques: { technique: ['Sans objet'] },
    modalitesExecution: { modaliteExecution: ['Sans objet'] },
    marcheInnovant: false,
    ccag,
    lieuExecution: { code: postal, typeCode: 'Code postal' },
    offresRecues: random.whole(1, 9),
    attributionAvance: false,
    procedure: 'Procédure adaptée',
    dureeMois: random.whole(1, 48),
    dateNotification: written(notified),
    datePublicationDonnees: written(published(random, notified)),
    montant: Math.round(amount(random, THRESHOLD, 900_000)),
    typesPrix: { typePrix: ['Provisoire'] },
    formePrix: 'Mixte',
    typeGroupementOperateurs: 'Pas de groupement',
    sousTraitanceDeclaree: false,
    titulaires: [{ titulaire: company(random) }],
    considerationsSociales: { considerationSociale: ['Clause sociale'] },
    considerationsEnvironnementales: { considerationEnvironnementale: ['Clause environnementale'] },
  };
}
