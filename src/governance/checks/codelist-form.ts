/** A codelist as a spreadsheet has saved it, and as the référentiel keeps it. */
import { InputError } from '../../finding.ts';
import { inOurForm, savedBySpreadsheet, type Mark } from '../../model/codelist-form.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { decode } from '../../read/csv/decode.ts';

/** `text`: the file in our form; `fault`: what is said of it once, where a spreadsheet or a damage shows. `lost`: nothing can be done by a program. */
export type CodelistForm = { text: string; fault?: Texts; lost?: true };

/** The form of the bytes of a codelist. */
export function codelistForm(bytes: Uint8Array): CodelistForm {
  const { text, marks, damaged } = decoded(bytes);
  if (damaged) return { text, fault: DAMAGED, lost: true };
  const ours = inOurForm(text);
  const all = [...marks, ...ours.marks];
  return all.length === 0 ? { text: ours.text } : { text: ours.text, fault: savedBySpreadsheet(all) };
}

const UTF_8_MARK = [0xef, 0xbb, 0xbf];

function decoded(bytes: Uint8Array): { text: string; marks: Mark[]; damaged?: true } {
  try {
    const { text, encoding, damaged } = decode(bytes);
    const hasMark = UTF_8_MARK.every((byte, i) => bytes[i] === byte);
    return {
      text,
      marks: [...(hasMark ? ['bom' as const] : []), ...(encoding === 'utf-8' ? [] : [encoding])],
      ...(damaged && { damaged }),
    };
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'encoding.utf16') throw error;
    // `UTF-16LE` or `UTF-16BE`, whether the file begins with a mark or not.
    const text = new TextDecoder(String(error.params['encoding'])).decode(bytes);
    return { text, marks: ['utf-16'], ...(text.includes('\uFFFD') && { damaged: true }) };
  }
}

const DAMAGED: Texts = {
  fr: "des caractères de ce fichier sont perdus : il n'est ni de l'UTF-8 ni du Windows-1252 ; remettez-le comme il était (git restore) et refaites vos changements",
  en: 'characters of this file are lost: it is neither UTF-8 nor Windows-1252; put it back as it was (git restore) and make your changes again',
};
