/** What a comparison refuses: a schema that is none, or that refers to what is not there. */
import { capital, en, fr, type Lang, type Texts } from '../../base/src/language.ts';

/** `at` is a JSON Pointer in the schema; `message` is what its meta-schema says, in English. */
export type SchemaErrorParams = {
  'input.schema-invalid': { side: 'previous' | 'next' | 'beside'; at: string; message: string };
  'input.schema-bad-pattern': { pattern: string };
  'input.schema-remote': { reference: string };
  'input.schema-no-target': { reference: string };
  'input.schema-bad-address': { address: string };
};

export type SchemaErrorCode = keyof SchemaErrorParams;

type Sentences = { found: string; expected: string; remedy: string };
type Entry<P> = { severity: 'error'; title: Record<Lang, string> } & Record<Lang, (params: P) => Sentences>;

/** A schema that cannot be compared. `code` is stable, `params` are what its sentences name. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly code: SchemaErrorCode;
  readonly params: Record<string, unknown>;
  readonly texts: Texts;
  constructor(code: SchemaErrorCode, params: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.params = params;
    const entry = SCHEMA_ERRORS[code] as Entry<Record<string, unknown>>;
    const text = (lang: Lang): string => {
      const { found, expected, remedy } = entry[lang](params);
      const point = lang === 'fr' ? ' :' : ':';
      return `${capital(entry.title[lang])}${point} ${found}. ${EXPECTED[lang]} ${expected}. ${remedy}`;
    };
    this.texts = { fr: text('fr'), en: text('en') };
  }
}

const EXPECTED: Texts = { fr: 'Attendu :', en: 'Expected:' };

export const SCHEMA_ERRORS: { readonly [Code in SchemaErrorCode]: Entry<SchemaErrorParams[Code]> } = {
  'input.schema-invalid': {
    severity: 'error',
    title: { fr: 'schéma JSON mal formé', en: 'malformed JSON Schema' },
    fr: ({ side, at, message }) => ({
      found: `${SIDES.fr[side]}, que son dialecte refuse ${place(at === '' ? '' : fr.quote(at, 200), 'à la racine', 'à')} (${fr.quote(message, 200)})`,
      expected: 'un schéma JSON que le méta-schéma de son dialecte accepte',
      remedy: 'Corrigez ce mot-clé, ou nommez le bon dialecte (« $schema », ou « --dialect »).',
    }),
    en: ({ side, at, message }) => ({
      found: `${SIDES.en[side]}, which its dialect refuses ${place(at === '' ? '' : en.quote(at, 200), 'at the root', 'at')} (${en.quote(message, 200)})`,
      expected: 'a JSON Schema that the meta-schema of its dialect accepts',
      remedy: 'Mend this keyword, or name the right dialect (“$schema”, or “--dialect”).',
    }),
  },
  'input.schema-bad-pattern': {
    severity: 'error',
    title: { fr: "motif qui n'est pas une expression régulière", en: 'pattern that is no regular expression' },
    fr: ({ pattern }) => ({
      found: `le motif ${fr.quote(pattern, 200)}, qui ne se lit ni avec le drapeau u ni sans lui`,
      expected: 'une expression régulière ECMA-262',
      remedy: 'Fermez les parenthèses et les crochets, et vérifiez les signes « \\ ».',
    }),
    en: ({ pattern }) => ({
      found: `the pattern ${en.quote(pattern, 200)}, which does not compile, with the u flag or without`,
      expected: 'an ECMA-262 regular expression',
      remedy: 'Close its brackets, and check the signs “\\”.',
    }),
  },
  'input.schema-remote': {
    severity: 'error',
    title: { fr: 'référence à un schéma absent', en: 'reference to a schema that is not there' },
    fr: ({ reference }) => ({
      found: `la référence ${fr.quote(reference, 200)}, qui mène hors des schémas donnés`,
      expected: 'un schéma entier : aucune référence ne va chercher sur le réseau',
      remedy: 'Rassemblez les schémas dans un seul fichier (bundle), puis comparez à nouveau.',
    }),
    en: ({ reference }) => ({
      found: `the reference ${en.quote(reference, 200)}, which leads outside the schemas given`,
      expected: 'a whole schema: no reference is fetched from the network',
      remedy: 'Bundle the schemas in one file, then compare again.',
    }),
  },
  'input.schema-no-target': {
    severity: 'error',
    title: { fr: 'référence sans cible', en: 'reference to nothing' },
    fr: ({ reference }) => ({
      found: `la référence ${fr.quote(reference, 200)}, qui ne mène à aucun schéma`,
      expected: 'une référence à une définition qui existe',
      remedy: 'Corrigez la référence, ou ajoutez la définition.',
    }),
    en: ({ reference }) => ({
      found: `the reference ${en.quote(reference, 200)}, which leads to no schema`,
      expected: 'a reference to a definition that exists',
      remedy: 'Mend the reference, or add the definition.',
    }),
  },
  'input.schema-bad-address': {
    severity: 'error',
    title: { fr: 'identifiant de schéma illisible', en: 'schema identifier that cannot be read' },
    fr: ({ address }) => ({
      found: `l'adresse ${fr.quote(address, 200)}, qui n'est pas une adresse`,
      expected: 'une adresse (URI), absolue ou relative',
      remedy: 'Corrigez « $id » ou « $ref ».',
    }),
    en: ({ address }) => ({
      found: `the address ${en.quote(address, 200)}, which is none`,
      expected: 'an address (URI), absolute or relative',
      remedy: 'Mend “$id” or “$ref”.',
    }),
  },
};

const SIDES = {
  fr: { previous: 'le schéma précédent', next: 'le schéma suivant', beside: 'un schéma donné à côté' },
  en: { previous: 'the previous schema', next: 'the next schema', beside: 'a schema given beside' },
};

const place = (at: string, root: string, inside: string): string => (at === '' ? root : `${inside} ${at}`);
