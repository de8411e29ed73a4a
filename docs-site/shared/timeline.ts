import type { Lang, Texts } from '../../packages/base/src/language.ts';

/** What the home page says of a version: written by the build, since the pages drawn by React read no models. */
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
