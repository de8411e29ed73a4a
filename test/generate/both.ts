/** One file judged in both forms: its JSON by the schema, the XML that it becomes by the generated XSD; and what may make them differ. */
import type { Finding } from '../../src/finding.ts';
import { checkText } from '../../src/validate/text.ts';
import type { Version } from '../../src/validate/types.ts';
import type { Lost } from '../../src/write/lost.ts';
import { xmlOf } from '../../src/write/xml/file.ts';
import type { XsdJudge } from './libxml.ts';

export type Both = { json: boolean; xml: boolean; text: string; lost: Lost[]; findings: Finding[] };

/** Both verdicts. Undefined where the text is no JSON: then nothing is converted. */
export function judgeBoth(json: string, version: Version, xsd: XsdJudge): Both | undefined {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { schemaVerdict, findings } = checkText(json, version);
  const { text, lost } = xmlOf(file, version.model);
  return { json: schemaVerdict === true, xml: xsd.accepts(text), text, lost, findings };
}

/** Why the two may differ. Each is needed: one that explains nothing any more is a fault of the table. */
export type Exception = { name: string; why: string; holds: (both: Both, version: Version) => boolean };

const lossOf = (name: string, why: string): Exception => ({
  name: `convert.${name}`,
  why,
  holds: ({ json, xml, lost }) => !json && xml && lost.some(({ code }) => code === `convert.${name}`),
});

const isTwin = (finding: Finding): boolean =>
  finding.code === 'schema.uniqueItems' &&
  /^\/marches\/[a-z-]+\/\d+\/(modificationsActesSousTraitance|modifications|donneesExecution)\/\d+$/.test(finding.path);

export const EXCEPTIONS: readonly Exception[] = [
  lossOf('null', 'XML has no null: the field is left out, and an optional field may be'),
  lossOf('wrong-type', 'in XML the text "12" of a number is the number 12; a block where a text is expected is left out'),
  lossOf('unknown-property', 'an unknown name whose value is no text, or beside the lists, has no place in XML and is left out'),
  lossOf('empty-object', 'the envelope of an item leaves no trace in XML: an empty one is left out'),
  {
    name: 'twins',
    why: 'whole items with optional fields or lists in them: xs:unique cannot compare them',
    holds: ({ json, xml, findings }) => !json && xml && findings.filter(({ severity }) => severity === 'error').every(isTwin),
  },
  {
    name: 'year 0000',
    why: 'xs:date of XSD 1.0 has no year 0000',
    holds: ({ json, xml, text }) => json && !xml && />0000-\d\d-\d\d</.test(text),
  },
];

export const explanation = (both: Both, version: Version): Exception | undefined =>
  EXCEPTIONS.find(({ holds }) => holds(both, version));
