/** The verdict of libxml2, the library behind xmllint and most XML tools. */
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';

export type XsdJudge = { accepts: (xml: string) => boolean; faults: (xml: string) => string[]; dispose: () => void };

/** Compiles a schema; throws an Error where it is none. */
export function xsdJudge(xsd: string): XsdJudge {
  const source = XmlDocument.fromString(xsd);
  const validator = XsdValidator.fromDoc(source);
  source.dispose();
  const faults = (text: string): string[] => {
    const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      return [(error as Error).message];
    } finally {
      document.dispose();
    }
  };
  return { faults, accepts: (text) => faults(text).length === 0, dispose: () => validator.dispose() };
}
