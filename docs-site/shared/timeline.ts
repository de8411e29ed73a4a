import type { Lang, Texts } from '../../packages/base/src/language.ts';

/** The data of a version on the home page. The build writes them, because React components read no models. */
export type TimelineVersion = {
  version: string;
  date?: string;
  status: 'current' | 'proposal' | 'replaced' | 'draft';
  /** The same as people read it. */
  statusWords: Texts;
  replacedBy?: string;
  becomes?: string;
  from?: string;
  until?: string;
  texts: Record<Lang, string[]>;
};
