import type { Model } from '../model/types.ts';
import { componentsOf } from './components.ts';
import type { GeneratedFile } from './types.ts';

/**
 * `openapi.json`: an OpenAPI 3.1 document with the objects of the format as components, for those who describe an interface that carries
 * them. It has no path of its own.
 */
export function openapi(model: Model): GeneratedFile[] {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Données essentielles de la commande publique',
      summary: "Les objets du format, à citer depuis la description d'une interface.",
      description: 'Généré depuis le référentiel : ne pas modifier. Generated: DO NOT EDIT.',
      version: model.version,
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths: {},
    components: { schemas: componentsOf(model, '#/components/schemas/') },
  };
  return [{ path: 'openapi.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}
