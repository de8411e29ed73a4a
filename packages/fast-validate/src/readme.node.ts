import { readFile } from 'node:fs/promises';
import { under } from '../../../src/host/paths.node.ts';
import type { Model } from '../../../src/model/types.ts';
import { OPTIONS } from './compile.node.ts';

/** The README of the recogniser of a version, in French and in English. */
export async function recogniserReadme({ version }: Model): Promise<{ path: string; text: string }[]> {
  const facts = JSON.parse(await readFile(under('package.json'), 'utf8')) as { devDependencies: { assemblyscript: string } };
  const compile = [
    `npm install assemblyscript@${facts.devDependencies.assemblyscript}`,
    `npx asc recogniser.ts --outFile recogniser.wasm ${OPTIONS.join(' ')}`,
  ].join('\n');
  return [
    { path: 'LISEZMOI.md', text: fr(version, compile) },
    { path: 'README.md', text: en(version, compile) },
  ];
}

const fr = (version: string, compile: string): string => `# Reconnaisseur de la version ${version}

Ces fichiers sont le code, en AssemblyScript, qui lit les octets d'un fichier JSON et reconnaît les enregistrements sûrement valides. Ils sont faits par
\`decp generate --target recogniser\` à partir du schéma et des règles : ne les modifiez pas, changez le schéma.

| fichier | contenu |
| --- | --- |
| \`recogniser.ts\` | une fonction par objet, liste, liste de codes, forme de texte et de nombre du schéma ; le fichier à compiler |
| \`patterns.ts\` | une fonction par expression régulière du schéma et des règles, écrite comme un automate sur les octets |
| \`rules.ts\` | une fonction par entrée de règle, sur les valeurs que la lecture a laissées |
| les autres \`.ts\` | ce qui est commun à toutes les versions, écrit à la main |

## Compiler

\`\`\`sh
${compile}
\`\`\`

Le résultat est le fichier \`dist/versions/${version}/recogniser.wasm\` du paquet. Il demande au moteur les instructions SIMD, que les navigateurs et Node ont depuis 2021.

## Ce qu'il promet

Il ne dit que « sûrement valide » ou « pas sûr ». Ce dont il n'est pas sûr est relu en JavaScript par les validateurs du paquet, qui seuls
font les constats : un reconnaisseur qui doute trop est lent, jamais faux. \`run_<genre>(début, fin)\` avance sur les enregistrements d'une liste et
s'arrête au premier dont il n'est pas sûr ; \`run.ts\` et \`constants.ts\` disent ce qu'il laisse alors en mémoire.
`;

const en = (version: string, compile: string): string => `# Recogniser of version ${version}

These files are the code, in AssemblyScript, that reads the bytes of a JSON file and recognises the records that are surely valid. They are made by
\`decp generate --target recogniser\` from the schema and the rules: do not edit them, change the schema.

| file | content |
| --- | --- |
| \`recogniser.ts\` | one function for each object, list, codelist, form of text and of number of the schema; the file to compile |
| \`patterns.ts\` | one function for each regular expression of the schema and the rules, written as an automaton over bytes |
| \`rules.ts\` | one function for each entry of a rule, over the values that reading has left |
| the other \`.ts\` | what is common to all versions, written by hand |

## To compile

\`\`\`sh
${compile}
\`\`\`

This gives the \`dist/versions/${version}/recogniser.wasm\` of the package. It asks the engine for SIMD instructions, which browsers and Node have had since 2021.

## What it promises

It only says "surely valid" or "not sure". What it is not sure of is read again in JavaScript by the validators of the package, which alone make
findings: a recogniser that doubts too much is slow, never wrong. \`run_<kind>(from, to)\` goes over the records of a list and stops at the first of
which it is not sure; \`run.ts\` and \`constants.ts\` tell what it then leaves in memory.
`;
