/** The page of what was measured of the API. */
import type { StoreKind } from '../federation/steps.ts';
import { decimal } from '../speed/figures.ts';

/** Milliseconds, but for the rest. `load`: of the machine after it; `busy`: processors that were busy meanwhile, with whatever; `limit`: of `p95`. */
export type Measured = Record<'p50' | 'p95' | 'p99' | 'limit' | 'failed' | 'perSecond' | 'load' | 'busy', number> & {
  name: string;
  isKept: boolean;
};

/** `date`: AAAA-MM-JJ; `clients`: at once; `seconds`: of each question; `steps`: what was written meanwhile. */
export type Measures = { name: string; date: string; clients: number; seconds: number; measured: Measured[]; steps?: string[] };

type Exported = { date: string; contracts: number; bytes: number; seconds: number; peak: number; limit: number };

export type ApiResults = {
  machine: string;
  stores: {
    kind: StoreKind;
    contracts: number;
    measures: Measures[];
    exported?: Exported;
  }[];
};

const verdict = (isKept: boolean): string => (isKept ? 'tenu' : '**MANQUÉ**');

export const measuredLine = ({ name, p50, p95, p99, limit, failed, perSecond, isKept, busy }: Measured): string =>
  `  ${name} : p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)} (exigé p95 ≤ ${limit} ms : ${verdict(isKept)}), ${Math.round(perSecond)} par seconde, ${failed} échecs, ${decimal(busy, 2)} processeurs occupés`;

const ms = (value: number): string => `${decimal(value, 1)} ms`;
const number = (value: number): string => Math.round(value).toLocaleString('fr-FR');

const NAMES: Record<StoreKind, string> = { postgres: 'PostgreSQL', pglite: 'PGlite' };

export const apiPage = ({ machine, stores }: ApiResults): string =>
  [
    '<!-- Généré par `npm run bench -- api` : ne pas modifier à la main. / Generated: do not edit. -->',
    '# L’API : durée des réponses',
    `- Machine : ${machine}`,
    METHOD,
    ...stores.flatMap((store) => [
      `## ${NAMES[store.kind]}, ${number(store.contracts)} contrats`,
      ...store.measures.flatMap(({ name, date, clients, seconds, measured, steps }) => [
        `### ${name[0]?.toUpperCase()}${name.slice(1)}`,
        `Le ${date} ; ${clients} clients, ${number(seconds)} s par question.`,
        ...(steps ? [steps.join(' ; ')] : []),
        tableOf(measured),
      ]),
      ...(store.exported ? [`### Export`, exportLine(store.exported)] : []),
    ]),
    '## Commandes',
    COMMANDS,
  ].join('\n\n');

const METHOD = `Des clients (\`autocannon\`) posent sans pause, par la boucle locale, des questions sur des contrats de toute la base, chacun à partir d’une autre ; chaque réponse est chronométrée,
et le p95 est celui de toutes. Chaque question est d’abord posée 5 s sans être mesurée ; pendant l’écriture, chacune a son tour de 3 s, jusqu’à la fin. Le serveur, la base et les clients se partagent cette machine. « Occupés » : processeurs occupés pendant la mesure par tout ce qui tourne, les clients compris ;
« charge » : celle du système à la fin. Une réponse autre que 2xx est un échec, et la limite est alors manquée.

_Clients ask without a pause on the loopback about contracts of the whole database, each from another question on; each answer is timed. Each question is asked for 5 s before it is measured; while something is written, they take turns of 3 s until the end. The server, the database and the clients share the
machine. “Occupés”: processors kept busy meanwhile by all that runs; “charge”: the load of the system after it. An answer that is not 2xx is a failure, and the limit is missed then._`;

const tableOf = (measured: readonly Measured[]): string =>
  [
    '| question | p50 | p95 | p99 | exigé (p95) | verdict | par seconde | échecs | occupés | charge |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...measured.map(
      (one) =>
        `| ${one.name} | ${ms(one.p50)} | ${ms(one.p95)} | ${ms(one.p99)} | ≤ ${one.limit} ms | ${verdict(one.isKept)} | ${number(one.perSecond)} | ${one.failed} | ${decimal(one.busy, 2)} | ${decimal(one.load, 1)} |`,
    ),
  ].join('\n');

const exportLine = ({ date, contracts, bytes, seconds, peak, limit }: Exported): string =>
  `Le ${date} : ${number(contracts)} contrats en NDJSON, ${number(bytes / 1e6)} Mo, en ${decimal(seconds, 1)} s (${number(contracts / seconds)} par seconde) ; mémoire du serveur au plus haut : ${number(peak)} Mo (exigé ≤ ${limit} Mo : ${verdict(peak <= limit)}).`;

const COMMANDS = `\`\`\`sh
npm run bench -- api --files FICHIERS-6000 --home DOSSIER --postgres DOSSIER-PG --export --write
npm run bench -- api --files FICHIERS-600 --home DOSSIER
\`\`\``;
