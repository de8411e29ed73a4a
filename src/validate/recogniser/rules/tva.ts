import { TVA_FORMS } from '../../../rules/functions/tva-forms.ts';
import { block } from '../emit/block.ts';
import { CannotTell } from './cannot-tell.ts';
import type { Module } from './context.ts';

const NAME = 'tvaValide';
const emitted = new WeakSet<Module>();

/** The name of the function for VAT numbers, made of the forms that the States give them. */
export function emitTvaForms(module: Module): string {
  if (emitted.has(module)) return NAME;
  const cases = [...TVA_FORMS].map(([state, form]) => {
    const matcher = module.patterns.name(form.source, form.unicode);
    if (matcher === undefined) throw new CannotTell(`there is no automaton for ${form.source}`);
    return `case ${littleEndian(state)}: return patterns.${matcher}(from + 2, to); // ${state}`;
  });
  emitted.add(module);
  module.add([
    '// The two letters of the State are looked up as one word, then what it gives out is read by its automaton.',
    ...block(`function ${NAME}(text: usize): bool`, [
      'const from: usize = load<u32>(text);',
      'const to: usize = load<u32>(text, 4);',
      'if (to - from < 4 || to - from > 14) return false;',
      `if (load<u16>(from) == ${littleEndian('FR')}) return frenchTva(from + 2, to);`,
      ...block('switch (load<u16>(from))', [...cases, 'default: return false;']),
    ]),
  ]);
  return NAME;
}

const littleEndian = (letters: string): string => `0x${(letters.charCodeAt(0) | (letters.charCodeAt(1) << 8)).toString(16)}`;
