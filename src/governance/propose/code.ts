import { UNWRITTEN } from '../checks/faults.ts';
import { type Draft, refuse } from './draft.ts';
import { withEntry } from './edit.ts';
import { codesIn, fileOf, whereOfCode, withCodes } from './lists.ts';
import { sourceOf } from './sources.ts';

export type AskedCode = {
  list: string;
  code: string;
  label?: string | undefined;
  labelEn?: string | undefined;
  description?: string | undefined;
  descriptionEn?: string | undefined;
  source?: string | undefined;
};

const DESCRIPTIONS = 'schema/codelist-descriptions.yaml';

/** Writes a code at the end of a list, and its description in English. */
export function proposeCode(draft: Draft, asked: AskedCode): void {
  const { list, code } = asked;
  const codes = codesIn(draft, list);
  if (codes.some((one) => one.code === code)) refuse((say) => say['code.there']({ code, where: whereOfCode(draft, list, code) }));
  if (code.trim() !== code || code === '' || code.includes('\u2019')) refuse((say) => say['code.form']({ code }));
  const row = {
    code,
    libelle: asked.label ?? code,
    label_en: asked.labelEn ?? UNWRITTEN.en,
    description: asked.description ?? UNWRITTEN.fr,
    source: sourceOf(draft, asked.source),
    since: 'next',
    deprecated: '',
    replaced_by: '',
  };
  draft.write(fileOf(list), withCodes([...codes, row]));
  // The list of another version may have had the code: its description holds for all.
  const described = draft.value(DESCRIPTIONS) as Record<string, Record<string, string> | undefined>;
  if (described[list]?.[code] === undefined) {
    const english = asked.descriptionEn ?? UNWRITTEN.en;
    const [at, entry] = described[list] ? [`/${list}`, { [code]: english }] : ['', { [list]: { [code]: english } }];
    draft.write(DESCRIPTIONS, withEntry(draft.text(DESCRIPTIONS), at, entry));
  }
  for (const file of [fileOf(list), DESCRIPTIONS])
    if (Object.values(UNWRITTEN).some((mark) => draft.text(file).includes(mark)))
      draft.leave((say) => say['left.marks']({ file, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
}
