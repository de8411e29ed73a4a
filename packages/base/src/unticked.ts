import type { Lang } from './language.ts';

/** CommonMark's code as words between quotation marks. */
export const unticked = (text: string, lang: Lang): string => text.replace(/`([^`]+)`/g, lang === 'fr' ? '« $1 »' : '“$1”');
