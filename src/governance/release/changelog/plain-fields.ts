/** Fields that come, go and are asked for: « champ » is what people call a property. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Texts } from '../../../../packages/base/src/language.ts';

const REQUIRED: Texts = { fr: 'Ce champ est maintenant obligatoire.', en: 'This field is now required.' };
const GONE: Texts = { fr: "Ce champ n'existe plus.", en: 'This field no longer exists.' };
const REFUSED: Texts = { fr: "Ce champ n'existe plus : il est refusé.", en: 'This field no longer exists: it is refused.' };
const NEW: Texts = { fr: 'Ce champ est nouveau.', en: 'This field is new.' };
const NEW_REQUIRED: Texts = { fr: 'Ce champ est nouveau et obligatoire.', en: 'This field is new and required.' };
const CHECKED: Texts = {
  fr: "Ce nom était libre. Il désigne maintenant un champ, et n'importe quelle valeur n'y est plus acceptée.",
  en: 'This name was free. It is now that of a field, and not any value is accepted there.',
};
const OPTIONAL: Texts = { fr: "Ce champ n'est plus obligatoire.", en: 'This field is no longer required.' };
const RENAMED: Texts = {
  fr: 'Ce champ se nomme maintenant {to} (avant : {from}).',
  en: 'This field is now called {to} (before: {from}).',
};

/** The sentence of a field; undefined for any other change. */
export function fieldSentence({ kind, params, direction }: Change): Texts | undefined {
  switch (kind) {
    case 'property-now-required':
      return REQUIRED;
    case 'property-no-longer-required':
      return OPTIONAL;
    case 'property-forbidden':
      return REFUSED;
    case 'property-allowed':
      return NEW;
    case 'property-removed':
      return params['refused'] === true ? REFUSED : GONE;
    case 'property-added':
      if (params['required'] === true) return NEW_REQUIRED;
      return direction === 'narrowed' ? CHECKED : NEW;
    case 'property-renamed':
      return renamed(params);
    default:
      return undefined;
  }
}

const renamed = ({ from, to }: Change['params']): Texts => ({
  fr: RENAMED.fr.replace('{to}', `« ${String(to)} »`).replace('{from}', `« ${String(from)} »`),
  en: RENAMED.en.replace('{to}', `“${String(to)}”`).replace('{from}', `“${String(from)}”`),
});
