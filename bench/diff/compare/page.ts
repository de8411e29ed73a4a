/** The section of `bench/RESULTS-diff.md` about other tools. */
import { loadavg } from 'node:os';
import { machine } from '../../runner/machine.ts';
import { LIMITS } from './peer.ts';

/** Answers to questions whose truth is known (two per pair), and processor time per pair for both directions, in milliseconds. */
export type Score = {
  tool: string;
  right: number;
  /** Number of pairs wrongly reported as contained. */
  wrongYes: number;
  /** Number of pairs wrongly reported as not contained. */
  wrongNo: number;
  unknown: number;
  refused: number;
  /** Those of them that failed because the tool tried to download a meta-schema. */
  offline: number;
  /** Crashed, out of memory or beyond the time. */
  ended: number;
  median: number;
  total: number;
};

/** The scores of several tools on the same questions. */
export type Group = { about: string; scores: Score[] };
export type Table = { title: string; pairs: number; groups: Group[] };

export type Comparison = {
  tables: Table[];
  versions: string[];
  judges: string[];
  /** Tools that this machine does not have. */
  missing: string[];
  witnesses: { shown: number; confirmed: number };
  yes: { answers: number; tried: number; refuted: number };
  /** Questions that nothing settles, by why. */
  open: ReadonlyMap<string, number>;
};

export const START = '<!-- comparé -->';
export const END = '<!-- /comparé -->';

const WHY: Record<string, string> = {
  unsettled: 'la spécification ne tranche pas',
  'one judge': 'un seul juge trouve un témoin, ou contredit la réponse notée',
  'not confirmed': 'un non noté que deux juges ne confirment pas',
  'nothing recorded': 'ni témoin, ni réponse qui suive de la construction de la paire',
};

const decimal = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',');

export const section = (found: Comparison): string => `${START}

## À côté d'autres outils

\`npm run bench -- diff --compare\`, le ${new Date().toISOString().slice(0, 10)}. Machine : ${machine()}. Outils : ${found.versions.join(', ')}.
${found.missing.length === 0 ? '' : `Non mesurés, faute d'être installés ici : ${found.missing.join(', ')}. / Not measured, for they are not installed here: ${found.missing.join(', ')}.\n`}
Les paires des tests sont celles sur lesquelles schema-diff a été mis au point ; celles de JSON-Schema-Test-Suite ne l'ont jamais été.
_The pairs of the tests are those on which schema-diff was developed; those made of JSON-Schema-Test-Suite are not._

Chaque paire pose deux questions : tout ce que l'un des schémas accepte, l'autre l'accepte-t-il ? La vérité ne vient pas de schema-diff. Un non est un témoin que
deux juges au moins confirment, parmi ${found.judges.join(', ')}. Un oui est noté dans le cas, ou suit de la construction de la paire, et aucune des instances essayées ne le
réfute. Un outil est interrogé sur les paires de son dialecte et sur celles qui y ont le même sens : json-schema-diff sur draft-07, jsoncompat sur 2020-12. Les lignes
d'un même bloc portent sur les mêmes questions. « Documentés » : tous les mots-clés de la paire sont de ceux que json-schema-diff dit lire. Sans réponse : inconnu, refusé,
arrêté après ${LIMITS.seconds} s ou hors de ${LIMITS.megabytes} Mo. Temps de processeur par paire, les deux sens, médiane de trois passages, processus déjà lancé, les
outils interrogés à tour de rôle ; la machine faisait autre chose en même temps (charge moyenne ${decimal(loadavg()[2] ?? 0, 0)}).

_Each pair asks two questions: is all that one schema accepts accepted by the other? The truth does not come from schema-diff: a no is a witness that at least two of the three
judges confirm; a yes is recorded in the case, or follows from how the pair was made, and no instance that was tried refutes it. A tool is asked about the pairs of its dialect
and those that mean the same there. The rows of one block are about the same questions. Processor time a pair, both directions, median of three passes._

${found.tables.map(table).join('\n\n')}

Sans réponse, en détail : ${silences(found.tables[0]?.groups ?? []).join(' ; ')}.

Les ${count(found.yes.answers)} oui de schema-diff ont été essayés sur ${count(found.yes.tried)} instances : ${found.yes.refuted} réfutés. Sur ses ${count(found.witnesses.shown)} témoins,
${count(found.witnesses.confirmed)} sont confirmés par deux juges au moins.
_Of the yes of schema-diff, ${found.yes.refuted} were refuted by the instances; of its ${found.witnesses.shown} witnesses, ${found.witnesses.confirmed} are confirmed by at least two judges._

Questions laissées hors du compte : ${[...found.open].map(([why, count]) => `${count} (${WHY[why]})`).join(', ')}.

${END}
`;

const count = (value: number): string => value.toLocaleString('fr').replaceAll(/\s/g, '\u00a0');

/** Per tool, over all the pairs that it was given. */
const silences = (groups: readonly Group[]): string[] => {
  const firsts = groups.flatMap(({ scores: [first] }) => (first ? [first] : []));
  return firsts.filter(({ tool }, i) => firsts.findIndex((other) => other.tool === tool) === i).map(silence);
};

const silence = ({ tool, unknown, refused, offline, ended }: Score): string =>
  `${tool}, ${unknown} inconnues, ${refused} refusées${offline === 0 ? '' : ` (dont ${offline} parce que l'outil va chercher un méta-schéma et que la machine n'a pas de réseau)`}, ${ended} arrêtées`;

const table = ({ title, pairs, groups }: Table): string => `### ${title} : ${pairs} paires

| paires | outil | questions | justes | fausses « compatible » | fausses « casse » | sans réponse | médiane | total |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${groups.flatMap(({ about, scores }) => scores.map((score) => row(about, score))).join('\n')}`;

function row(about: string, { tool, right, wrongYes, wrongNo, unknown, refused, ended, median, total }: Score): string {
  const silent = unknown + refused + ended;
  const cells = [about, tool, right + wrongYes + wrongNo + silent, right, wrongYes, wrongNo, silent];
  return `| ${[...cells, `${decimal(median, 1)} ms`, `${decimal(total / 1000, 1)} s`].join(' | ')} |`;
}
