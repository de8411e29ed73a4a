import { translate } from '@docusaurus/Translate';

/** A text of the interface, from `i18n/<language>/code.json`, with its values put in. Both languages stand there. */
export const say = (id: string, values?: Record<string, string | number>): string => translate({ id }, values);
