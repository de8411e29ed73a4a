/** The reports of a diff in French. */
import { fr } from '../../../packages/base/src/language.ts';
import { REPORT_WORDS } from '../../../packages/schema-diff/src/report.ts';
import type { Bump, Relation } from '../../../packages/schema-diff/src/index.ts';
import type { DiffWords } from './words.ts';

const BUMP: Record<Bump, string> = {
  major: 'majeure',
  minor: 'mineure',
  patch: 'corrective',
  none: 'aucune',
};

const WORDS = REPORT_WORDS.fr;

export const DIFF_FR: DiffWords = {
  ...WORDS,
  verdict(names, { diff, decision }) {
    const relation = WORDS.relation(names, diff.relation);
    const needed = WORDS.needed[decision.required];
    return `${relation} : ${needed}${who(diff.relation, decision.required, diff.bump)}.`;
  },
  number({ version, declared, numbers }) {
    if (version === undefined) return undefined;
    const asked = version === numbers.previous ? 'Numéro demandé : aucun' : `Numéro demandé : ${version}`;
    return declared === undefined || numbers.next === undefined ? `${asked}.` : `${asked} ; annoncé : ${numbers.next}.`;
  },
  bump: BUMP,
  section: {
    ...WORDS.section,
    apart: (n) => `Règles sans effet sur ce que la version accepte (${fr.count(n, 'changement', 'changements')})`,
  },
  flagged: { previous: 'ce que la règle refuse désormais :', next: 'ce que la règle ne refuse plus :' },
  undeclared: 'Non déclaré',
  undeclaredCount: (n) =>
    n === 1
      ? "1 changement n'est pas déclaré : ni par le numéro, ni par « errata.yaml »."
      : `${fr.number(n)} changements ne sont pas déclarés : ni par le numéro, ni par « errata.yaml ».`,
  unexplained: ({ previous, next }) =>
    `Non déclaré : ${next} n'accepte pas, ou peut-être pas, tout ce que ${previous} accepte, et aucun changement ci-dessous ne l'explique.`,
  erratum: (title, who, when) => `Erratum : ${title} Approuvé par ${who}, le ${when}.`,
  reason: {
    'legal-text': 'un texte le demandait déjà',
    'own-documentation': 'la documentation publiée le demandait déjà',
    'undefined-name': 'un nom que le format ne définit pas',
  },
  share: ({ hit, of, measured }) =>
    `Mesuré le ${measured} : ${fr.count(hit, 'contrat touché', 'contrats touchés')} sur ${fr.number(of)} (${percent(hit, of)}).`,
  because: (reason, source) => `Raison : ${reason} (${source}).`,
  refused: {
    share: 'Cet erratum ne compte pas : plus de 1 % des contrats mesurés sont touchés.',
    change:
      "Cet erratum ne compte pas : il a été approuvé pour un changement d'un autre genre, ou d'un autre sens (« kind » et « direction » de « change »).",
    places:
      "Cet erratum ne compte pas : ce changement se fait aussi là où il n'a pas été approuvé (« path » et « places » de « change »).",
    kind: "Cet erratum ne compte pas : il n'est pas de la sorte de ce changement (« narrowing » pour une rupture montrée, « examined » pour ce que l'on ne sait pas dire).",
  },
  stale: (n) =>
    n === 1
      ? 'Un erratum ne correspond plus à aucune rupture ; retirez-le de « errata.yaml ».'
      : `${fr.number(n)} errata ne correspondent plus à aucune rupture ; retirez-les de « errata.yaml ».`,
  instance: 'La donnée entière',
};

/** Who may notice, after what is needed. */
function who(relation: Relation, required: Bump, bump: Bump): string {
  if (relation === 'unknown' && required === 'major') return ", tant qu'une personne n'a pas tranché";
  const readers = relation === 'incomparable' ? ', et ceux qui lisent les données doivent accepter des valeurs nouvelles' : '';
  if (required === 'major') return ` ; ceux qui produisent les données le verront${readers}`;
  if (bump === 'major')
    return ` ; seuls le verront ceux dont les données étaient fautives, comme le disent les errata approuvés${readers}`;
  if (required === 'minor' && relation === 'widened')
    return ' ; ceux qui lisent les données doivent accepter des valeurs nouvelles';
  if (required === 'minor') return ' ; seuls changent des contrôles sans effet sur ce que la version accepte';
  return required === 'patch' ? ' ; personne ne le verra dans les données' : '';
}

function percent(hit: number, of: number): string {
  const tenths = of === 0 ? 0 : Math.round((1000 * hit) / of);
  return hit > 0 && tenths === 0 ? 'moins de 0,1 %' : `${fr.number(tenths / 10)} %`;
}
