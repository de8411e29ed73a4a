/** rules.*: why some rules are not run. */
import type { RulesParams } from '../params.ts';
import { BOUND, CONSOLIDATION } from './sources.ts';
import type { Explanations } from './types.ts';

export const RULES: Explanations<RulesParams> = {
  'rules.list-too-long': {
    why: {
      fr: "Quelques règles comparent entre eux tous les éléments d'une liste : le travail croît avec le carré de sa longueur. Au-delà de 1 000 éléments, ces règles ne sont pas vérifiées sur ce contrat, pour qu'un fichier ne puisse bloquer le contrôle.",
      en: 'Some rules compare all items of a list with one another: the work grows with the square of its length. Beyond 1,000 items these rules are not checked on that contract, so that no file can block the check.',
    },
    mend: {
      fr: "Vérifiez que la liste n'a pas été répétée par l'export ; sinon, contrôlez-la autrement.",
      en: 'Check that the export did not repeat the list; otherwise check it by other means.',
    },
    source: BOUND,
  },
  'rules.left-out': {
    why: {
      fr: "La consolidation nationale applique le schéma d'une version publiée, puis des règles qui ne sont pas toujours celles des textes : elle peut écarter un contrat conforme. Ce constat le signale quand aucun autre ne le dit.",
      en: 'The national consolidation applies the schema of a published version, then rules that are not always those of the texts: it may leave out a contract that conforms. This finding tells it where no other does.',
    },
    mend: {
      fr: "Rien n'est à corriger dans les données. Si le contrat doit paraître dans la consolidation, publiez-le aussi dans la version qu'elle lit, ou signalez l'écart à ceux qui la tiennent.",
      en: 'Nothing is to be corrected in the data. If the contract must appear in the consolidation, publish it in the version that it reads as well, or report the difference to those who keep it.',
    },
    source: CONSOLIDATION,
  },
};
