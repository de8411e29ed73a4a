import { RATE } from '../../federation/src/harvest/politeness.node.ts';
import { decimal, VERDICT_NAMES } from '../speed/figures.ts';
import { type Limit, LIMITS, type Unit, verdictOf } from './limits.ts';
import {
  countOf,
  factOf,
  judgedPerSecond,
  passSeconds,
  ratioOf,
  type PassId,
  type PassResult,
  type Results,
  type StepResult,
  type StoreResult,
} from './results.ts';
import type { Step, StoreKind } from './steps.ts';

export const STORE_NAMES: Record<StoreKind, string> = { postgres: 'PostgreSQL', pglite: 'PGlite' };

export const PASS_NAMES: Record<PassId, string> = { first: 'premier chargement', same: 'rien de nouveau', second: 'second jour' };

/** The step, and what it counts. */
export const STEP_NAMES: Record<Step, [name: string, counted: string]> = {
  open: ['ouverture', ''],
  harvest: ['harvest', 'fichiers'],
  judge: ['judge', 'enregistrements'],
  consolidate: ['consolidate', 'clés'],
  snapshot: ['snapshot', 'contrats'],
  close: ['fermeture', ''],
};

/** The page of results: what is required and whether it is kept, each step of each pass, and what it takes to measure it again. */
export const federationPage = (results: Results): string =>
  [
    HEADER,
    contextLines(results),
    METHOD,
    '## Ce qui est exigé',
    table(
      ['base', 'mesure', 'exigé', 'mesuré', 'verdict'],
      LIMITS.map((limit) => limitRow(limit, results)),
    ),
    ...results.stores.map(storeSection),
    '## Commande',
    `\`\`\`sh\nnpm run bench -- federation --files ${results.context.plan.files} --records ${results.context.plan.records}\n\`\`\``,
  ].join('\n\n');

const HEADER = `<!-- Généré par \`npm run bench -- federation\` : ne pas modifier à la main. / Generated: do not edit. -->

# La fédération : vitesse et mémoire`;

const contextLines = ({ context: { machine, build, plan }, stores }: Results): string =>
  [
    `- Date : ${[...new Set(stores.map(({ date }) => date))].toSorted().join(', ')}`,
    `- Machine : ${machine}`,
    `- Sources : \`${build}\``,
    `- Données : ${number(plan.files)} fichiers et environ ${number(plan.records)} enregistrements le premier jour, graine ${plan.seed} (\`federation/fake/scale\`)`,
    ...stores.map(
      ({ kind, version, settings, workers }) =>
        `- ${STORE_NAMES[kind]} ${version}, ${workers} processus pour \`judge\`${
          kind === 'pglite'
            ? ''
            : ` ; ${Object.entries(settings)
                .map(([name, value]) => `\`${name}=${value}\``)
                .join(', ')}, le reste comme PostgreSQL est livré`
        }`,
    ),
  ].join('\n');

const METHOD = `Un faux data.gouv.fr, dans un processus à part, sert sur cette machine des fichiers inventés, de la taille et avec les constats des vrais. Trois passages, dans une base
vide au départ : tout est nouveau ; rien ne l'est ; un second jour, où le fichier cumulatif, 3 % des fichiers annuels et un nouveau fichier quotidien sont lus, et presque tous leurs
enregistrements déjà connus. Ce jour-là, un fichier sur sept est aussi téléchargé de nouveau, comme chacun l'est une fois par semaine quoi que disent ses signaux. Chaque passage est un
nouveau processus, comme \`decp-federation run\` ; sur PostgreSQL, d'autres jugent avec lui. La durée d'un passage va du démarrage de son processus à la fermeture de la base. Là où rien
n'est nouveau, le serveur reçoit ${RATE.perSecond} requêtes par seconde au plus, comme le vrai ; les deux autres passages n'attendent pas. Le serveur PostgreSQL est sur la même machine et
n'attend pas le disque (\`fsync=off\`).

Rapport : la durée de l'étape, à côté de celle que \`JSON.parse\` met, dans la même exécution, juste avant et juste après le passage, à lire et à bâtir autant d'enregistrements (autant
d'octets, pour \`harvest\`) : 10 veut dire dix fois plus que lui ; c'est lui qui se compare d'une machine à une autre. CPU : utilisateur + système, de tous les processus de l'étape.
Mémoire : la plus haute de la mémoire résidente pendant l'étape, de chacun ; la limite vaut pour le pire. « Autres » : processeurs occupés par d'autres programmes, dont le serveur
PostgreSQL et le faux data.gouv.fr. Chaque passage a lu exactement les fichiers et les enregistrements publiés, et celui où rien n'est nouveau n'a reçu aucun octet de données et n'a pas
fait de nouvel instantané : sinon il n'y aurait pas de page.

_A fake data.gouv.fr in a process of its own serves invented files on this machine. Three passes, on a database that is empty at first: all is new; nothing is; a second day, on
which most records that are read are known. Each pass is a new process, as \`decp-federation run\` is; on PostgreSQL others judge beside it. The time of a pass goes from the start of its
process to the closing of the database. Where nothing is new, the portal is asked ${RATE.perSecond} times a second at the most, as the real one; the other passes do not wait. The PostgreSQL
server is on the same machine and does not wait for the disk. “Rapport”: the time of the step over that of \`JSON.parse\` in the same run, just before and just after the pass, for as many records
(bytes, for \`harvest\`): 10 means ten times more; it is what compares two machines. CPU: user and system, of all processes of the step. Memory: the peak of each in that
step; the limit holds for the worst. “Autres”: processors that other programs kept busy, the PostgreSQL server and the fake data.gouv.fr among them. Each pass has read
the files and records that were published, neither more nor fewer; the one with nothing new received no byte of data and made no new snapshot: otherwise there would be no page._

Sans verdict : les durées ne sont exigées que de 6 000 fichiers et 3,3 millions d'enregistrements, le reste qu'à partir de 300 000 enregistrements.
_Without a verdict: times are required of 6,000 files and 3.3 million records only, the rest from 300,000 records on._`;

