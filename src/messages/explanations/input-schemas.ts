/** input.schema-*: why a schema could not be compared. */
import type { SchemaErrorParams } from '../../../packages/schema-diff/src/errors.ts';
import { PROGRAM } from './sources.ts';
import type { Explanations } from './types.ts';

const CORE = {
  fr: 'JSON Schema 2020-12, Core, section 8.2 : https://json-schema.org/draft/2020-12/json-schema-core#section-8.2',
  en: 'JSON Schema 2020-12, Core, section 8.2: https://json-schema.org/draft/2020-12/json-schema-core#section-8.2',
};

export const SCHEMAS: Explanations<SchemaErrorParams> = {
  'input.schema-invalid': {
    why: {
      fr: "Un mot-clé du schéma n'a pas la forme que son dialecte demande : ce qu'il accepte n'est pas défini, donc rien ne peut être comparé.",
      en: 'A keyword of the schema has not the form that its dialect asks for: what it accepts is not defined, so nothing can be compared.',
    },
    mend: {
      fr: "Allez à l'endroit nommé et corrigez le mot-clé. Si le schéma suit un autre dialecte, nommez-le dans « $schema ».",
      en: 'Go to the place named and mend the keyword. If the schema follows another dialect, name it in “$schema”.',
    },
    source: PROGRAM,
  },
  'input.schema-bad-pattern': {
    why: {
      fr: "Un motif du schéma n'est pas une expression régulière ECMA-262. Un motif qui se lit seulement sans le drapeau u est lu ainsi des deux côtés, et le rapport le dit.",
      en: 'A pattern of the schema is no ECMA-262 regular expression. One that only compiles without the u flag is read so on both sides, and the report says so.',
    },
    mend: {
      fr: 'Fermez les parenthèses et les crochets, doublez les « \\ » dans le JSON, et essayez le motif dans une console JavaScript.',
      en: 'Close its brackets, double each “\\” in the JSON, and try the pattern in a JavaScript console.',
    },
    source: PROGRAM,
  },
  'input.schema-remote': {
    why: {
      fr: "Une référence mène à un schéma qui n'est pas dans le fichier. Rien n'est cherché sur le réseau : la réponse doit être la même partout et toujours.",
      en: 'A reference leads to a schema that is not in the file. Nothing is fetched from the network: the answer must be the same everywhere and always.',
    },
    mend: {
      fr: 'Rassemblez les schémas en un seul (bundle), ou donnez par programme les schémas manquants (option « resources »).',
      en: 'Bundle the schemas into one, or give the missing schemas by program (option “resources”).',
    },
    source: CORE,
  },
  'input.schema-no-target': {
    why: {
      fr: "Une référence nomme une définition que le schéma n'a pas.",
      en: 'A reference names a definition that the schema does not have.',
    },
    mend: {
      fr: "Corrigez la référence (les signes « / » et « ~ » d'un nom s'y écrivent « ~1 » et « ~0 »), ou ajoutez la définition.",
      en: 'Mend the reference (the signs “/” and “~” of a name are written “~1” and “~0” there), or add the definition.',
    },
    source: CORE,
  },
  'input.schema-bad-address': {
    why: {
      fr: "L'adresse d'un schéma ou d'une référence n'est pas une adresse (RFC 3986).",
      en: 'The address of a schema or a reference is no address (RFC 3986).',
    },
    mend: { fr: 'Corrigez « $id » ou « $ref ».', en: 'Mend “$id” or “$ref”.' },
    source: CORE,
  },
};
