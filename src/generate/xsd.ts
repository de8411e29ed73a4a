import type { Model } from '../model/types.ts';
import type { GeneratedFile } from './types.ts';
import { content } from './xsd/complex.ts';
import { limitsPage } from './xsd/limits.ts';
import { type NamedType, type TypeNames, typeNames } from './xsd/names.ts';
import { root } from './xsd/root.ts';
import { restriction } from './xsd/simple.ts';
import { printed, xml, type Xml } from './xsd/xml.ts';

const HEADER = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Généré à partir du modèle de données : ne pas modifier. / Generated from the data model. DO NOT EDIT. -->
`;

/**
 * The schema of the XML files of a version (XSD 1.0, no target namespace, as in the published ones), and what it cannot say, in both
 * languages. Only versions since 2.0.1: before, lists of records are mixed. What the dialect of
 * `next` lets in goes through; throws an Error for anything else that XSD 1.0 has no words for.
 */
export function xsd(model: Model): GeneratedFile[] {
  const names = typeNames(model);
  const schema = xml('schema', { 'xmlns:xs': 'http://www.w3.org/2001/XMLSchema', 'xml:lang': 'fr' }, [
    root(model, names.nameOf),
    ...complexTypes(names, model),
    ...simpleTypes(names, model),
  ]);
  return [
    { path: 'decp.xsd', text: HEADER + printed(schema) },
    { path: 'limites-xsd.md', text: limitsPage(model, 'fr') },
    { path: 'limits-xsd.md', text: limitsPage(model, 'en') },
  ];
}

const complexTypes = ({ types, nameOf }: TypeNames, model: Model): Xml[] =>
  types.flatMap(({ name, node }: NamedType) =>
    node.kind === 'leaf' ? [] : [xml('complexType', { name }, [content(node, model, nameOf, name)])],
  );

function simpleTypes({ types }: TypeNames, model: Model): Xml[] {
  return types.flatMap(({ name, node }) => {
    if (node.kind !== 'leaf') return [];
    const { base, facets } = restriction(node, model);
    return [xml('simpleType', { name }, [xml('restriction', { base }, facets)])];
  });
}
