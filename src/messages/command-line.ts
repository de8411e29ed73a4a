import type { Lang } from '../../packages/base/src/language.ts';
import type { Texts } from '../model/types.ts';
/** What the program says of itself. Messages about data are in `src/messages`. */
const TEXTS = {
  program: {
    fr: 'Le référentiel des données essentielles de la commande publique : vérifier des fichiers, construire et contrôler les schémas.',
    en: 'The référentiel of French public procurement data: check files, build and check the schemas.',
  },
  usage: { fr: 'Usage :', en: 'Usage:' },
  arguments: { fr: 'Arguments :', en: 'Arguments:' },
  options: { fr: 'Options :', en: 'Options:' },
  'help.options': { fr: 'options', en: 'options' },
  'help.command': { fr: 'commande', en: 'command' },
  'help.file': { fr: 'fichier', en: 'file' },
  'help.version': { fr: 'version', en: 'version' },
  commands: { fr: 'Commandes :', en: 'Commands:' },
  help: {
    fr: "affiche cette aide ; « decp <commande> --help » donne celle d'une commande",
    en: 'shows this help; “decp <command> --help” gives that of a command',
  },
  version: { fr: 'affiche la version du programme', en: 'shows the version of the program' },
  lang: { fr: 'langue des messages : fr ou en', en: 'language of messages: fr or en' },
  default: { fr: 'par défaut', en: 'default' },
  choices: { fr: 'au choix', en: 'choices' },
  validate: {
    fr: 'vérifie des fichiers de données essentielles (JSON, XML, CSV ou XLSX, éventuellement .gz), sans rien envoyer nulle part',
    en: 'checks files of essential data (JSON, XML, CSV or XLSX, .gz as well); nothing is sent anywhere',
  },
  'validate.files': {
    fr: "fichiers ou dossiers ; « - » lit l'entrée standard",
    en: 'files or folders; “-” reads standard input',
  },
  'validate.schema': {
    fr: 'version du format à appliquer (2.0.3, next, … ; latest : la plus récente publiée ici) ; sans elle, la version est reconnue au contenu',
    en: 'version of the format to apply (2.0.3, next, …; latest: the newest published here); without it the version is told from the content',
  },
  'validate.format': { fr: 'forme du rapport', en: 'form of the report' },
  'validate.rules': {
    fr: 'familles de règles à vérifier, séparées par des virgules : reglementaire, agregateur, qualite ; -<règle> en laisse une de côté ; none : aucune',
    en: 'families of rules to check, separated by commas: reglementaire, agregateur, qualite; -<rule> leaves one out; none: no rule',
  },
  'validate.date': {
    fr: "jour de référence des règles, AAAA-MM-JJ ; sans lui, aujourd'hui",
    en: 'reference day of the rules, YYYY-MM-DD; without it, today',
  },
  'validate.output': { fr: 'écrit le rapport dans ce fichier', en: 'writes the report to this file' },
  'validate.max': {
    fr: 'nombre de constats détaillés par fichier ; les comptes restent complets',
    en: 'number of findings shown in detail per file; counts stay complete',
  },
  'validate.threads': {
    fr: "fils d'exécution pour un fichier JSON non compressé, sans règles (--rules none) ; sans cette option, deux à partir de 200 Mo si la machine a deux cœurs",
    en: 'threads for a JSON file that is not compressed, without rules (--rules none); without this option, two from 200 MB on where the machine has two cores',
  },
  explain: {
    fr: 'explique un code de constat ou une règle : pourquoi, comment corriger, un exemple, la source',
    en: 'explains the code of a finding or a rule: why, how to mend, an example, the source',
  },
  'explain.code.name': { fr: 'code', en: 'code' },
  'explain.code': {
    fr: 'code donné par un rapport, comme schema.enum ; sans lui, la liste de tous les codes',
    en: 'code that a report gives, such as schema.enum; without it, the list of all codes',
  },
  'explain.list': { fr: 'liste tous les codes et les règles', en: 'lists all codes and rules' },
  'explain.format': { fr: "forme de l'explication", en: 'form of the explanation' },
  impact: {
    fr: 'compte, sur des fichiers réels, les contrats que touchent chaque règle et chaque constat, et ce que remplit chaque champ',
    en: 'counts, over real files, the contracts that each rule and each finding hits, and how far each field is filled',
  },
  'impact.schema': {
    fr: "version du format à appliquer ; sans elle, celle de chaque fichier ; next pour juger d'une proposition",
    en: 'version of the format to apply; without it, that of each file; next to judge a proposal',
  },
  'impact.from': {
    fr: "avec --to : compte les contrats qui changent de verdict de cette version à l'autre, et pourquoi",
    en: 'with --to: counts the contracts that change verdict from this version to the other, and why',
  },
  'impact.to': { fr: 'la version qui juge après celle de --from', en: 'the version that judges after that of --from' },
  'impact.format': { fr: 'forme des comptes', en: 'form of the counts' },
  'impact.output': { fr: 'écrit les comptes dans ce fichier', en: 'writes the counts to this file' },
  convert: {
    fr: "convertit un fichier d'une forme à l'autre (JSON, XML, CSV, XLSX, tables) selon le schéma de sa version ; ce qu'une forme ne sait pas dire est un constat",
    en: 'converts a file from one form to another (JSON, XML, CSV, XLSX, tables) by the schema of its version; what a form cannot say is a finding',
  },
  'convert.input.name': { fr: 'entrée', en: 'input' },
  'convert.input': { fr: "fichier à convertir ; « - » lit l'entrée standard", en: 'file to convert; “-” reads standard input' },
  'convert.output.name': { fr: 'sortie', en: 'output' },
  'convert.output': {
    fr: 'fichier à écrire : son extension dit la forme (.json, .xml, .csv, .xlsx, .zip pour un jeu de tables, ou un dossier terminé par « / ») ; « - » écrit sur la sortie standard, avec « --to »',
    en: 'file to write: its extension says the form (.json, .xml, .csv, .xlsx, .zip for a package of tables, or a folder that ends with “/”); “-” writes to standard output, with “--to”',
  },
  'convert.to': { fr: 'forme à écrire, quel que soit le nom de la sortie', en: 'form to write, whatever the name of the output' },
  'convert.lossy': {
    fr: 'écrit la sortie même quand des constats disent ce qui y manque',
    en: 'writes the output even where findings say what is missing in it',
  },
  'convert.format': { fr: 'forme du compte rendu', en: 'form of the account' },
  generate: {
    fr: "produit les formes d'une version : schémas JSON, types, XSD, tables, modèles de tableur, OpenAPI, SQL, codes, dictionnaire, classes",
    en: 'makes the forms of a version: JSON Schemas, types, XSD, tables, spreadsheet templates, OpenAPI, SQL, codes, dictionary, classes',
  },
  'generate.target': {
    fr: 'cible à produire, ou plusieurs séparées par des virgules ; sans elle, toutes celles de la version',
    en: 'target to make, or several separated by commas; without it, all those of the version',
  },
  'generate.schema': {
    fr: 'version dont il faut produire les formes (2.0.3, latest, next) ; sans elle, next, et la version en vigueur pour les modèles de tableur',
    en: 'version whose forms are wanted (2.0.3, latest, next); without it, next, and the version in force for spreadsheet templates',
  },
  'generate.out': { fr: 'dossier où écrire, un sous-dossier par cible', en: 'folder to write into, a subfolder a target' },
  'generate.list': { fr: 'liste les cibles, sans rien produire', en: 'lists the targets and makes nothing' },
  'generate.done': { fr: 'Fichiers écrits : {0} (version {1}), dans {2}', en: 'Files written: {0} (version {1}), in {2}' },
  build: {
    fr: 'contrôle les sources du référentiel, puis construit schémas, modèles et validateurs dans dist/',
    en: 'checks the sources of the référentiel, then builds schemas, models and validators into dist/',
  },
  'check-examples': {
    fr: 'vérifie que chaque exemple donne exactement les constats annoncés',
    en: 'checks that each example gives exactly the findings it announces',
  },
  'check-examples.mutants': {
    fr: 'abîme le schéma de toutes les façons connues et vérifie que les exemples le remarquent',
    en: 'breaks the schema in every known way and checks that the examples notice',
  },
  'check-examples.update': {
    fr: "montre, puis écrit, les constats que les exemples doivent annoncer : jamais une erreur, ni ce qu'un exemple invalide est là pour montrer",
    en: 'shows, then writes, the findings that the examples are to announce: never an error, nor what an invalid example is there to show',
  },
  'impact.partial': {
    fr: "decp : {0} : lu en partie seulement (« decp validate » dit pourquoi) ; ce qui n'a pu être lu n'est pas compté",
    en: 'decp: {0}: read in part only (“decp validate” says why); what could not be read is not counted',
  },
  diff: {
    fr: "compare deux schémas ou deux versions : ce que la seconde refuse et accepte de plus, preuve à l'appui, et le numéro que cela demande",
    en: 'compares two schemas or versions: what the second refuses and accepts more, with proof, and the number that this asks for',
  },
  'diff.previous.name': { fr: 'avant', en: 'previous' },
  'diff.next.name': { fr: 'après', en: 'next' },
  'diff.previous': {
    fr: 'version (2.0.2, next), schéma (JSON ou YAML), dossier de version, git:RÉFÉRENCE (schema/next de ce commit) ou git:RÉFÉRENCE:CHEMIN',
    en: 'version (2.0.2, next), schema (JSON or YAML), version folder, git:REF (schema/next of that commit) or git:REF:PATH',
  },
  'diff.next': { fr: 'de même', en: 'likewise' },
  'diff.latest': {
    fr: 'compare la dernière version publiée et next',
    en: 'compares the newest release with next',
  },
  'diff.format': {
    fr: 'forme du rapport ; github et sarif sont lus par une intégration continue',
    en: 'form of the report; github and sarif are read by continuous integration',
  },
  'diff.dialect': {
    fr: "dialecte des schémas qui n'ont pas de « $schema » ; sans lui, 2020-12",
    en: 'dialect of schemas without “$schema”; without it, 2020-12',
  },
  'diff.assert-format': {
    fr: 'tient « format » pour une contrainte, et non pour une annotation',
    en: 'takes “format” for a constraint, and not for an annotation',
  },
  'diff.budget': {
    fr: 'nombre de pas accordés à chaque question ; au-delà, la réponse est « on ne sait pas »',
    en: 'number of steps allowed to each question; beyond, the answer is “not known”',
  },
  'diff.fail-on': {
    fr: "rend 1 quand le changement demande au moins ce numéro, jamais avec none ; sans elle, 1 quand une rupture n'est pas déclarée : ni par les numéros des deux versions, ni par errata.yaml",
    en: 'gives 1 where the change asks for this number at least, never with none; without it, 1 where a break is not declared: neither by the numbers of both versions nor by errata.yaml',
  },
  report: {
    fr: "écrit sur une page Markdown ce que schema/next change depuis un commit, pour une demande de fusion ; rend 1 quand une rupture n'est pas déclarée",
    en: 'writes on one Markdown page what schema/next changes since a commit, for a pull request; gives 1 where a break is not declared',
  },
  'report.base': {
    fr: 'commit, branche ou étiquette avec quoi comparer',
    en: 'commit, branch or tag to compare with',
  },
  gate: {
    fr: 'dit si ce que change une proposition peut être fusionné, et sinon pourquoi : une phrase par refus, qui dit quoi faire ; rend 1 quand quelque chose est refusé',
    en: 'says whether what a proposal changes may be merged, and if not why: one sentence a refusal, which says what to do; gives 1 where something is refused',
  },
  'gate.format': {
    fr: "forme des refus ; github y ajoute des annotations sur les lignes d'une demande de fusion, json est pour un programme",
    en: 'form of the refusals; github adds annotations on the lines of a pull request, json is for a program',
  },
  'gate.description': {
    fr: "fichier qui contient la description de la proposition (Markdown, ou l'événement JSON d'un workflow) : sa source juridique y est demandée",
    en: 'file that holds the description of the proposal (Markdown, or the JSON event of a workflow): its legal source is asked for there',
  },
  comment: {
    fr: "publie la page d'un rapport en un seul commentaire de sa demande de fusion, dans le workflow qui suit ce rapport",
    en: 'posts the page of a report as one comment on its pull request, in the workflow that follows that report',
  },
  links: {
    fr: 'vérifie que chaque lien relatif, et chaque ancre, des pages Markdown du dépôt mène quelque part',
    en: 'checks that each relative link, and each anchor, of the Markdown pages of the repository leads somewhere',
  },
  site: {
    fr: 'construit le site de documentation, puis le sert sur cette machine seule',
    en: 'builds the documentation site, then serves it on this machine alone',
  },
  'site.build': { fr: 'construit sans servir', en: 'builds and does not serve' },
  'site.fr': { fr: 'le français seul', en: 'French alone' },
  'site.neighbours': {
    fr: 'ne compare que les versions qui se suivent, ce qui épargne une minute la première fois',
    en: 'compares only versions that follow one another, which spares a minute the first time',
  },
  'site.port': { fr: 'port (3000 sinon)', en: 'port (otherwise 3000)' },
  'npm-run': {
    fr: 'les commandes de qui tient le référentiel, que « npm run » lance',
    en: 'the commands of those who keep the référentiel, which “npm run” starts',
  },
  start: {
    fr: "contrôle et construit le référentiel, puis vérifie un fichier d'exemple",
    en: 'checks and builds the référentiel, then checks an example file',
  },
  prepare: {
    fr: 'construit le programme et les versions dans dist/, si les sources ont changé',
    en: 'builds the program and the versions into dist/, where the sources have changed',
  },
  checks: {
    fr: 'lance côte à côte tous les contrôles qui précèdent les tests',
    en: 'runs side by side all the checks that come before the tests',
  },
  'checks.name': { fr: 'contrôle', en: 'check' },
  'checks.names': {
    fr: 'contrôles à lancer, par leur nom dans package.json ; sans eux, tous',
    en: 'checks to run, by their name in package.json; without them, all',
  },
  'checks.dry-run': { fr: 'montre ce qui serait lancé, sans rien lancer', en: 'shows what would be run, and runs nothing' },
  'test-nodes': {
    fr: "lance « npm start » et « npm test » sous d'autres versions de Node, installées dans .cache/nodes",
    en: 'runs “npm start” and “npm test” under other versions of Node, installed into .cache/nodes',
  },
  'test-nodes.versions': {
    fr: 'versions de Node ; sans elles, 20, 22, 24 et 26',
    en: 'versions of Node; without them, 20, 22, 24 and 26',
  },
  format: {
    fr: 'donne aux listes de codes de next la forme du référentiel',
    en: 'gives the codelists of next the form of the référentiel',
  },
  'format.check': {
    fr: "n'écrit rien, et rend 1 quand quelque chose serait à écrire",
    en: 'writes nothing, and gives 1 where something would be written',
  },
  freeze: {
    fr: 'fige schema/next sous un numéro',
    en: 'freezes schema/next under a number',
  },
  'freeze.version': { fr: 'numéro de la version, X.Y.Z', en: 'number of the version, X.Y.Z' },
  'new-rule': {
    fr: "écrit une règle de contenu à compléter (schema/next/rules), un exemple qui la respecte et un autre qui devra l'enfreindre",
    en: 'writes a rule of content to be completed (schema/next/rules), an example that keeps to it and one that is to break it',
  },
  'new-rule.id.name': { fr: 'id', en: 'id' },
  'new-rule.id': {
    fr: 'identifiant de la règle : la faute en quelques mots sans accents, joints par des tirets',
    en: 'id of the rule: the violation in a few French words without accents, joined by hyphens',
  },
  'new-rule.scope': { fr: 'sorte de contrat que la règle regarde', en: 'kind of record that the rule looks at' },
  'new-rule.help': { fr: 'affiche cette aide', en: 'shows this help' },
  'new-rule.example': {
    fr: 'Exemple : npm run new-rule -- duree-superieure-a-vingt-ans --scope concession',
    en: 'Example: npm run new-rule -- duree-superieure-a-vingt-ans --scope concession',
  },
  'new-rule.missing-argument': {
    fr: " : donnez l'identifiant de la règle, p. ex. « npm run new-rule -- duree-superieure-a-vingt-ans »",
    en: ': give the id of the rule, e.g. “npm run new-rule -- duree-superieure-a-vingt-ans”',
  },
  'new-rule.excess-arguments': {
    fr: ' : donnez un seul identifiant, ses mots joints par des tirets',
    en: ': give one id, its words joined by hyphens',
  },
  'new-rule.unknown-option': {
    fr: ' ; au choix : --scope <marche|concession>, --lang <fr|en>, --help',
    en: '; choose: --scope <marche|concession>, --lang <fr|en>, --help',
  },
  organisation: {
    fr: 'écrit ce que dit schema/organisation.json partout où il est répété',
    en: 'writes what schema/organisation.json says wherever it is repeated',
  },
  nomenclatures: {
    fr: "récrit schema/nomenclatures/ d'après les paquets installés",
    en: 'writes schema/nomenclatures/ again from the installed packages',
  },
  counterparts: {
    fr: "récrit schema/counterparts/ d'après des dossiers d'OCDS et du SDK eForms",
    en: 'writes schema/counterparts/ again from folders of OCDS and of the eForms SDK',
  },
  'counterparts.ocds': {
    fr: 'standard/, extensions/ et extensions.csv : voir schema/counterparts/README.md',
    en: 'standard/, extensions/ and extensions.csv: see schema/counterparts/README.md',
  },
  'counterparts.eforms': { fr: 'une publication du SDK eForms', en: 'a release of the eForms SDK' },
  'start.demo': {
    fr: "Vérification d'un fichier d'exemple, inventé et volontairement fautif : {0}",
    en: 'Check of an example file, invented and faulty on purpose: {0}',
  },
  'start.next': {
    fr: 'À vous : « npx decp validate votre-fichier.json » vérifie le vôtre (« npx decp --help » dit le reste).\nPour proposer un changement du format, lisez CONTRIBUTING.md.',
    en: 'Your turn: “npx decp validate your-file.json” checks yours (“npx decp --help” tells the rest).\nTo propose a change of the format, read CONTRIBUTING.en.md.',
  },
  'error.unknown-option': { fr: "l'option {0} n'existe pas", en: 'there is no option {0}' },
  'error.unknown-command': { fr: "la commande {0} n'existe pas", en: 'there is no command {0}' },
  'error.missing-argument': { fr: "il manque l'argument {0}", en: 'argument {0} is missing' },
  'error.missing-option': { fr: "il manque l'option {0}", en: 'option {0} is missing' },
  'error.missing-value': { fr: "l'option {0} attend une valeur", en: 'option {0} needs a value' },
  'error.invalid-value': {
    fr: "la valeur {0} n'est pas acceptée par l'option {1}",
    en: 'the value {0} is not accepted by option {1}',
  },
  'error.expected': { fr: ' ; attendu : {0}', en: '; expected: {0}' },
  'error.excess-arguments': { fr: "il y a trop d'arguments", en: 'there are too many arguments' },
  'error.from-and-to': {
    fr: 'les options --from et --to vont ensemble, sans --schema ni --date',
    en: 'options --from and --to go together, without --schema or --date',
  },
  release: {
    fr: 'publie une version du format : ce qui serait publié, puis la version elle-même (plan, prepare)',
    en: 'releases a version of the format: what would be released, then the version itself (plan, prepare)',
  },
  'release.plan': {
    fr: 'dit quelle version serait publiée depuis schema/next, et pourquoi',
    en: 'tells which version would be released from schema/next, and why',
  },
  'release.prepare': {
    fr: 'fige schema/next sous ce numéro et écrit tout ce qui va avec ; ne dépose rien dans git',
    en: 'freezes schema/next under this number and writes all that goes with it; commits nothing',
  },
  'release.version': { fr: 'numéro donné par « decp release plan »', en: 'number given by “decp release plan”' },
  'release.date': {
    fr: "jour de publication, AAAA-MM-JJ ; sans lui, aujourd'hui",
    en: 'day of publication, YYYY-MM-DD; without it, today',
  },
  'release.artefacts': {
    fr: "fait les fichiers d'une publication : archive de la version, kit de conformité, paquet npm, composants (SBOM), provenance, SHA256SUMS ; les mêmes sources donnent les mêmes octets",
    en: 'makes the files of a release: archive of the version, conformance kit, npm package, components (SBOM), provenance, SHA256SUMS; the same sources give the same bytes',
  },
  'release.artefacts.version': {
    fr: 'version publiée (2.0.3), next, ou outils-X.Y.Z pour le paquet npm',
    en: 'published version (2.0.3), next, or outils-X.Y.Z for the npm package',
  },
  'release.artefacts.out': {
    fr: 'dossier où écrire ; sans lui, dist/release/<version>',
    en: 'folder to write into; without it, dist/release/<version>',
  },
  'release.artefacts.as': {
    fr: 'numéro de candidate (X.Y.Z-rc.N) que porte next',
    en: 'number of the candidate (X.Y.Z-rc.N) that next bears',
  },
  'release.verify': {
    fr: "vérifie une publication : sommes et contenu des archives, puis refait tout à partir des sources et compare octet par octet ; sans argument, vérifie dans ce clone que les versions publiées n'ont pas changé et que leurs étiquettes n'ont pas bougé",
    en: 'checks a release: sums and contents of the archives, then makes all of it again from the sources and compares byte by byte; without an argument, checks in this clone that the published versions have not changed and that their tags have not moved',
  },
  'release.verify.name': { fr: 'dossier|archive', en: 'folder|archive' },
  'release.verify.given': {
    fr: "dossier d'une publication, ou l'une de ses archives",
    en: 'folder of a release, or one of its archives',
  },
  'release.verify.no-rebuild': {
    fr: 'ne refait rien : vérifie seulement sommes et contenu',
    en: 'makes nothing again: checks sums and contents only',
  },
  'error.see-help': { fr: 'Voyez « {0} --help ».', en: 'See “{0} --help”.' },
  'error.no-progress': {
    fr: "Le contrôle n'avançait plus et a été arrêté : c'est une faute du programme, pas du fichier. Merci de la signaler avec les lignes qui suivent et, si vous pouvez le montrer, le fichier. Si la machine était en veille ou très chargée, relancez la commande.",
    en: 'The check made no more progress and was stopped: this is a fault of the program, not of the file. Please report it with the lines below and, if you can share it, the file. If the machine was asleep or very busy, run the command again.',
  },
  'error.bug': {
    fr: 'Erreur interne : ce programme a une faute. Merci de la signaler avec les lignes qui suivent et la commande lancée.',
    en: 'Internal error: this program has a fault. Please report it with the lines below and the command you ran.',
  },
} as const satisfies Record<string, Texts>;

export type TextKey = keyof typeof TEXTS;

/** The text of a key, with `{0}`, `{1}` replaced. */
export function text(key: TextKey, lang: Lang, ...values: string[]): string {
  return filled(TEXTS[key][lang], values);
}

/** A sentence with the values in place of `{0}`, `{1}`. */
export const filled = (sentence: string, values: readonly (string | number)[]): string =>
  values.reduce<string>((said, value, i) => said.replaceAll(`{${i}}`, () => String(value)), sentence);
