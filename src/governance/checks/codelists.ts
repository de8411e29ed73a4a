import type { Code, Model, Texts } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import type { Problem } from '../problem.ts';

/** The codes of `next`: straight apostrophes, both labels there, replacements that exist. Published lists are reproduced as they were. */
export function checkCodelists({ version, codelists, schema }: Model): Problem[] {
  const used = new Set([...subschemas(schema)].map(([, node]) => node['x-codelist']));
  return Object.entries(codelists).flatMap(([name, codes]) => {
    const file = `schema/${version}/codelists/${name}.csv`;
    if (!used.has(name)) return [{ file, ...UNUSED }];
    return codes.flatMap((code) =>
      faults(code, codes).map(([fr, en]) => ({ file, fr: `« ${code.code} » : ${fr}`, en: `“${code.code}”: ${en}` })),
    );
  });
}

const UNUSED: Texts = {
  fr: 'le schéma ne se sert pas de cette liste ; retirez le fichier, ou citez-la par « x-codelist »',
  en: 'the schema does not use this list; remove the file, or refer to it by “x-codelist”',
};

function faults(
  { code, libelle, label_en, description, source, replaced_by, deprecated }: Code,
  codes: Code[],
): [string, string][] {
  const found: [string, string][] = [];
  if (code.includes('\u2019'))
    found.push([
      "apostrophe typographique dans un code : elle a déjà cassé des données ; écrivez l'apostrophe droite « ' »",
      "typographic apostrophe in a code: it broke data before; write the straight one “'”",
    ]);
  if (code !== code.trim() || code === '') found.push(['code vide ou bordé de blancs', 'code empty or with blanks around it']);
  if (code !== code.normalize('NFC'))
    found.push(['les accents ne sont pas composés (forme NFC attendue)', 'accents are not composed (NFC expected)']);
  for (const [key, text] of Object.entries({ libelle, label_en, description, source })) {
    if (text.trim() === '') found.push([`la colonne « ${key} » est vide`, `column “${key}” is empty`]);
    if (text.includes('\u2019'))
      found.push([
        `apostrophe typographique dans la colonne « ${key} » ; écrivez l'apostrophe droite « ' »`,
        `typographic apostrophe in column “${key}”; write the straight one “'”`,
      ]);
  }
  if (replaced_by !== '' && deprecated === '')
    found.push(['remplacé sans être déprécié : remplissez « deprecated »', 'replaced but not deprecated: fill in “deprecated”']);
  if (replaced_by !== '' && !codes.some((other) => other.code === replaced_by))
    found.push([`le code de remplacement « ${replaced_by} » n'existe pas`, `the replacement “${replaced_by}” does not exist`]);
  return found;
}
