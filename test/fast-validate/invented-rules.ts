/** Rules that nobody has written: each form of the language, where the rules of the project have only some. */
import type { RecordEntry, Rule, RuleEntry } from '../../src/model/rules.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN } from '../support/engine.ts';

const texts = { fr: 'x', en: 'x' };

const ruleOf = (on: RuleEntry, number: number): Rule => ({
  id: `inventee-${number}`,
  severity: 'error',
  family: 'qualite',
  consolidation: 'mark',
  title: texts,
  description: texts,
  remedy: texts,
  source: { text: 'x' },
  since: '1.3.0',
  on: [on],
  message: texts,
});

const marche = (assert: string, more: Partial<RecordEntry> = {}): RecordEntry => ({ scope: 'marche', assert, ...more });
const concession = (assert: string, more: Partial<RecordEntry> = {}): RecordEntry => ({ scope: 'concession', assert, ...more });
const note = texts;

const ENTRIES: readonly RuleEntry[] = [
  // Lists made of lists.
  marche("size(marche.titulaires.filter(t, t.titulaire.typeIdentifiant == 'SIRET')) <= 1"),
  marche('!marche.titulaires.map(t, t.titulaire.id).exists(i, i == marche.acheteur.id)'),
  marche("marche.titulaires.filter(t, t.titulaire.typeIdentifiant != 'SIRET').map(t, t.titulaire.id).all(i, size(i) < 12)"),
  marche("'SIRET' in marche.titulaires.map(t, t.titulaire.typeIdentifiant)"),
  marche('size(marche.titulaires.map(t, t.titulaire.id)) < 3'),
  marche('premier(marche.titulaires.map(t, t.titulaire.id)) != marche.acheteur.id'),
  marche("premier(marche.titulaires.filter(t, t.titulaire.typeIdentifiant == 'TVA').map(t, t.titulaire.id)) == ''"),
  marche("marche.titulaires.map(t, t.titulaire.typeIdentifiant == 'SIRET').all(b, b)"),
  marche(
    '!has(marche.modifications) || !marche.modifications.map(m, jour(m.modification.dateNotificationModification)).exists_one(j, j > 19700)',
  ),
  marche('!has(marche.modifications) || !marche.modifications.map(m, m.modification.id).exists(i, i > 2)'),
  marche("['Conjoint', 'Solidaire'].all(word, word != marche.typeGroupementOperateurs)"),
  marche("size(['Conjoint', 'Solidaire'].filter(word, word != marche.typeGroupementOperateurs)) == 2"),
  // Lists in lists.
  marche(
    'marche.modifications.all(m, !has(m.modification.titulaires) || m.modification.titulaires.all(t, marche.titulaires.exists(u, u.titulaire.id == t.titulaire.id)))',
    { when: 'has(marche.modifications)' },
  ),
  marche('size(item.titulaire.id) == 14', { each: 'modifications[].modification.titulaires[]', deviation: { first: 1, note } }),
  marche('item.id != marche.acheteur.id', {
    each: 'modifications[].modification.titulaires[].titulaire',
    deviation: { assert: "item.typeIdentifiant == 'SIRET'", first: 2, note },
  }),
  // Objects and texts gone to.
  marche('size(item.code) <= 5', { each: 'lieuExecution' }),
  marche("!(item in ['Catalogue électronique', 'Enchère électronique'])", { each: 'techniques.technique[]' }),
  marche('size(item) != 12', {
    each: 'techniques.technique[]',
    when: "item != 'Sans objet'",
    deviation: { assert: 'size(item) > 3', note },
  }),
  // Numbers.
  marche('marche.montant / 4.0 - 1000.5 < marche.montant * 2.0 - 60000.0'),
  marche('partieEntiere(marche.montant) != marche.montant || marche.montant in [40000.0, 50000.0, 100000.0]'),
  marche('size(marche.titulaires) + size(marche.techniques.technique) - 1 < 4'),
  marche('jour(marche.datePublicationDonnees) - jour(marche.dateNotification) <= 30'),
  marche('marche.dureeMois in [1, 2, 3] || marche.dureeMois >= 12'),
  marche("chiffreRepete(marche.montant) < 4 && !commencePar(marche.montant, '12')"),
  marche('decimales(marche.montant) == 0'),
  // Booleans and days.
  marche('marche.marcheInnovant == marche.attributionAvance'),
  marche('marche.marcheInnovant != marche.sousTraitanceDeclaree || true == marche.marcheInnovant'),
  marche('marche.dateNotification == marche.datePublicationDonnees'),
  marche('aujourdhui() != marche.dateNotification && moisEntre(marche.dateNotification, aujourdhui()) < 24'),
  marche("marche.dateNotification in ['2024-01-15', '2025-06-30', '2024-03-01'] || marche.dateNotification.matches('-0[1-5]-')"),
  // Functions of texts.
  marche("cpvCle(marche.codeCPV) != '' && cpvCle(marche.codeCPV) != cpvCle('45000000')"),
  marche("!cpvCle(marche.codeCPV).matches('^4')"),
  marche('size(cpvCle(marche.codeCPV)) == size(marche.codeCPV)'),
  marche('sirenValide(marche.acheteur.id) || tvaValide(marche.acheteur.id) || luhnValide(marche.acheteur.id)'),
  marche("nomenclature('cog-arrondissements', marche.lieuExecution.code) || size(marche.objet) > 20"),
  marche("!(marche.lieuExecution.code in ['75056', 'é', '84']) && marche.lieuExecution.code != marche.id"),
  // Guards.
  marche('!has(marche.tauxAvance) || (marche.tauxAvance >= 0.05 && marche.tauxAvance <= 0.6)'),
  marche('has(marche.modifications) && size(marche.modifications) > 1', {
    when: 'has(marche.modifications) && marche.attributionAvance',
  }),
  marche('has(item.montant) || has(item.dureeMois)', {
    each: 'modifications[].modification',
    deviation: { assert: 'has(item.montant)', note },
  }),
  // A deviation that is never at fault.
  marche('size(marche.objet) > 5', { deviation: { assert: 'true', note } }),
  {
    scope: 'fichier',
    kind: 'marche',
    unique: ['marche.marcheInnovant', 'marche.montant', 'size(marche.titulaires)', 'cpvCle(marche.codeCPV)', 'marche.dureeMois'],
  },
  {
    scope: 'fichier',
    kind: 'marche',
    unique: ["premier(marche.titulaires.filter(t, t.titulaire.typeIdentifiant == 'TVA').map(t, t.titulaire.id))"],
  },
  { scope: 'fichier', kind: 'marche', unique: 'record' },
  concession('size(concession.concessionnaires) == 1 || concession.valeurGlobale > 50000.0'),
  concession('concession.donneesExecution.all(d, size(d.donneesAnnuelles.tarifs) < 3)', {
    when: 'has(concession.donneesExecution)',
  }),
  concession('item.donneesAnnuelles.tarifs.exists(t, t.tarif.tarif > 2.0)', { each: 'donneesExecution[]' }),
  concession('item.tarif.tarif < 1000.0', {
    each: 'donneesExecution[].donneesAnnuelles.tarifs[]',
    deviation: { first: 1, note },
  }),
  { scope: 'fichier', kind: 'concession', unique: ['concession.dateSignature'] },
];

/** Throws for one that the language refuses. */
export async function inventedRules(): Promise<CheckedRule[]> {
  const { model } = await loadVersion(GOLDEN);
  return ENTRIES.map((entry, number) => {
    const checked = checkRule(ruleOf(entry, number), model);
    if (Array.isArray(checked)) throw new Error(`${JSON.stringify(entry)}: ${checked.map(({ texts: { en } }) => en).join()}`);
    return checked;
  });
}
