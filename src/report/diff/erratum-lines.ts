import type { UsedErratum } from '../../diff/decision.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import type { Erratum } from '../../model/errata.ts';
import { sentence } from '../words.ts';
import type { DiffWords } from './words.ts';

/** What is said of an erratum beside its change, a sentence a line: who approved it, from what source, how rare it is, whether it counts. */
export function erratumLines({ erratum, refused }: UsedErratum, words: DiffWords, lang: Lang): string[] {
  const { title, approved } = erratum;
  const lines = [
    words.erratum(sentence(title[lang]), approved.who, approved.when),
    ...groundsOf(erratum, words, lang),
    ...(refused ? [words.refused[refused]] : []),
  ];
  return lines.map((line) => visible(line, 600));
}

function groundsOf(erratum: Erratum, words: DiffWords, lang: Lang): string[] {
  if (erratum.kind === 'examined') return [sentence(erratum.examination[lang])];
  const { reason, source, share } = erratum;
  const note = source.note ? [sentence(source.note[lang])] : [];
  return [words.because(words.reason[reason], source.text), ...note, words.share(share)];
}
