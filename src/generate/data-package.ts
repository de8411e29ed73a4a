import { tablesOf, type Table, type TableLayout } from '../model/tables.ts';
import type { Model } from '../model/types.ts';
import { descriptorText, pathOf, headerOf } from '../write/package/descriptor.ts';
import type { GeneratedFile } from './types.ts';
import { DESCRIPTOR } from '../model/table-cells.ts';
import { sql } from './sql.ts';
import { currentOf } from './sql/views.ts';

/** The Tabular Data Package of a version: its descriptor, a file with a header for each table, how they fit together, and the scripts that load it. */
export function dataPackage(model: Model): GeneratedFile[] {
  const layout = tablesOf(model);
  return [
    { path: DESCRIPTOR, text: descriptorText(layout) },
    { path: 'LISEZMOI.md', text: readMe(model.version, layout) },
    ...layout.tables.map((table) => ({ path: pathOf(table), text: headerOf(table) })),
    ...sql(model),
  ];
}

const readMe = (version: string, { tables, records }: TableLayout): string => `<!-- Généré depuis le schéma, ne pas modifier. -->

# Données essentielles de la commande publique, version ${version} : paquet de tables

Ce dossier est un *Tabular Data Package* : \`datapackage.json\` décrit chaque table (colonnes, types, contraintes, clés), les
fichiers CSV portent les données. Il est fait pour les logiciels : rien ne s'y perd, et un fichier JSON conforme converti en
paquet puis en JSON redevient le même. Pour saisir quelques contrats à la main, préférez le modèle à une feuille.

## Règles

- UTF-8 sans BOM, virgule entre les cases, fin de ligne CRLF, guillemets doublés (RFC 4180).
- Une case vide est une valeur absente ; un texte vide s'écrit entre guillemets (\`""\`). PostgreSQL lit ces fichiers tels quels
  (\`COPY … FROM … WITH (FORMAT csv, HEADER)\`).
- Les nombres ont un point décimal, les dates la forme AAAA-MM-JJ, les booléens valent \`true\` ou \`false\`.
- Chaque contrat a un numéro : son rang dans la liste, à partir de 1. Chaque élément d'une liste a un \`rang\`, à partir de 1 et
  sans trou. L'ordre des lignes et des colonnes est libre.
- Dans \`datapackage.json\`, \`x-decp\` porte la version annoncée par le fichier (\`version\`) et ses listes présentes (\`listes\`).

## Charger un paquet dans PostgreSQL

Avec psql, dans le dossier du paquet, pour PostgreSQL 15 et suivants :

\`\`\`sh
psql -d BASE -f decp.sql -f load.sql -f views.sql
psql -d BASE -f queries.sql
\`\`\`

\`decp.sql\` crée les tables, une fois. \`load.sql\` remplace leur contenu par celui du paquet, en une transaction ; on peut le relancer.
\`views.sql\` ajoute \`${currentOf(records.marche.name)}\` et d'autres vues : chaque contrat après ses modifications, et son département. \`queries.sql\`
pose trois questions, à adapter.

## Plusieurs paquets dans une base

Chaque paquet numérote ses contrats à partir de 1 : deux paquets ne se chargent pas tels quels dans les mêmes tables. Le second se
charge d'abord dans un autre schéma, fait par le même \`decp.sql\`, puis rejoint la base : le plus grand numéro qui s'y trouve
s'ajoute aux siens, dans toutes les tables. Les instructions, table par table, sont à la fin de \`decp.sql\`.

## Tables

| Table | Contenu | Clé | Appartient à |
|---|---|---|---|
${tables.map(row).join('\n')}
`;

const row = ({ name, title, primaryKey, parent }: Table): string =>
  `| \`${name}\` | ${title.fr} | ${primaryKey.map((key) => `\`${key}\``).join(', ')} | ${parent ? `\`${parent.table}\`` : ''} |`;
