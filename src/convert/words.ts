import type { Lang } from '../../packages/base/src/language.ts';
import { KITS } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Conversion } from './conversion.ts';

/** What became of a conversion, and what to do next, in a sentence or two. */
export function convertWords({ output, records, version, counts, written }: Conversion, lang: Lang): string {
  const say = KITS[lang];
  const total = records.marche + records['contrat-concession'];
  const file = output.file === '-' ? { fr: 'la sortie standard', en: 'standard output' }[lang] : visible(output.file, 300);
  if (lang === 'fr') {
    if (!written)
      return `Rien n'a été écrit : ${say.count(counts.error, 'constat dit', 'constats disent')} ce qui serait perdu ou faussé. Corrigez le fichier, ou ajoutez « --lossy » pour écrire le reste.`;
    const loss = counts.error > 0 ? " Ce que les constats nomment n'y est pas." : '';
    return `${say.count(total, 'contrat converti', 'contrats convertis')} (version ${version}), dans ${file}.${loss}`;
  }
  if (!written)
    return `Nothing was written: ${say.count(counts.error, 'finding says', 'findings say')} what would be lost or wrong. Mend the file, or add “--lossy” to write the rest.`;
  const loss = counts.error > 0 ? ' What the findings name is not in it.' : '';
  return `${say.count(total, 'contract', 'contracts')} converted (version ${version}) into ${file}.${loss}`;
}
