/** Words that all pages of the reference use. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { EN as DICTIONARY_EN } from '../../../src/generate/dictionary/words-en.ts';
import { FR as DICTIONARY_FR } from '../../../src/generate/dictionary/words-fr.ts';
import { EXPLAIN } from '../../../src/messages/compiled/explain.ts';
import type { Holder } from '../lives.ts';

const FR = {
  colon: ' : ',
  holders: { marche: 'Marché', 'contrat-concession': 'Contrat de concession', fichier: 'Fichier' } as Record<Holder, string>,
  next: 'à venir',
  source: 'Source',
  download: 'Télécharger',
  families: { reglementaire: 'réglementaire', agregateur: 'consolidation nationale', qualite: 'qualité' },
  none: 'aucun',
};

const EN: typeof FR = {
  colon: ': ',
  holders: { marche: 'Public contract', 'contrat-concession': 'Concession contract', fichier: 'File' },
  next: 'to come',
  source: 'Source',
  download: 'Download',
  families: { reglementaire: 'regulatory', agregateur: 'national consolidation', qualite: 'quality' },
  none: 'none',
};

export const COMMON: Record<Lang, typeof FR> = { fr: FR, en: EN };
export const DICTIONARY = { fr: DICTIONARY_FR, en: DICTIONARY_EN };
export { EXPLAIN };
