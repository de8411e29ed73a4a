import { translate } from '@docusaurus/Translate';

/** A text of the interface from `i18n/<language>/code.json`, with its values inserted. */
export const say = (id: string, values?: Record<string, string | number>): string => translate({ id }, values);
