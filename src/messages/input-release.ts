/** The codes of what `decp release artefacts` and `decp release verify` could not begin. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { ReleaseParams } from './params.ts';
import type { Catalogue } from './types.ts';

export const RELEASE: Catalogue<ReleaseParams> = {
  'input.not-a-release': {
    severity: 'error',
    title: { fr: "rien d'une publication", en: 'nothing of a release' },
    fr: ({ file }) => ({
      found: `${fr.quote(file, 200)}, qui n'est pas une publication du référentiel`,
      expected: "le dossier d'une publication, avec son « SHA256SUMS », ou l'une de ses archives (« .zip », « .tgz »)",
      remedy: "Nommez le dossier ou l'archive tels que « decp release artefacts » les a faits.",
    }),
    en: ({ file }) => ({
      found: `${en.quote(file, 200)}, which is no release of the référentiel`,
      expected: 'the folder of a release, with its “SHA256SUMS”, or one of its archives (“.zip”, “.tgz”)',
      remedy: 'Name the folder or the archive as “decp release artefacts” made it.',
    }),
  },
  'input.unknown-release': {
    severity: 'error',
    title: { fr: 'publication inconnue de ce clone', en: 'release that this clone does not know' },
    fr: ({ version, known }) => ({
      found: `${fr.quote(version)}, que les sources de ce clone ne donnent pas`,
      expected: `l'un de ces noms : ${known.join(', ')}`,
      remedy: 'Corrigez le numéro, ou prenez les sources de cette publication (git switch --detach, suivi de son étiquette).',
    }),
    en: ({ version, known }) => ({
      found: `${en.quote(version)}, which the sources of this clone do not give`,
      expected: `one of these names: ${known.join(', ')}`,
      remedy: 'Mend the number, or take the sources of that release (git switch --detach, followed by its tag).',
    }),
  },
  'input.not-a-candidate': {
    severity: 'error',
    title: { fr: 'numéro de candidate mal formé', en: 'malformed number of a candidate' },
    fr: ({ version }) => ({
      found: `le numéro de candidate ${fr.quote(version)}`,
      expected: 'un numéro « X.Y.Z-rc.N », donné à « next » seulement',
      remedy: 'Écrivez par exemple « decp release artefacts next --as 9.1.0-rc.1 ».',
    }),
    en: ({ version }) => ({
      found: `${en.quote(version)} as the number of a candidate`,
      expected: 'a number “X.Y.Z-rc.N”, given to “next” only',
      remedy: 'Write for instance “decp release artefacts next --as 9.1.0-rc.1”.',
    }),
  },
  'input.no-npm': {
    severity: 'error',
    title: { fr: 'npm absent ou en échec', en: 'npm missing or failing' },
    fr: ({ command, said }) => ({
      found: `${fr.quote(command)}, qui ne répond pas${said === '' ? '' : ` (${fr.quote(said, 200)})`}`,
      expected: 'npm, venu avec Node, qui dresse la liste des composants et fait le paquet sans réseau',
      remedy:
        'Installez npm avec Node 20.19 ou plus récent, puis relancez : une publication ne va pas sans la liste de ses composants.',
    }),
    en: ({ command, said }) => ({
      found: `${en.quote(command)}, which does not answer${said === '' ? '' : ` (${en.quote(said, 200)})`}`,
      expected: 'npm, which comes with Node, lists the components and makes the package without network',
      remedy: 'Install npm with Node 20.19 or newer, then run again: there is no release without the list of its components.',
    }),
  },
  'input.other-sources': {
    severity: 'error',
    title: { fr: "sources d'une autre publication", en: 'sources of another release' },
    fr: ({ names, tag }) => ({
      found: `des sources qui ne sont pas celles de cette publication : ${fr.and(names.map((name) => fr.quote(name)))}`,
      expected: 'un clone dont les sources sont celles que dit la provenance',
      remedy: `Placez-vous à l'étiquette (git switch --detach ${tag}), lancez « npm ci », puis relancez ; « --no-rebuild » vérifie sans refaire.`,
    }),
    en: ({ names, tag }) => ({
      found: `sources that are not those of this release: ${en.and(names.map((name) => en.quote(name)))}`,
      expected: 'a clone whose sources are those that the provenance tells',
      remedy: `Go to the tag (git switch --detach ${tag}), run “npm ci”, then run again; “--no-rebuild” checks without making anything again.`,
    }),
  },
  'input.shallow-clone': {
    severity: 'error',
    title: { fr: 'clone sans toute son histoire', en: 'clone without its whole history' },
    fr: () => ({
      found: "un clone qui n'a pas toute l'histoire du dépôt",
      expected: "l'histoire entière, qui dit quel commit a figé chaque version",
      remedy: 'Lancez « git fetch --unshallow --tags », puis relancez.',
    }),
    en: () => ({
      found: 'a clone that has not the whole history of the repository',
      expected: 'the whole history, which tells the commit that froze each version',
      remedy: 'Run “git fetch --unshallow --tags”, then run again.',
    }),
  },
  'input.stale-program': {
    severity: 'error',
    title: { fr: "programme d'autres sources", en: 'program of other sources' },
    fr: () => ({
      found: "un programme construit à partir d'autres sources que celles de ce dossier",
      expected: 'le programme que donnent ces sources, seul à faire les mêmes octets',
      remedy: 'Lancez « npm run prepare », puis relancez.',
    }),
    en: () => ({
      found: 'a program that was built from other sources than those of this folder',
      expected: 'the program that these sources give, which alone makes the same bytes',
      remedy: 'Run “npm run prepare”, then run again.',
    }),
  },
};
