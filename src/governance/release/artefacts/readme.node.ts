import type { Status } from '../../../model/releases.ts';
import type { Texts } from '../../../model/types.ts';

/** What stands in the archive of a version; a folder that a version has not is left out. */
const FOLDERS: readonly [path: string, holds: Texts][] = [
  [
    'schema/',
    {
      fr: "les sources telles qu'elles sont figées : schémas, listes de codes, règles, défauts connus ; `schema/bundled/decp.schema.json` les assemble",
      en: 'the sources as they are frozen: schemas, codelists, rules, known defects; `schema/bundled/decp.schema.json` puts them together',
    },
  ],
  [
    'forms/',
    {
      fr: 'les autres formes du même schéma, un dossier pour chacune, comme `decp generate` les produit',
      en: 'the other forms of the same schema, a folder each, as `decp generate` makes them',
    },
  ],
  [
    'forms/types/',
    {
      fr: 'les types TypeScript, et des validateurs prêts à servir (modules ES, sans rien à installer)',
      en: 'the TypeScript types, and validators ready for use (ES modules, with nothing to install)',
    },
  ],
  [
    'forms/recogniser/',
    {
      fr: 'le reconnaisseur des enregistrements valides, en source et compilé (`recogniser.wasm`)',
      en: 'the recogniser of valid records, as source and compiled (`recogniser.wasm`)',
    },
  ],
  [
    'rules/',
    {
      fr: "les règles qui s'appliquent à cette version, et les listes qu'elles consultent (JSON)",
      en: 'the rules that apply to this version, and the lists that they ask (JSON)',
    },
  ],
  [
    'documentation/',
    {
      fr: "le dictionnaire des données et, s'il y en a, les notes de publication, en français et en anglais",
      en: 'the data dictionary and, where there are some, the notes of the release, in French and in English',
    },
  ],
  [
    'index.json',
    { fr: 'la version, et chaque fichier avec sa taille et sa somme', en: 'the version, and each file with its size and sum' },
  ],
  ['SHA256SUMS', { fr: 'la somme de chaque fichier', en: 'the sum of each file' }],
];

/** A version, what it is before the law as the release is made, and the version in force then. */
type Standing = { version: string; status: Status; inForce: string };

/** `LISEZMOI.md` and `README.md` of an archive that holds `paths`. */
export const readmes = (standing: Standing, paths: readonly string[]): [string, Uint8Array][] => [
  ['LISEZMOI.md', Buffer.from(FR(standing.version, STANDINGS[standing.status](standing).fr, table('fr', paths)))],
  ['README.md', Buffer.from(EN(standing.version, STANDINGS[standing.status](standing).en, table('en', paths)))],
];

const proposal = ({ inForce }: Standing): Texts => ({
  fr: `**Cette version est une proposition.** Elle est publiée par le référentiel, et reste une proposition tant que l'État ne l'applique pas. La version en
vigueur à la publication de cette archive est la ${inForce} : la consolidation nationale juge par elle, et écarte un contrat qu'elle refuse, même s'il est
conforme à celle-ci.`,
  en: `**This version is a proposal.** It is published by the référentiel, and stays a proposal until the State applies it. The version in force when this archive
was published is ${inForce}: the national consolidation judges by it, and leaves out a contract that it refuses, even one that conforms to this version.`,
});

const STANDINGS: Record<Status, (standing: Standing) => Texts> = {
  'publiée ici': proposal,
  brouillon: proposal,
  'en vigueur': () => ({
    fr: "Cette version est en vigueur : l'État l'applique.",
    en: 'This version is in force: the State applies it.',
  }),
  remplacée: ({ inForce }) => ({
    fr: `Cette version est remplacée. La version en vigueur est la ${inForce}.`,
    en: `This version is replaced. The version in force is ${inForce}.`,
  }),
};

function table(lang: 'fr' | 'en', paths: readonly string[]): string {
  const made = ['index.json', 'SHA256SUMS'];
  const there = FOLDERS.filter(([path]) => made.includes(path) || paths.some((one) => one.startsWith(path)));
  return there
    .map(([path, holds]) => `- \`${path}\` : ${holds[lang]}`)
    .join('\n')
    .replaceAll('` : ', lang === 'fr' ? '` : ' : '`: ');
}

const FR = (
  version: string,
  standing: string,
  contents: string,
): string => `# Données essentielles de la commande publique, version ${version}

${standing}

Seuls les textes réglementaires font foi.

${contents}

## Vérifier

Dans ce dossier, \`sha256sum -c SHA256SUMS\` vérifie que rien n'a changé. Les octets de l'archive ne dépendent que des sources : dans un clone du
référentiel, à l'étiquette de la version, \`npx decp release verify\` suivi du nom de l'archive la refait et la compare octet par octet.

## Reprendre

Schémas, listes, règles et textes : Licence Ouverte 2.0 ; code : licence MIT. \`LICENSE\` dit le détail.
`;

const EN = (
  version: string,
  standing: string,
  contents: string,
): string => `# Essential data of French public procurement, version ${version}

${standing}

Only the legal texts are authoritative.

${contents}

## To check

In this folder \`sha256sum -c SHA256SUMS\` checks that nothing has changed. The bytes of the archive hang on the sources alone: in a clone of the
référentiel, at the tag of the version, \`npx decp release verify\` followed by the name of the archive makes it again and compares byte by byte.

## To reuse

Schemas, lists, rules and texts: Licence Ouverte 2.0; code: MIT licence. \`LICENSE\` says the details.
`;
