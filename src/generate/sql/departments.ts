/** The département of a place of performance, as a function of PostgreSQL: from its code and the kind of that code. Nothing is guessed. */
import { SQL_SCRIPTS } from '../../messages/compiled/sql-scripts.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { literal, paragraphs } from './text.ts';

/** The function that gives the département, or NULL, and the one that gives why it is NULL. */
export const DEPARTMENT = 'decp_departement';
export const UNKNOWN_DEPARTMENT = 'decp_departement_inconnu';

/** The départements and overseas collectivities of the Code officiel géographique. */
const CODE = '0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[46-9]';

/**
 * Postal codes of communes in two départements, from the communes of the Code officiel géographique; 94390 is the airport of Orly, which
 * two départements share, and a commune of the Essonne.
 */
const SHARED = '01200 01410 01590 05110 05130 05160 05700 06260 13780 21340 33220 37160 42620 43450 48250 52100 94390'.split(' ');
const IS_SHARED = `code IN (${SHARED.map(literal).join(', ')})`;

/** Islands that have left Guadeloupe or are served from Polynesia, and keep its postal codes. */
const ISLANDS = { '97133': '977', '97150': '978', '98799': '989' };

const matched = (pattern: string): string => `substring(code FROM ${literal(pattern)})`;

const POSTAL = [
  'CASE',
  "      WHEN code !~ '^[0-9]{5}$' THEN NULL",
  `      WHEN ${IS_SHARED} THEN NULL`,
  ...Object.entries(ISLANDS).map(([code, department]) => `      WHEN code = ${literal(code)} THEN ${literal(department)}`),
  "      WHEN code ~ '^20[01]' THEN '2A'",
  "      WHEN code ~ '^20[26]' THEN '2B'",
  `      ELSE ${matched(`^(${CODE})`)}`,
  '    END',
].join('\n');

/** The département by kind of code, which is a code of the codelist of the field. A kind that the codelist may add is said to be unknown. */
const BY_KIND: Readonly<Record<string, string>> = {
  'Code postal': POSTAL,
  'Code commune': matched(`^(?=.{5}$)(${CODE})[0-9]+$`),
  // Those of a département, then those of Paris, Lyon and Marseille, which have the form of a code of a commune.
  'Code arrondissement': `coalesce(${matched(`^(${CODE})[0-9]$`)},\n      ${matched('^(75(?=1(?:0[1-9]|1[0-9]|20)$)|69(?=38[1-9]$)|13(?=2(?:0[1-9]|1[0-6])$))')})`,
  'Code canton': matched(`^(${CODE})[0-9]{2}$`),
  'Code département': matched(`^(${CODE})$`),
};

/** Kinds of places that are larger than a département. */
const LARGER: Readonly<Record<string, string>> = { 'Code région': 'région', 'Code pays': 'pays' };

/** Values of the column that says why the département is unknown. */
const REASON = {
  absent: 'lieu absent',
  shared: 'code postal de plusieurs départements',
  code: 'code inconnu',
  kind: 'type de code inconnu',
};
/** All values of that column. */
export const REASONS: readonly string[] = [...Object.values(LARGER), ...Object.values(REASON)];

/** Both functions, with their arguments in the same order: the kind of the code, the code. */
export function departmentFunctions(): string[] {
  return [
    ...paragraphs(textsOf(SQL_SCRIPTS, (say) => say.postal({ count: SHARED.length }))),
    ...create(DEPARTMENT, [
      'CASE type_code',
      ...Object.entries(BY_KIND).map(([kind, value]) => `    WHEN ${literal(kind)} THEN ${value}`),
    ]),
    '',
    ...create(UNKNOWN_DEPARTMENT, [
      'CASE',
      `    WHEN type_code IS NULL OR code IS NULL THEN ${literal(REASON.absent)}`,
      `    WHEN ${DEPARTMENT}(type_code, code) IS NOT NULL THEN NULL`,
      ...Object.entries(LARGER).map(([kind, reason]) => `    WHEN type_code = ${literal(kind)} THEN ${literal(reason)}`),
      `    WHEN type_code = 'Code postal' AND ${IS_SHARED} THEN ${literal(REASON.shared)}`,
      `    WHEN type_code IN (${Object.keys(BY_KIND).map(literal).join(', ')}) THEN ${literal(REASON.code)}`,
      `    ELSE ${literal(REASON.kind)}`,
    ]),
    '',
  ];
}

const create = (name: string, lines: readonly string[]): string[] => [
  `CREATE OR REPLACE FUNCTION ${name}(type_code text, code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE`,
  `  RETURN ${lines.join('\n')}\n  END;`,
];
