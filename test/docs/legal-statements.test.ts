/** Statements of ours on the law that said more than their source, or something else: each is gone, in French and in English, and what replaced it is there. */
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { readTree } from '../../src/host/tree.node.ts';
import { readLegalTexts } from '../../src/model/citation.ts';
import { readText, ROOT } from '../support/engine.ts';

const EN = 'docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current';
const field = (id: string): string[] => [`schema/fields/${id}.yaml`];
const rule = (id: string): string[] => [`schema/next/rules/${id}.yaml`];
const codes = (list: string): string[] => [`schema/next/codelists/${list}.csv`, 'schema/codelist-descriptions.yaml'];
const guide = (name: string): string[] => [`docs-site/guides/${name}.md`, `${EN}/${name}.md`];
const LEGAL = ['schema/legal-texts.yaml'];

type Correction = { no: number; of: string; in: string[]; gone?: RegExp; now?: RegExp[] };

/** What proposals write: it may say it better, and not as it was. */
const PROPOSED = /^schema\/(?:fields|next|codelist-descriptions)/;

/** `no`: in the order in which a lawyer's reading listed them. `gone` stands in none of the files, each of `now` in one at least of those that no proposal writes. */
const CORRECTIONS: Correction[] = [
  {
    no: 1,
    of: 'the threshold of publication is about the need',
    in: guide('publier'),
    gone: /Tout marché d'au moins|Every contract of at least/,
    now: [/besoin d'au moins 40 000/, /a need of at least €40,000/],
  },
  {
    no: 2,
    of: 'the yearly list is for contracts of R. 2122-8',
    in: guide('publier'),
    gone: /liste plus courte|shorter list/,
    now: [/R\. 2122-8, à partir de 25 000/, /R\. 2122-8, from €25,000/],
  },
  {
    no: 3,
    of: 'a concession is published before it is performed',
    in: guide('publier'),
    now: [/avant le début de son exécution/, /before its performance begins/],
  },
  {
    no: 4,
    of: 'the licence is one of a list',
    in: guide('publier'),
    gone: /licence est votre choix|licence is your choice/,
    now: [/D\. 323-2-1 du code/, /D\. 323-2-1 of the code/],
  },
  {
    no: 5,
    of: 'the threshold stands in the code',
    in: rule('montant-sous-seuil'),
    gone: /text: arrete|Threshold of 40,000/,
  },
  {
    no: 6,
    of: 'below the threshold, publication may be mandatory',
    in: rule('montant-sous-seuil'),
    gone: /seuil à partir duquel|seuil de publication obligatoire|threshold of mandatory|from which publication/,
  },
  {
    no: 7,
    of: 'the choice is between all the data and the list',
    in: rule('montant-sous-seuil'),
    gone: /quelques données|a few data/,
  },
  {
    no: 8,
    of: 'concessions have no threshold',
    in: rule('montant-sous-seuil'),
    gone: /un autre de ses fichiers|another of its files/,
  },
  {
    no: 9,
    of: 'the buyer chooses in a contest',
    in: codes('technique'),
    gone: /Un jury a choisi|A jury chose/,
  },
  {
    no: 10,
    of: 'auctions are for supplies, dynamic systems for purchases in current use',
    in: codes('technique'),
    gone: /Le marché est passé dans un système|pendant une enchère électronique\.,/,
  },
  {
    no: 11,
    of: 'several contractors without a group',
    in: codes('type-groupement-operateurs'),
    gone: /Le marché a un seul titulaire|has a single contractor/,
  },
  {
    no: 12,
    of: 'the same, in the field and the guide',
    in: [...field('marche-type-groupement-operateurs'), ...guide('acheteurs')],
    gone: /pour un titulaire seul\. Une|for a single contractor\. One|avec plusieurs titulaires, ou|several contractors, or/,
    now: [/sauf accord-cadre à plusieurs/, /except a framework agreement/],
  },
  {
    no: 13,
    of: 'each firm of a framework agreement is a contractor',
    in: field('titulaires'),
    gone: /chacun de ses membres\. Chaque|each of its members\. Each/,
  },
  {
    no: 14,
    of: 'natures are of books of one part of the code',
    in: field('marche-nature'),
    gone: /quelle partie du code|which part of procurement law/,
  },
  {
    no: 15,
    of: 'defence contracts are the State’s and not published',
    in: codes('nature-marche'),
    gone: /besoins de défense|defence or security needs/,
  },
  {
    no: 16,
    of: 'only a part can be subcontracted',
    in: rule('acte-montant-superieur-au-marche'),
    gone: /Aucun des textes|None of the texts|plus que ce que vaut|more than the contract is worth/,
  },
  {
    no: 18,
    of: 'titles are the official ones',
    in: [...LEGAL, 'messages/site.yaml'],
    gone: /sur les données essentielles|dans nos mots, et|titres sont dans nos mots|in our own words\. Only/,
    now: [/relatif aux données essentielles des marchés publics/, /our translations/],
  },
  { no: 19, of: 'the order of 2018 amends that of 2017', in: LEGAL, now: [/JORFTEXT000037282994/] },
  { no: 20, of: 'the order of 2019 was repealed', in: LEGAL, now: [/JORFTEXT000038318675/] },
  {
    no: 21,
    of: 'no « two months before » for a concession',
    in: [
      ...LEGAL,
      ...field('concession-date-publication-donnees'),
      ...rule('publication-hors-delai'),
      'messages/federation-pages-indicators.yaml',
    ],
    gone: /deux mois avant|two months before|satisfait aux deux|satisfies both/i,
    now: [/avant le début d'exécution du contrat/, /before performance of the contract begins/],
  },
  {
    no: 22,
    of: 'a concession is dated by the authority’s signature',
    in: [...field('concession-date-signature'), ...field('concession-modification-date-signature')],
    gone: /dernière des parties|last of the parties|modification a été signée|modification was signed/,
  },
  {
    no: 23,
    of: 'the agent of a group of buyers',
    in: [...field('acheteur'), ...field('acheteur-id')],
    gone: /qui passe le marché(?:\. On la|, sans espace)|lets the contract(?:\. Only|, without space)/,
  },
  {
    no: 24,
    of: 'two orders of 18 March 2024',
    in: [...LEGAL, 'schema/releases.json'],
    gone: /Étendent l'obligation|arrete-2024-03-18(?!-)|Extend the duty/,
    now: [/arrete-2024-03-18-marches:/, /arrete-2024-03-18-concessions:/],
  },
  {
    no: 25,
    of: 'all articles of the decree of 2022',
    in: LEGAL,
    now: [/portant diverses modifications du code de la commande publique/, /articles 2, 3, 5, 7 et 9/, /'2026-08-21'/],
  },
  {
    no: 26,
    of: 'from which contracts the order applies is not settled',
    in: LEGAL,
    gone: /S'applique aux marchés notifiés à partir du 1er janvier 2024\.|from 1 January 2024\./,
    now: [/selon le dépôt public du format ; le décret/],
  },
  {
    no: 27,
    of: 'R. 2196-1 has a threshold and an option',
    in: LEGAL,
    now: [/besoin d'au moins 40 000 € HT\. Liste annuelle/, /a need of at least 40,000 €/],
  },
  {
    no: 28,
    of: 'the climate law',
    in: [...LEGAL, ...codes('consideration-environnementale')],
    gone: /reste seule dans la liste\.,/,
    now: [/ccp-l2112-2:/, /ccp-l2152-7:/],
  },
  {
    no: 29,
    of: 'the documents differ on who is notified of an act',
    in: [...field('acte-sous-traitance-date-notification'), ...field('modification-acte-sous-traitance-date-notification')],
    gone: /titulaire a reçu|contractor received/,
  },
  {
    no: 30,
    of: 'the CPV code is not asked for overseas',
    in: field('marche-code-cpv'),
    gone: /toute l'Europe\. en:/,
  },
  {
    no: 31,
    of: 'contracts reserved for work in prison',
    in: codes('consideration-sociale-marche'),
    gone: /défavorisées, ou à des entreprises/,
  },
  {
    no: 32,
    of: 'an adjustable price is a firm one',
    in: codes('type-prix'),
    gone: /exécution commence tard après|long after\s+the tender was submitted\.\s+Définitif révisable/,
  },
  {
    no: 33,
    of: 'the value of a concession is its turnover',
    in: field('concession-valeur-globale'),
    gone: /annexe? I'/,
  },
  { no: 34, of: 'months are counted by analogy', in: LEGAL, now: [/retenue par analogie/, /used by analogy/] },
  {
    no: 35,
    of: 'the published format asks for the identifier of the framework agreement',
    in: rule('accord-cadre-sans-identifiant'),
    gone: /annexe de l'arrêté|annex of the arrêté|text: arrete/,
  },
  {
    no: 36,
    of: 'the duty is in the code',
    in: ['GOVERNANCE.md'],
    gone: /que la loi demande/,
    now: [/que le code de la commande publique demande/],
  },
  {
    no: 37,
    of: 'no text forbids to publish early',
    in: rule('publication-avant-notification'),
    gone: /Les données d'un marché se publient une fois|are published once the contract is notified/,
  },
];

/** What a second reading found: what the program of the State does, and who publishes. */
const LATER: Omit<Correction, 'no'>[] = [
  {
    of: 'a rule of the consolidation leaves a contract out of its tables, and not of its JSON files',
    in: [
      ...guide('publier'),
      ...guide('controle'),
      ...guide('reutilisateurs'),
      ...rule('identifiant-caracteres'),
      'messages/publish.yaml',
    ],
    gone: /sans prévenir|sans avert|without telling you|without a warning|silently|dans les données nationales|in the national data/,
    now: [/Écarter\*\* a deux sens/, /Leaving out\*\* has two meanings/],
  },
  {
    of: 'the page of a rule says where the consolidation leaves a contract out',
    in: ['messages/explain.yaml'],
    gone: /fr: Elle écarte|en: It leaves the contract out\.$/,
    now: [/écarte le contrat de ses tables/, /leaves the contract out of its tables/],
  },
  {
    of: 'the origin that is absent is not marked',
    in: rule('origine-attendue'),
    gone: /considère les deux parts comme manquantes|regards the two shares as missing|consolidation: mark|family: agregateur/,
  },
  {
    of: 'a concession that starts after the day of its file is left out of the tables',
    in: rule('date-future'),
    gone: /se contente de l'une|content with one|dateDebutExecution\) <= jour\(aujourdhui\(\)\) \|\|/,
  },
  {
    of: 'a concession is published before the day on which its performance begins',
    in: rule('publication-hors-delai'),
    gone: /ce jour-là au plus tard|on that day at the latest/,
  },
  {
    of: 'the published schema allows country codes of INSEE, and advises on the characters of a number',
    in: [...rule('lieu-execution-incoherent'), ...rule('identifiant-caracteres')],
    gone: /code de pays de l'Insee : on attend|country code of INSEE: the two|Rien de ce que nous en avons lu|Nothing that we read of them/,
  },
  {
    of: 'that what is published is not edited stands in the published schema, and nothing says it of a yearly statement',
    in: [
      ...field('marche-modifications'),
      ...field('concession-modifications'),
      ...field('donnees-annuelles'),
      ...field('donnees-execution'),
    ],
    gone: /Selon la documentation, (?:ce qui|les données publiées)|According to the documentation, (?:what|published)|bilan publié ne se corrige|statement is not corrected|sans toucher|without touching/,
  },
  {
    of: 'the check digit of a CPV code is better left out',
    in: field('marche-code-cpv'),
    gone: /suivis si on la connaît|followed when known/,
  },
  {
    of: 'a concession has the same exceptions as a contract: confidential information and public policy',
    in: LEGAL,
    gone: /sous réserve de l'article L\. 3122-3\.|subject to article L\. 3122-3\./,
    now: [/ccp-l2132-1:/, /ccp-l3122-3:/, /de l'article L\. 3122-3 \(informations confidentielles\) et à l'exception/],
  },
  {
    of: 'the law of 2021 takes effect on a day set by decree',
    in: LEGAL,
    gone: /place: \{ fr: article 35, en: article 35 \} effective/,
  },
  {
    of: 'codes are said as the code of public procurement defines them, or as we understand them',
    in: [...codes('nature-concession'), ...codes('nature-marche'), ...codes('procedure-marche'), ...codes('type-identifiant')],
    gone: /payés par le droit|paid for by the right|mission globale de financement|comprehensive task|fixé lui-même|set the rules of competition|siège à Wallis|seat in Wallis|personne physique sans SIRET|natural person without SIRET/,
  },
  {
    of: 'what the errata refuse was ruled out, or had a name that the format does not define',
    in: ['messages/changelog.yaml', 'messages/release.yaml'],
    gone: /acceptées à tort|wrongly accepted|que les textes ou la documentation publiée excluaient déjà ;|\(errata\) en: Refused/,
    now: [/un nom que le format ne définit pas/, /a name that the format does not define/],
  },
  {
    of: 'the consolidation publishes what comes from the PES Marché, whatever its schema says',
    in: ['messages/changelog.yaml', 'messages/release.yaml'],
    gone: /écarte un contrat qu'elle refuse\.|leaves out a contract that it refuses\./,
    now: [/sauf s'il vient du PES Marché/, /unless it comes from the PES Marché/],
  },
  {
    of: 'not every buyer publishes all of its contracts',
    in: ['README.md', 'README.en.md', 'docs-site/i18n/fr/code.json', 'docs-site/i18n/en/code.json'],
    gone: /haque acheteur public français|very French public buyer/,
  },
  {
    of: 'the workshop of Rennes made a new version, not the first draft, and citizens are not named',
    in: guide('chef-de-file'),
    gone: /première ébauche|first draft/,
    now: [/selon le compte rendu/, /according to the account/],
  },
  {
    of: 'what a field cites is not always a text of law',
    in: ['messages/site-fields.yaml', 'messages/site.yaml', 'messages/sources.yaml'],
    gone: /[Ss]ource juridique|[Ll]egal source|chaque champ cite l'arrêté|each field cites the order/,
  },
  {
    of: 'in four territories overseas, the code is for contracts of the State',
    in: guide('qui-publie'),
    gone: /une donnée dans six territoires|one item in six territories/,
    now: [/n'y oblige pas les acheteurs locaux/, /does not bind local buyers/],
  },
  {
    of: 'what is secret in a concession was read, and is not that of one article',
    in: guide('qui-publie'),
    gone: /renvoie à un autre article|refers to another article/,
    now: [/L\. 3131-1, qui renvoie à l'article L\. 3122-3/, /L\. 3131-1, which refers to article L\. 3122-3/],
  },
  {
    of: 'the thresholds of R. 2122-8 are about the need as well',
    in: guide('qui-publie'),
    gone: /un marché peut se passer sans|a contract may be let without|lettre d'un autre alinéa|letter of another paragraph/,
    now: [/Eux aussi portent sur la valeur estimée du besoin/, /They too are about the estimated value of the need/],
  },
  {
    of: 'contracts of R. 2122-8 are to be published; the list is a choice',
    in: guide('publier'),
    gone: /vous pouvez publier à la place|you may publish instead, in/,
    now: [/même si le besoin n'atteint pas 40 000/, /even if the need does not reach €40,000/],
  },
  {
    of: 'whether other concessions are published is open',
    in: guide('qui-publie'),
    gone: /nous n'en disons pas plus|we say no more of it/,
    now: [/L'article L\. 3221-1 n'écarte pour eux/, /Article L\. 3221-1 excludes for them/],
  },
  {
    of: 'from which contracts on is not settled, in the guides either',
    in: [...guide('publier'), ...guide('qui-publie')],
    gone: /profil d'acheteur, depuis le 1er|buyer profile, since 1/,
    now: [/notifiés et les concessions conclues depuis ce jour, selon/, /concluded since that day, according/],
  },
  {
    of: 'texts of the European Union are published elsewhere than in the Journal officiel of France',
    in: ['GOVERNANCE.md', 'docs-site/i18n/fr/code.json', 'docs-site/i18n/en/code.json'],
    gone: /publiés au Journal officiel|published in the Journal officiel/,
  },
  {
    of: 'a licence is not compulsory',
    in: guide('publier'),
    gone: /administration choisit la licence|administration chooses the licence/,
    now: [/qui établit une licence la choisit/, /that sets a licence chooses it/],
  },
  {
    of: 'the licence of the schema of the State is the one of its repository',
    in: [...guide('etat'), 'schema/etat/README.md'],
    gone: /Licence Ouverte/,
    now: [/est la licence MIT \(© 2019, DINSIC\)/, /is the MIT licence \(© 2019, DINSIC\)/],
  },
  {
    of: 'the amount of 40,000 euros is older than the national portal and the two months',
    in: [...rule('montant-sous-seuil'), ...rule('publication-hors-delai'), ...LEGAL],
    gone: /ainsi rédigé depuis|had this wording since|lu les textes qui valaient|read the texts that applied/,
    now: [/du 1er janvier 2020 \(bd00ee13\)/],
  },
  {
    of: 'of a concession, the consolidation asks for more than the form of one date',
    in: rule('date-invraisemblable'),
    gone: /demande seulement|only asks|n'écarte le contrat que si|contract out only if the start/,
  },
  {
    of: 'a works concession is defined by its object, and by its main object where it has two',
    in: [...codes('nature-concession'), ...LEGAL],
    gone: /porte surtout sur des travaux|mainly about works/,
    now: [/ccp-l1121-2:/, /ccp-l1121-4:/],
  },
  {
    of: 'not every contract is published within two months',
    in: [...guide('chef-de-file'), 'messages/federation-pages-indicators.yaml'],
    gone: /publie ses marchés dans|publishes its public contracts within|données essentielles d'un marché se|data of a marché are/,
    now: [/les marchés que l'article R\. 2196-1 lui demande/, /the public contracts that article R\. 2196-1 asks/],
  },
];

test.each([...CORRECTIONS, ...LATER])('$of', ({ in: files, gone, now = [] }) => {
  const texts = files.map((path) => [path, readText(path).replaceAll(/\s+/g, ' ')] as const);
  for (const [path, text] of texts) if (gone) expect(gone.exec(text)?.[0], path).toBeUndefined();
  for (const words of now)
    expect(
      texts.some(([path, text]) => !PROPOSED.test(path) && words.test(text)),
      String(words),
    ).toBe(true);
});

const legal = readLegalTexts(readText('schema/legal-texts.yaml'));

test('19, 20, 24: what amends, replaces and repeals what is data', () => {
  expect(legal.get('arrete-2018-07-27')?.amends).toEqual(['arrete-2017-04-14']);
  expect(legal.get('arrete-2019-03-22')?.repealed).toBe('2024-01-01');
  expect(legal.get('arrete-2024-03-18-concessions')?.amends).toEqual(['arrete-2022-12-22-concessions']);
});

/** Published versions are frozen; what they cite so is a known defect of theirs. */
test('17: no number of article 1er is cited as one of annex I', async () => {
  const folders = [
    'schema/fields',
    'schema/next',
    'docs-site/guides',
    'docs-site/i18n',
    'messages',
    'examples/cases',
    'src',
    'test/golden/fields',
  ];
  for (const folder of folders)
    for (const [path, text] of await readTree(`${ROOT}${folder}`, (name) => /\.(json|yaml|csv|md|ts)$/.test(name)))
      expect(/annexe? I, (n° ?)?\d+/.exec(text)?.[0], `${folder}/${path}`).toBeUndefined();
  const defects = parse(readText('schema/2.1.0/known-defects.yaml')) as { id: string }[];
  expect(defects.map(({ id }) => id)).toEqual(expect.arrayContaining(['F07', 'F08', 'F09']));
});

test('each correction of the reading is here once', () => {
  expect([...CORRECTIONS.map(({ no }) => no), 17].sort((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, i) => i + 1));
});
