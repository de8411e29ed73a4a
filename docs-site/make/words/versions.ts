/** The words of the pages of versions and of comparisons. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { markdown } from '../markdown.ts';
import { html, type Html } from '../../shared/html.ts';

const FR = {
  versions: 'Versions',
  versionsDescription: 'Toutes les versions du format : date, statut, textes mis en œuvre, téléchargements, défauts connus.',
  versionsIntro:
    'Une version publiée ne change jamais. Ce qui y est faux est dit parmi ses défauts connus, et réparé dans une version suivante.',
  inForceNote: (applied: string) =>
    markdown`La version ${applied} est en vigueur : l'État l'applique, dans sa consolidation nationale. Une version plus récente, publiée ici, est une proposition de ce référentiel, qui n'est pas officiel. [La page de contrôle](/controler/) juge un fichier qui ne dit pas sa version par la ${applied}, et prévoit ce qu'en ferait la consolidation.`,
  listCaption: 'Versions du format',
  listColumns: ['Version', 'Date', 'Statut', 'Textes', html`Ce qu'elle promet`],
  title: (name: string) => `Version ${name}`,
  description: (name: string) =>
    `Version ${name} du format : statut, textes, promesse, téléchargements et leurs sommes, changements, défauts connus.`,
  replacedBy: 'remplacée par',
  labels: {
    status: 'Statut',
    appliedBy: 'Appliquée par',
    date: 'Publiée le',
    effective: 'Valable',
    texts: 'Met en œuvre',
    provenance: 'Provenance',
    tag: 'Étiquette',
    number: 'Numéro prévu',
  },
  asOf: (day: string) => `État de cette source : ${day}.`,
  effective: (from?: string, until?: string) =>
    [from && `à partir du ${from}`, until && `jusqu'au ${until}`].filter(Boolean).join(' '),
  headings: {
    promise: 'Ce que le numéro promet',
    changes: 'Ce qui change',
    notes: 'Notes de la version',
    downloads: 'Téléchargements',
    artefacts: 'Fichiers et sommes',
    defects: 'Défauts connus',
  },
  before: (version?: string) => (version === undefined ? 'la précédente' : `la ${version}`),
  promise: {
    none: (before: string) => `Cette version accepte exactement ce que ${before} acceptait.`,
    patch: (before: string) => `Cette version accepte exactement ce que ${before} acceptait : seuls des textes changent.`,
    minor: (before: string) =>
      `Tout ce que ${before} acceptait reste accepté, hormis des données déjà fautives, dont chaque cas est déclaré dans les errata. Ceux qui lisent les données doivent s'attendre à des valeurs nouvelles.`,
    major: (before: string) =>
      `Des données que ${before} acceptait sont refusées : ceux qui publient doivent changer leurs logiciels.`,
  },
  noPromise: "C'est la plus ancienne version décrite ici : rien ne lui est comparé.",
  changesIntro: (link: Html) => html`Par rapport à la version précédente : ${link}.`,
  compareAlso: 'Comparer avec une autre version',
  changeCount: ['changement', 'changements'] as [string, string],
  downloadsIntro:
    "Le premier fichier est le schéma de cette version, listes de codes comprises, tel qu'il est figé dans le dépôt, octet pour octet. Les autres en sont faits, avec les textes d'aujourd'hui.",
  draftDownloads: 'Le schéma entier, listes de codes comprises, et ce qui en est fait. Ces fichiers changent avec le brouillon.',
  downloadsCaption: 'Fichiers de cette version',
  downloadsColumns: ['Fichier', 'Taille', 'SHA-256'],
  kinds: {
    'decp.schema.json': 'JSON Schema 2020-12',
    'decp.schema.draft-07.json': 'JSON Schema draft-07',
    'decp.xsd': 'Schéma XML (XSD 1.0)',
    'modele-decp.xlsx': 'Modèle de tableur',
    'modele-marches.csv': 'Modèle de tableau des marchés',
    'modele-concessions.csv': 'Modèle de tableau des concessions',
  } as Record<string, string>,
  listedIntro: html`Les fichiers du dépôt que l'index des versions (schema/releases.json) liste pour cette version, avec leurs sommes.`,
  listedCaption: 'Fichiers du dépôt',
  artefactsIntro: html`Ce qui est joint à la publication de la version. « decp release verify » contrôle ces sommes, et refait ces fichiers depuis le dépôt.`,
  artefactsCaption: 'Fichiers joints à la publication',
  bytes: (count: string) => `${count} octets`,
  defectsIntro: (count: string) =>
    `${count} : ce que le fichier publié accepte ou refuse à tort, avec l'instance qui le prouve. La liste ne perd jamais une entrée.`,
  defectsCount: ['défaut connu', 'défauts connus'] as [string, string],
  noDefects: 'Aucun défaut connu.',
  verdict: (verdict: string) =>
    verdict === 'accepted'
      ? html`Le schéma publié l'accepte.`
      : verdict === 'rejected'
        ? html`Le schéma publié le refuse.`
        : html`Verdict : ${verdict}.`,
  expected: 'Ce qui est attendu',
  proof: (base: string) =>
    html`Preuve : changement (RFC 6902) ${base === 'root' ? 'du fichier entier' : html`de l'exemple complet « ${base} »`}`,
  mended: (version: Html) => html`Réparé dans ${version}`,
  compare: 'Comparer',
  compareTitle: 'Comparer deux versions',
  compareDescription:
    'Deux versions du format côte à côte : ce qui est rompu, élargi, ajouté, avec un exemple de chaque changement.',
  compareIntro:
    "Choisissez deux versions : la page dit ce qui change de l'une à l'autre, avec un exemple de chaque changement, et ce que chacun doit faire.",
  pairsCaption: 'Toutes les comparaisons : de la version de la ligne à celle de la colonne',
  pairsCorner: 'De / à',
  pair: (from: string, to: string) => `De ${from} à ${to}`,
  pairDescription: (from: string, to: string) =>
    `Ce qui change entre les versions ${from} et ${to} du format : ruptures, élargissements, exemples, et ce que chacun doit faire.`,
  allChanges: 'Chaque changement, avec sa preuve',
  allChangesIntro: (count: string) =>
    `${count}. Une preuve est une donnée qu'une version accepte et que l'autre refuse ; chacune est vérifiée par deux validateurs.`,
  jsonDownload: 'La comparaison entière, pour les programmes (JSON)',
  otherWay: 'Autres comparaisons',
};

const EN: typeof FR = {
  versions: 'Versions',
  versionsDescription: 'All versions of the format: date, status, texts implemented, downloads, known defects.',
  versionsIntro:
    'A published version never changes. What is wrong in it is told among its known defects, and mended in a later version.',
  inForceNote: (applied) =>
    markdown`Version ${applied} is in force: the State applies it, in its national consolidation. A newer version, published here, is a proposal of this référentiel, which is not official. [The page that checks files](/controler/) judges a file that says no version by ${applied}, and forecasts what the consolidation would do with it.`,
  listCaption: 'Versions of the format',
  listColumns: ['Version', 'Date', 'Status', 'Texts', 'What it promises'],
  title: (name) => `Version ${name}`,
  description: (name) =>
    `Version ${name} of the format: status, texts, promise, downloads with their sums, changes, known defects.`,
  replacedBy: 'replaced by',
  labels: {
    status: 'Status',
    appliedBy: 'Applied by',
    date: 'Published on',
    effective: 'Valid',
    texts: 'Implements',
    provenance: 'Provenance',
    tag: 'Tag',
    number: 'Expected number',
  },
  asOf: (day) => `State of that source: ${day}.`,
  effective: (from, until) => [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' '),
  headings: {
    promise: 'What the number promises',
    changes: 'What changes',
    notes: 'Release notes',
    downloads: 'Downloads',
    artefacts: 'Files and sums',
    defects: 'Known defects',
  },
  before: (version) => version ?? 'the previous one',
  promise: {
    none: (before) => `This version accepts exactly what ${before} accepted.`,
    patch: (before) => `This version accepts exactly what ${before} accepted: only texts change.`,
    minor: (before) =>
      `All that ${before} accepted stays accepted, but for data that were wrong already, each case of which is declared in the errata. Those who read the data must expect new values.`,
    major: (before) => `Data that ${before} accepted are refused: those who publish must change their software.`,
  },
  noPromise: 'This is the oldest version described here: nothing is compared with it.',
  changesIntro: (link) => html`Compared with the version before: ${link}.`,
  compareAlso: 'Compare with another version',
  changeCount: ['change', 'changes'],
  downloadsIntro:
    'The first file is the schema of this version, codelists included, as it is frozen in the repository, byte for byte. The others are made of it, with the texts of today.',
  draftDownloads: 'The whole schema, codelists included, and what is made of it. These files change with the draft.',
  downloadsCaption: 'Files of this version',
  downloadsColumns: ['File', 'Size', 'SHA-256'],
  kinds: {
    'decp.schema.json': 'JSON Schema 2020-12',
    'decp.schema.draft-07.json': 'JSON Schema draft-07',
    'decp.xsd': 'XML schema (XSD 1.0)',
    'modele-decp.xlsx': 'Spreadsheet template',
    'modele-marches.csv': 'Template of a table of contracts',
    'modele-concessions.csv': 'Template of a table of concessions',
  },
  listedIntro: html`The files of the repository that the index of versions (schema/releases.json) lists for this version, with their sums.`,
  listedCaption: 'Files of the repository',
  artefactsIntro: html`What is attached to the release of the version. “decp release verify” checks these sums, and makes these files again from the repository.`,
  artefactsCaption: 'Files attached to the release',
  bytes: (count) => `${count} bytes`,
  defectsIntro: (count) =>
    `${count}: what the published file accepts or refuses wrongly, with the instance that proves it. The list never loses an entry.`,
  defectsCount: ['known defect', 'known defects'],
  noDefects: 'No known defect.',
  verdict: (verdict) =>
    verdict === 'accepted'
      ? html`The published schema accepts it.`
      : verdict === 'rejected'
        ? html`The published schema refuses it.`
        : html`Verdict: ${verdict}.`,
  expected: 'What is expected',
  proof: (base) => html`Proof: change (RFC 6902) of ${base === 'root' ? 'the whole file' : `the complete example “${base}”`}`,
  mended: (version) => html`Mended in ${version}`,
  compare: 'Compare',
  compareTitle: 'Compare two versions',
  compareDescription: 'Two versions of the format side by side: what is broken, widened, added, with an example of each change.',
  compareIntro:
    'Choose two versions: the page tells what changes from one to the other, with an example of each change, and what each has to do.',
  pairsCaption: 'All comparisons: from the version of the row to that of the column',
  pairsCorner: 'From / to',
  pair: (from, to) => `From ${from} to ${to}`,
  pairDescription: (from, to) =>
    `What changes between versions ${from} and ${to} of the format: breaks, widenings, examples, and what each has to do.`,
  allChanges: 'Each change, with its proof',
  allChangesIntro: (count) =>
    `${count}. A proof is a datum that one version accepts and the other refuses; each is checked by two validators.`,
  jsonDownload: 'The whole comparison, for programs (JSON)',
  otherWay: 'Other comparisons',
};

export const VERSION_WORDS: Record<Lang, typeof FR> = { fr: FR, en: EN };
