import type { Texts } from '../../model/types.ts';
import { exampleOf, type NewRule } from './files.ts';

/** What is told once the files of a new rule are written: which they are, and what to do next. */
export function nextSteps({ scope, lang }: NewRule, paths: readonly string[]): string {
  const [rule = '', kept = '', broken = '', findings = ''] = paths;
  const { place } = exampleOf(scope);
  const steps: Texts[] = [
    {
      fr: `Dans ${rule}, remplacez chaque « À ÉCRIRE » et « TO WRITE ».`,
      en: `In ${rule}, replace each “À ÉCRIRE” and “TO WRITE”.`,
    },
    {
      fr: `Changez ${kept} pour qu'il respecte la règle de justesse.`,
      en: `Change ${kept} so that it just keeps to the rule.`,
    },
    {
      fr: `Changez ${broken} pour qu'il l'enfreigne, et rien d'autre.`,
      en: `Change ${broken} so that it breaks it, and nothing else.`,
    },
    {
      fr: `Dans ${findings}, « path » est l'endroit du constat :\najoutez-y le « at » de la règle (${place}/dureeMois) et, avec « each », l'endroit de l'élément ;\ns'il y a plusieurs constats, ajoutez une « note » qui dit pourquoi.`,
      en: `In ${findings}, “path” is the place of the finding:\nadd the “at” of the rule to it (${place}/dureeMois) and, with “each”, the place of the item;\nwhere there are several findings, add a “note” that says why.`,
    },
    {
      fr: "Renommez ces deux derniers d'après ce qui est faux : gardez ce qui précède « -- », remplacez « a-completer ».",
      en: 'Rename these last two after what is wrong: keep what stands before “--”, replace “a-completer”.',
    },
    { fr: 'Lancez npm start, qui dit ce qui manque encore.', en: 'Run npm start, which tells what is still missing.' },
  ];
  const [written, next] = lang === 'fr' ? ['Écrits :', 'À faire ensuite :'] : ['Written:', 'To do next:'];
  const list = paths.map((path) => `  ${path}`).join('\n');
  const numbered = steps.map((step, i) => `  ${i + 1}. ${step[lang].replaceAll('\n', '\n     ')}`);
  return `${written}\n${list}\n\n${next}\n${numbered.join('\n')}`;
}
