import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import { isUnwritten, UNWRITTEN } from '../checks/faults.ts';
import { type Draft, Refusal, refuse } from './draft.ts';
import { withEntry } from './edit.ts';
import { checkLine, codesIn, DESCRIPTIONS, fileOf, whereOfCode, withCodes } from './lists.ts';
import { rulesThatRead } from './rename-rules.ts';
import { sourceOf } from './sources.ts';
import { spotsOf } from './taken-code.ts';
import { alike } from '../checks/codelists.ts';

export type AskedCode = {
  list: string;
  code: string;
  label?: string | undefined;
  labelEn?: string | undefined;
  description?: string | undefined;
  descriptionEn?: string | undefined;
  source?: string | undefined;
};

/** Refuses what is no code, or is one of a list already. */
export function checkNewCode(draft: Draft, list: string, code: string): void {
  if (codesIn(draft, list).some((one) => one.code === code))
    refuse((say) => say['code.there']({ code, where: whereOfCode(draft, list, code) }));
  const near = codesIn(draft, list).find((one) => alike(one.code, code));
  if (near) refuse((say) => say['code.alike']({ code, other: near.code, where: whereOfCode(draft, list, near.code) }));
  if (code.trim() !== code || code === '' || code.includes('\u2019') || code !== code.normalize('NFC'))
    refuse((say) => say['code.form']({ code }));
}

/** Writes a code at the end of a list, and its description in English. */
export function proposeCode(draft: Draft, asked: AskedCode): void {
  const { list, code } = asked;
  const codes = codesIn(draft, list);
  checkNewCode(draft, list, code);
  checkLine(code, asked.label, asked.labelEn, asked.description);
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
  const at = child('', list);
  const described = draft.value(DESCRIPTIONS);
  if (valueAt(described, child(at, code)) === undefined) {
    const entry = { [code]: asked.descriptionEn ?? UNWRITTEN.en };
    const isNew = valueAt(described, at) === undefined;
    draft.write(DESCRIPTIONS, withEntry(draft.text(DESCRIPTIONS), isNew ? '' : at, isNew ? { [list]: entry } : entry));
  }
  const columns = Object.entries(row).flatMap(([column, text]) => (isUnwritten(text) ? [column] : []));
  if (columns.length > 0)
    draft.leave((say) => say['left.code']({ file: fileOf(list), code, columns, isProposed: columns.includes('source') }));
  if (asked.descriptionEn === undefined && isUnwritten(draft.text(DESCRIPTIONS)))
    draft.leave((say) => say['left.marks']({ file: DESCRIPTIONS, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
  const files = rulesOfList(draft, list);
  if (files.length > 0) draft.leave((say) => say['left.code-rules']({ files, count: files.length, code }));
}

/** The rules that read a field of a list; none where the draft cannot be read, which its checks say. */
function rulesOfList(draft: Draft, list: string): string[] {
  try {
    return rulesThatRead(
      draft,
      spotsOf(draft, list).map(({ path }) => path),
    );
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
