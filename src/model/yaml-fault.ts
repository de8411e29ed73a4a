import { SourceError } from './source-error.ts';
import type { SourceText } from './source-text.ts';

/** The SourceError of a YAML source that cannot be read at all: where, and what to look at. */
export function refuseUnread(file: string, { errors }: SourceText): void {
  const [error] = errors;
  if (!error) return;
  throw new SourceError(file, {
    fr: `ligne ${error.line}, colonne ${error.column} : ce fichier YAML ne se lit pas ; regardez les retraits (des espaces, pas de tabulation), les guillemets et les deux-points de cette ligne et de la précédente (${error.message})`,
    en: `line ${error.line}, column ${error.column}: this YAML file cannot be read; look at the indents (spaces, no tab), the quotes and the colons of this line and the one before (${error.message})`,
  });
}
