import type { Lang } from '../../../packages/base/src/language.ts';

/** What the scaffold of a rule explains, key by key. */
type Comments = Record<
  'top' | 'severity' | 'family' | 'consolidation' | 'title' | 'description' | 'remedy' | 'source' | 'since' | 'message',
  string
> & { on(example: { assertion: string; place: string }): string };

export const RULE_COMMENTS: Record<Lang, Comments> = {
  fr: {
    top: `Une règle de contenu. Remplacez chaque « À ÉCRIRE » et chaque « TO WRITE », choisissez le reste, puis retirez ces commentaires.
CONTRIBUTING.md (« Ajouter une règle ») dit comment, schema/dialect/rule.schema.json donne la forme exacte.`,
    severity: 'error : le fichier est non conforme ; warning : à corriger sans doute ; info : à savoir',
    family:
      'reglementaire : un texte le dit ; agregateur : la consolidation nationale écarte ou marque le contrat ; qualite : un avis',
    consolidation:
      "Ce que la consolidation nationale fait aujourd'hui d'un contrat qui l'enfreint : drop (écarté), mark (marqué), none (rien)",
    title: 'la faute en quelques mots, sans majuscule ni point',
    description: 'pourquoi la règle existe',
    remedy: 'comment corriger la donnée, avec un point',
    source: `Un identifiant de schema/legal-texts.yaml, puis une virgule et l'article ou l'annexe ; « referentiel » si aucun texte ne le dit`,
    since: "La première version du format où la règle s'applique ; until, facultatif, est la dernière",
    on: ({
      assertion,
      place,
    }) => `Ce qui doit être vrai, en CEL, du contrat nommé marche ou concession, p. ex. « assert: ${assertion} ».
Au besoin : each (chaque élément d'une liste, nommé item), when (à cette condition seulement), at (le champ fautif, p. ex. /dureeMois).
Avec at ou each, changez aussi « path » dans le .findings.json de l'exemple, p. ex. ${place}/dureeMois`,
    message:
      'ce qui est trouvé et ce qui est attendu ; {dureeMois} y devient la valeur du champ, {MOIS_MAX} celle de « constants: { MOIS_MAX: 120 } »',
  },
  en: {
    top: `A rule of content. Replace each “À ÉCRIRE” and each “TO WRITE”, choose the rest, then remove these comments.
CONTRIBUTING.md (“In English”) tells how, schema/dialect/rule.schema.json gives the exact form.`,
    severity: 'error: the file does not conform; warning: probably to be mended; info: worth knowing',
    family:
      'reglementaire: a text says so; agregateur: the national consolidation drops or marks the record; qualite: an opinion',
    consolidation: 'What the national consolidation does today with a record that breaks it: drop, mark, none',
    title: 'the violation in a few words, without capital or full stop',
    description: 'why the rule exists',
    remedy: 'how to mend the data, with a full stop',
    source: 'An identifier of schema/legal-texts.yaml, then a comma and the article or annex; “referentiel” if no text says so',
    since: 'The first version of the format that the rule applies to; until, optional, is the last',
    on: ({ assertion, place }) => `What must hold, in CEL, of the record named marche or concession, e.g. “assert: ${assertion}”.
If needed: each (each item of a list, named item), when (on that condition only), at (the faulty field, e.g. /dureeMois).
With at or each, change “path” in the .findings.json of the example too, e.g. ${place}/dureeMois`,
    message:
      'what was found and what is expected; {dureeMois} becomes the value of the field, {MOIS_MAX} that of “constants: { MOIS_MAX: 120 }”',
  },
};