const limitRow = (limit: Limit, { context, stores }: Results): string[] => {
  const store = stores.find(({ kind }) => kind === limit.kind);
  const verdict = verdictOf(limit, context.plan, store);
  return [
    STORE_NAMES[limit.kind],
    limit.label,
    `${limit.unit === 'rate' ? '≥' : '≤'} ${amount(limit.unit, limit.required)}`,
    store ? amount(limit.unit, limit.measure(store)) : '–',
    verdict === 'missed' ? `**${VERDICT_NAMES.missed}**` : VERDICT_NAMES[verdict],
  ];
};

function storeSection(store: StoreResult): string {
  const sections = store.passes.map((pass) => {
    const { steps } = pass;
    return [
      `### ${capital(PASS_NAMES[pass.pass])}`,
      table(
        ['étape', 'combien', 'durée', 'par seconde', 'rapport', 'CPU', 'mémoire de chacun', 'autres'],
        [
          ...steps.map((step) => stepRow(pass, step)),
          ['**en tout**', '', `**${duration(passSeconds(store, pass.pass))}**`, '', '', '', '', ''],
        ],
      ),
      [
        ...harvestFacts(pass),
        ...(pass.fresh === 0
          ? []
          : [
              `${number(pass.fresh)} enregistrements nouveaux, soit ${number(judgedPerSecond(store, pass.pass, 'fresh'))} jugés par seconde`,
            ]),
        `base : ${megabytes(pass.held.bytes)}`,
        `\`JSON.parse\` avant et après : ${pass.parsed.map(({ records, bytes, seconds }) => `${number(records / seconds)} enregistrements et ${megabytes(bytes / seconds)} par seconde`).join(', ')}.`,
      ].join(' ; '),
    ].join('\n\n');
  });
  return [`## ${STORE_NAMES[store.kind]}`, ...sections].join('\n\n');
}

const harvestFacts = ({ asked, steps }: PassResult): string[] =>
  steps
    .filter(({ step }) => step === 'harvest')
    .map(
      (step) =>
        `${number(asked.requests)} requêtes, ${megabytes(asked.bytes)} reçus : ${number(factOf(step, 'fetched'))} fichiers nouveaux ou changés, ${number(factOf(step, 'same'))} inchangés`,
    );

function stepRow(pass: PassResult, step: StepResult): string[] {
  const [name, counted] = STEP_NAMES[step.step];
  const count = countOf(step);
  const ratio = ratioOf(pass, step);
  return [
    name,
    counted === '' ? '' : `${number(count)} ${counted}`,
    duration(step.seconds),
    count === 0 ? '' : number(count / step.seconds),
    ratio === undefined ? '' : decimal(ratio, 1),
    duration(step.workers.reduce((sum, { cpu }) => sum + cpu, 0)),
    step.workers.map(({ peak }) => megabytes(peak)).join(', '),
    decimal(step.others, 2),
  ];
}

/** Formats what is measured or required. */
export const amount = (unit: Unit, value: number): string =>
  ({ seconds: duration, bytes: megabytes, rate: (rate: number) => `${number(rate)} par seconde` })[unit](value);

/** Formats a number in French, thousands apart. */
export const number = (value: number): string =>
  Number.isFinite(value) ? Math.round(value).toLocaleString('fr-FR').replaceAll(/\s/g, ' ') : '–';
/** Formats seconds. */
export const duration = (seconds: number): string => `${decimal(seconds, Number.isInteger(seconds) ? 0 : 1)} s`;
/** Formats bytes in millions. */
export const megabytes = (bytes: number): string => `${number(bytes / 1e6)} Mo`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const table = (head: readonly string[], rows: readonly string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
