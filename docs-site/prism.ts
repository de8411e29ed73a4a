import type { PrismTheme } from 'prism-react-renderer';

type Colours = { text: string; paper: string; quiet: string; name: string; value: string; word: string };

/** Every colour stands out from its paper by 4.5 to 1 at least (a test of the site measures it). */
const themeOf = ({ text, paper, quiet, name, value, word }: Colours): PrismTheme => ({
  plain: { color: text, backgroundColor: paper },
  styles: [
    { types: ['comment', 'prolog', 'doctype', 'cdata'], style: { color: quiet, fontStyle: 'italic' } },
    { types: ['punctuation', 'operator'], style: { color: quiet } },
    { types: ['property', 'tag', 'key', 'attr-name', 'class-name', 'atrule'], style: { color: name } },
    { types: ['string', 'attr-value', 'char', 'inserted'], style: { color: value } },
    { types: ['number', 'boolean', 'keyword', 'constant', 'builtin', 'function', 'deleted'], style: { color: word } },
  ],
});

export const light = themeOf({
  ...{ text: '#1f2a2e', paper: '#f3f6f5', quiet: '#55636a' },
  ...{ name: '#0b5563', value: '#7a3a00', word: '#7b2469' },
});

export const dark = themeOf({
  ...{ text: '#e4ebe9', paper: '#1b2427', quiet: '#a3b3b5' },
  ...{ name: '#7fd6d6', value: '#f2c078', word: '#eda6d8' },
});
