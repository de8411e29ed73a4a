import type { Lang } from '../../../packages/base/src/language.ts';
import type { Texts } from '../../model/types.ts';
import type { RecordScope } from '../../model/rules.ts';
import { casesOf, TO_COMPLETE } from '../examples/check.ts';
import { CASES_SCHEMA } from '../examples/cases.ts';
import { badId, unwritten, UNWRITTEN } from '../checks/faults.ts';
import { type Draft, Refusal, refuse } from './draft.ts';

export type AskedRule = { id: string; scope: RecordScope | 'fichier' };

/** The sentence for an id that no rule can have, or undefined. */
export const newIdFault = (id: string): Texts | undefined => (/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) ? undefined : badId(id));

/** Writes the scaffold of a rule, and a table with a case that respects it and one that is to break it. */
export function proposeRule(draft: Draft, { id, scope }: AskedRule, lang: Lang): void {
  if (scope === 'fichier') return refuse((say) => say['rule.on-the-file']());
  const fault = newIdFault(id);
  if (fault) throw new Refusal(fault);
  const [rule, cases] = [`schema/next/rules/${id}.yaml`, casesOf(id)];
  draft.create(rule, scaffold({ id, scope, lang }));
  draft.create(cases, table({ id, scope, lang }));
  draft.leave((say) => say['left.rule']({ rule }));
  draft.leave((say) => say['left.kept']({ table: cases, name: `${id}-respectee` }));
  draft.leave((say) => say['left.broken']({ name: TO_COMPLETE }));
  draft.leave((say) => say['left.place']({ place: exampleOf(scope).place }));
}

type NewRule = { id: string; scope: RecordScope; lang: Lang };

/** The examples from which the cases of a new rule start. */
const BASES: Record<RecordScope, string> = { marche: 'marche-minimal', concession: 'concession-minimale' };

function table({ id, scope, lang }: NewRule): string {
  const { kept, broken, record } = exampleOf(scope);
  const say = RULE_COMMENTS[lang];
  return `${CASES_SCHEMA}
- base: ${BASES[scope]}
  since: next
  cases:
    # ${say.kept}
    - name: ${id}-respectee
      set: { dureeMois: ${kept} }
      expect: valid
    # ${say.broken(record)}
    - name: ${TO_COMPLETE}
      set: { dureeMois: ${broken} }
      expect: ${id}
`;
}

/** The values for the texts of a scaffold: a possible assertion, durations that keep it and break it, the place of the field and of the record in the examples. */
const exampleOf = (scope: RecordScope): { assertion: string; kept: number; broken: number; place: string; record: string } =>
  scope === 'marche'
    ? { assertion: 'marche.dureeMois <= 120', kept: 120, broken: 121, place: '/dureeMois', record: '/marches/marche/0' }
    : {
        assertion: 'concession.dureeMois <= 240',
        kept: 240,
        broken: 241,
        place: '/dureeMois',
        record: '/marches/contrat-concession/0',
      };

/** A rule whose form is right and whose texts are all to be written: the checks refuse it until they are. */
function scaffold({ id, scope, lang }: NewRule): string {
  const say = RULE_COMMENTS[lang];
  return `${commented(say.top)}
id: ${id}
${commented(say.severity)}
severity: warning
${commented(say.family)}
family: qualite
${commented(say.consolidation)}
consolidation: none
title: # ${say.title}
${unwritten('  ')}
description: # ${say.description}
${unwritten('  ')}
remedy: # ${say.remedy}
${unwritten('  ')}
${commented(say.source)}
source:
  text: ${UNWRITTEN.fr}
${commented(say.since)}
since: next
${commented(say.on(exampleOf(scope)))}
on:
  - scope: ${scope}
    assert: ${UNWRITTEN.fr}
message: # ${say.message}
${unwritten('  ')}
`;
}

const commented = (lines: string): string => lines.replace(/^/gm, '# ');

/** The explanations in the scaffold of a rule, by key. */
type Comments = Record<
  'top' | 'severity' | 'family' | 'consolidation' | 'title' | 'description' | 'remedy' | 'source' | 'since' | 'message',
  string
> & { on(example: { assertion: string }): string; kept: string; broken(record: string): string };

const RULE_COMMENTS: Record<Lang, Comments> = {
  fr: {
    top: `Une règle de contenu. Remplacez chaque « À ÉCRIRE » et chaque « TO WRITE », choisissez le reste, puis retirez ces commentaires.
docs-site/guides/changements.md (« Ajouter une règle ») dit comment, schema/dialect/rule.schema.json donne la forme exacte.`,
    severity: 'error : le fichier est non conforme ; warning : à corriger sans doute ; info : à savoir',
    family:
      'droit : un texte de droit le demande ; documentation : celle du format le demande ; agregateur : la consolidation nationale écarte ou marque le contrat ; qualite : un avis',
    consolidation:
      "Ce que la consolidation nationale fait aujourd'hui d'un contrat qui l'enfreint : drop (écarté), mark (marqué), none (rien)",
    title: 'la faute en quelques mots, sans majuscule ni point',
    description: 'pourquoi la règle existe',
    remedy: 'comment corriger la donnée, avec un point',
    source: `Un identifiant de schema/legal-texts.yaml, puis une virgule et l'article ou l'annexe ; « referentiel » si aucun texte ne le dit`,
    since:
      "La première version du format où la règle s'applique : next, ou une version publiée, qu'elle juge alors aussi ; until, facultatif, est la dernière",
    on: ({ assertion }) => `Ce qui doit être vrai, en CEL, du contrat nommé marche ou concession, p. ex. « assert: ${assertion} ».
Au besoin : each (chaque élément d'une liste, nommé item), when (à cette condition seulement), at (le champ fautif, p. ex. /dureeMois)`,
    kept: 'respecte la règle de justesse',
    broken: (record) =>
      `l'enfreint de peu ; sans « at » dans la règle, le constat est celui du contrat : expect: { <règle>: ${record} }`,
    message:
      'ce qui est trouvé et ce qui est attendu ; {dureeMois} y devient la valeur du champ, {MOIS_MAX} celle de « constants: { MOIS_MAX: 120 } »',
  },
  en: {
    top: `A rule of content. Replace each “À ÉCRIRE” and each “TO WRITE”, choose the rest, then remove these comments.
docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current/changements.md (“Add a rule”) says how, schema/dialect/rule.schema.json gives the exact form.`,
    severity: 'error: the file does not conform; warning: probably to be fixed; info: worth knowing',
    family:
      'droit: a text of law asks for it; documentation: that of the format does; agregateur: the national consolidation drops or marks the record; qualite: an opinion',
    consolidation: 'What the national consolidation does today with a record that breaks it: drop, mark, none',
    title: 'the violation in a few words, without capital or full stop',
    description: 'why the rule exists',
    remedy: 'how to fix the data, with a full stop',
    source: 'An identifier of schema/legal-texts.yaml, then a comma and the article or annex; “referentiel” if no text says so',
    since:
      'The first version of the format that the rule applies to: next, or a published one, which it then judges too; until, optional, is the last',
    on: ({ assertion }) => `What must hold, in CEL, of the record named marche or concession, e.g. “assert: ${assertion}”.
If needed: each (each item of a list, named item), when (on that condition only), at (the faulty field, e.g. /dureeMois)`,
    kept: 'just keeps to the rule',
    broken: (record) =>
      `just breaks it; without “at” in the rule, the finding is that of the record: expect: { <rule>: ${record} }`,
    message:
      'what was found and what is expected; {dureeMois} becomes the value of the field, {MOIS_MAX} that of “constants: { MOIS_MAX: 120 }”',
  },
};
