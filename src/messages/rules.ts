/** What is said of the run of the rules itself; what a rule finds is said in its own words (`rule.ts`). */
import { en, fr } from '../../packages/base/src/language.ts';
import type { RulesParams } from './params.ts';
import type { Catalogue } from './types.ts';
import { visible } from '../../packages/base/src/visible.ts';

export const RULES: Catalogue<RulesParams> = {
  'rules.list-too-long': {
    severity: 'warning',
    title: { fr: 'liste trop longue pour certaines règles', en: 'list too long for some rules' },
    fr: ({ limit }) => ({
      found: `une liste de plus de ${fr.number(limit)} éléments dans un contrat`,
      expected: `au plus ${fr.number(limit)} éléments, pour que toutes les règles soient vérifiées`,
      remedy: "Les règles qui comparent entre eux les éléments de cette liste n'ont pas été vérifiées : contrôlez-les autrement.",
    }),
    en: ({ limit }) => ({
      found: `a list of more than ${en.number(limit)} items in a contract`,
      expected: `at most ${en.number(limit)} items, so that all rules are checked`,
      remedy: 'The rules that compare the items of this list with one another were not checked: check them otherwise.',
    }),
  },
  'rules.left-out': {
    severity: 'info',
    title: {
      fr: 'contrat que la consolidation nationale écarterait',
      en: 'contract that the national consolidation would leave out',
    },
    fr: ({ reason, version }, { context }) => ({
      found:
        reason === 'schema'
          ? `un contrat conforme à cette version, que le schéma ${visible(version)}, appliqué par la consolidation nationale, refuse`
          : `un contrat que la consolidation nationale écarterait (« ${context.rule?.(reason)?.title.fr ?? visible(reason)} »), parce qu'elle ne contrôle pas comme cette règle`,
      expected: 'rien de plus pour être conforme',
      remedy:
        reason === 'schema'
          ? `Contrôlez le fichier avec « --schema ${visible(version)} » pour savoir ce qui est refusé.`
          : `La donnée est juste : signalez l'écart à la consolidation nationale (« decp explain ${visible(reason)} » le décrit).`,
    }),
    en: ({ reason, version }, { context }) => ({
      found:
        reason === 'schema'
          ? `a contract that conforms to this version, and that schema ${visible(version)}, which the national consolidation applies, refuses`
          : `a contract that the national consolidation would leave out (“${context.rule?.(reason)?.title.en ?? visible(reason)}”), because it does not check as this rule does`,
      expected: 'nothing more to conform',
      remedy:
        reason === 'schema'
          ? `Check the file with “--schema ${visible(version)}” to know what is refused.`
          : `The data are right: report the difference to the national consolidation (“decp explain ${visible(reason)}” describes it).`,
    }),
  },
};
