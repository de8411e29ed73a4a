/** The source of the definition of each rule function. The definitions themselves are messages (`messages/conformance.yaml`). */
import type { RuleFunctions } from '../../rules/functions.ts';

export const SOURCES: Readonly<Record<keyof RuleFunctions, string>> = {
  siretValide: 'INSEE, répertoire SIRENE (numéro SIRET, clé de contrôle, exception de La Poste)',
  sirenValide: 'INSEE, répertoire SIRENE (numéro SIREN, clé de contrôle)',
  luhnValide: 'ISO/IEC 7812-1, annexe B',
  tvaValide: 'Commission européenne, VIES ; directive 2006/112/CE, article 215 ; pour la France, clé de la DGFiP',
  cpvExiste: 'Règlement (CE) n° 213/2008, annexe I',
  cpvCle: 'Règlement (CE) n° 213/2008, annexe I',
  nomenclature: 'INSEE, code officiel géographique ; ISO 3166-1',
  jour: 'ISO 8601',
  moisEntre: 'Code de procédure civile, article 641',
  aujourdhui: 'référentiel',
  premier: 'référentiel',
  partieEntiere: 'référentiel',
  chiffreRepete: 'consolidation nationale, augmente/nettoyage.py (check_montant)',
  commencePar: 'consolidation nationale, augmente/nettoyage.py (check_montant)',
  decimales: 'référentiel',
};
