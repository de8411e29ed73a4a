/** Small pieces of page that the scripts of the reference are made of. */
import type { Lang } from '../../../packages/base/src/language.ts';

/** The language of the page, in which scripts show their texts. */
export const pageLang = (): Lang => (document.documentElement.lang.startsWith('en') ? 'en' : 'fr');

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

/** A field with its label before it. */
export const labelled = (text: string, field: HTMLElement): HTMLLabelElement =>
  element('label', { className: 'outil' }, text, field);

export const choice = (options: readonly (readonly [value: string, label: string])[]): HTMLSelectElement =>
  element('select', {}, ...options.map(([value, label]) => element('option', { value }, label)));

/** A line that says the outcome to those who do not see the page change. */
export function outcome(): HTMLParagraphElement {
  const line = element('p', { className: 'outil__resultat' });
  line.setAttribute('role', 'status');
  return line;
}
