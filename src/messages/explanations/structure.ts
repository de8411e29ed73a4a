/** structure.*: why the frame around the contracts matters. */
import type { StructureParams } from '../params.ts';
import { BOUND, FORM } from './sources.ts';
import type { Explanations } from './types.ts';

const SHAPE = '{"marches": {"marche": [ … ], "contrat-concession": [ … ]}}';

export const STRUCTURE: Explanations<StructureParams> = {
  'structure.too-deep': {
    why: {
      fr: "Un contrat complet compte moins de 10 niveaux de blocs. Des dizaines de niveaux viennent d'un export qui s'emboîte lui-même, ou d'un fichier fait pour bloquer les logiciels ; au-delà de la limite, le contrat n'est pas lu.",
      en: 'A complete contract has fewer than 10 levels of blocks. Dozens of levels come from an export that nests itself, or from a file made to block programs; beyond the bound the contract is not read.',
    },
    mend: {
      fr: 'Retirez ce qui ne fait pas partie du contrat, puis relancez le contrôle.',
      en: 'Remove what is not part of the contract, then run the check again.',
    },
    source: BOUND,
  },
  'structure.record-too-large': {
    why: {
      fr: "Un contrat pèse en général quelques Kio. Un contrat de plusieurs Mio est presque toujours une liste mal refermée ou un document joint : il n'est pas lu, pour que la mémoire suffise toujours.",
      en: 'A contract usually takes a few KiB. One of several MiB is nearly always a list that is not closed or an attached document: it is not read, so that memory is always enough.',
    },
    mend: {
      fr: 'Vérifiez que la liste des contrats est bien refermée et que chaque contrat y a son propre bloc.',
      en: 'Check that the list of contracts is closed and that each contract has a block of its own in it.',
    },
    source: BOUND,
  },
  'structure.too-many-values': {
    why: {
      fr: "Un contrat compte en général moins de cent valeurs. Beaucoup plus vient d'une liste mal refermée ou recopiée sans fin ; au-delà de la limite, le contrat n'est pas lu.",
      en: 'A contract usually has fewer than a hundred values. Many more come from a list that is not closed or was copied over and over; beyond the bound the contract is not read.',
    },
    mend: {
      fr: "Vérifiez que la liste des contrats est bien refermée et qu'aucune liste n'a été recopiée.",
      en: 'Check that the list of contracts is closed and that no list was copied.',
    },
    source: BOUND,
  },
  'structure.version-label': {
    why: {
      fr: "Le fichier annonce une version du format et a été contrôlé avec une autre : le numéro n'existe pas, vient après les contrats, ou l'option « --schema » en a demandé une autre. Le verdict vaut pour la version appliquée.",
      en: 'The file announces one version of the format and was checked against another: there is no such number, it comes after the contracts, or the option “--schema” asked for another. The verdict is that of the version applied.',
    },
    mend: {
      fr: 'Corrigez le numéro, placez « version » avant les contrats, ou choisissez la version du contrôle.',
      en: 'Correct the number, put “version” before the contracts, or choose the version of the check.',
    },
    source: FORM,
  },
  'structure.bare-list': {
    why: {
      fr: "Les contrats sont dans une liste à la racine, sans l'enveloppe « marches » où les logiciels les cherchent. Ils ont été contrôlés quand même.",
      en: 'The contracts are in a list at the root, without the envelope “marches” where programs look for them. They have been checked all the same.',
    },
    mend: {
      fr: `Placez la liste sous « marches » : ${SHAPE}.`,
      en: `Put the list under “marches”: ${SHAPE}.`,
    },
    source: FORM,
  },
  'structure.single-record': {
    why: {
      fr: "Le fichier est un contrat seul, sans l'enveloppe « marches » ni la liste où les logiciels le cherchent. Il a été contrôlé quand même.",
      en: 'The file is a single contract, without the envelope “marches” and the list where programs look for it. It has been checked all the same.',
    },
    mend: {
      fr: `Placez le contrat dans une liste : ${SHAPE}.`,
      en: `Put the contract in a list: ${SHAPE}.`,
    },
    source: FORM,
  },
  'structure.list-of-another-version': {
    why: {
      fr: "Jusqu'à la version 2.0.0, tous les contrats sont dans une seule liste ; depuis la 2.0.1, marchés et contrats de concession ont chacun la leur. Le fichier suit l'autre usage que la version appliquée.",
      en: 'Up to version 2.0.0 all contracts are in a single list; since 2.0.1 marchés and contrats de concession each have their own. The file follows the other usage than the version applied.',
    },
    mend: {
      fr: `Rangez les contrats par sorte (depuis la 2.0.1 : ${SHAPE}), ou contrôlez le fichier avec la version pour laquelle il a été écrit (option « --schema »).`,
      en: `Arrange the contracts by kind (since 2.0.1: ${SHAPE}), or check the file against the version that it was written for (option “--schema”).`,
    },
    source: FORM,
  },
  'structure.wrapper': {
    why: {
      fr: "Les contrats sont rangés sous un nom que le format ne connaît pas, souvent ajouté par une interface de programmation. Les logiciels qui cherchent « marches » n'y trouvent rien. Les contrats ont été contrôlés quand même.",
      en: 'The contracts stand under a name that the format does not know, often added by a programming interface. Programs that look for “marches” find nothing. The contracts have been checked all the same.',
    },
    mend: {
      fr: `Retirez ou renommez cette enveloppe : ${SHAPE}.`,
      en: `Remove or rename this envelope: ${SHAPE}.`,
    },
    source: FORM,
  },
  'structure.no-record-list': {
    why: {
      fr: "Le fichier est du JSON, mais aucune liste de contrats n'y figure là où le format la place : ce n'est sans doute pas un fichier de données essentielles. Aucun contrat n'a été contrôlé.",
      en: 'The file is JSON, but there is no list of contracts where the format has it: it is probably not a file of essential data. No contract was checked.',
    },
    mend: {
      fr: `Vérifiez que c'est le bon fichier et que ses contrats sont dans une liste : ${SHAPE}.`,
      en: `Check that it is the right file and that its contracts are in a list: ${SHAPE}.`,
    },
    source: FORM,
  },
};
