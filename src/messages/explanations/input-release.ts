/** input.* of `decp release`: why a release could not be made or checked. */
import type { ReleaseParams } from '../params.ts';
import { PROGRAM } from './sources.ts';
import type { Explanations } from './types.ts';

export const RELEASE: Explanations<ReleaseParams> = {
  'input.not-a-release': {
    why: {
      fr: "Une publication est un dossier de fichiers dont « SHA256SUMS » tient les sommes ; une archive seule dit elle-même de quelle version elle est. Rien de tel n'est ici.",
      en: 'A release is a folder of files whose sums “SHA256SUMS” holds; an archive alone says itself which version it is of. Nothing of the kind is here.',
    },
    mend: {
      fr: 'Donnez le dossier entier, ou une archive sans la décompresser.',
      en: 'Give the whole folder, or an archive without unpacking it.',
    },
    source: PROGRAM,
  },
  'input.unknown-release': {
    why: {
      fr: "Une publication se fait, et se refait, à partir des sources de sa version : ce clone n'a pas celles-là.",
      en: 'A release is made, and made again, from the sources of its version: this clone has not these.',
    },
    mend: {
      fr: 'Vérifiez le numéro. Pour une version plus récente que ce clone, lancez « git fetch --tags » et placez-vous à son étiquette.',
      en: 'Check the number. For a version newer than this clone, run “git fetch --tags” and go to its tag.',
    },
    source: PROGRAM,
  },
  'input.not-a-candidate': {
    why: {
      fr: "Une candidate laisse essayer « next » avant que la version soit figée. Une version publiée garde son numéro, et n'en prend pas d'autre.",
      en: 'A candidate lets “next” be tried before the version is frozen. A published version keeps its number, and takes no other.',
    },
    mend: {
      fr: 'Donnez « next » avec « --as X.Y.Z-rc.N », ou une version publiée sans « --as ».',
      en: 'Give “next” with “--as X.Y.Z-rc.N”, or a published version without “--as”.',
    },
    source: PROGRAM,
  },
  'input.no-npm': {
    why: {
      fr: "La liste des composants (SBOM) vient de « npm sbom », le paquet de « npm pack » ; l'un et l'autre travaillent hors ligne, à partir du dossier.",
      en: 'The list of components (SBOM) comes from “npm sbom”, the package from “npm pack”; both work offline, from the folder.',
    },
    mend: {
      fr: "Lancez la commande citée pour lire toute sa réponse, corrigez ce qu'elle dit, puis relancez.",
      en: 'Run the command that is quoted to read all of its answer, mend what it says, then run again.',
    },
    source: PROGRAM,
  },
  'input.other-sources': {
    why: {
      fr: "La provenance d'une publication dit le contenu exact de ses sources. Ailleurs qu'à son étiquette, ce clone en a d'autres, qui donneraient d'autres octets : rien n'est prouvé ni dans un sens ni dans l'autre.",
      en: 'The provenance of a release tells the exact content of its sources. Elsewhere than at its tag this clone has others, which would give other bytes: nothing is proved either way.',
    },
    mend: {
      fr: "Placez le clone à l'étiquette de la publication, sans fichier modifié, et installez les bibliothèques de ce moment (npm ci).",
      en: 'Put the clone at the tag of the release, with no file changed, and install the libraries of that moment (npm ci).',
    },
    source: PROGRAM,
  },
  'input.shallow-clone': {
    why: {
      fr: "Le commit qui a figé une version se lit dans l'histoire. Une intégration continue ne ramène souvent que le dernier commit.",
      en: 'The commit that froze a version is read in the history. Continuous integration often brings in the last commit only.',
    },
    mend: {
      fr: "Ramenez toute l'histoire et les étiquettes (« fetch-depth: 0 » pour GitHub).",
      en: 'Bring in the whole history and the tags (“fetch-depth: 0” on GitHub).',
    },
    source: PROGRAM,
  },
  'input.stale-program': {
    why: {
      fr: "Les octets d'une publication viennent des sources et du programme. Un programme plus ancien que les sources ferait autre chose que ce que dit la provenance.",
      en: 'The bytes of a release come from the sources and the program. A program older than the sources would make something else than the provenance tells.',
    },
    mend: {
      fr: 'Construisez le programme (npm run prepare). « npm run decp -- release … » se passe de construction.',
      en: 'Build the program (npm run prepare). “npm run decp -- release …” needs no build.',
    },
    source: PROGRAM,
  },
};
