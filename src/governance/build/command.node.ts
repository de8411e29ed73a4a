import { existsSync } from 'node:fs';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { inForceOf } from '../../model/releases.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { versionIndex } from '../../validate/registry.node.ts';
import { readSources } from './sources.node.ts';
import { OF_PROGRAM, readySteps, runSteps, secondsIn, STEPS, type Step } from './steps.node.ts';

/** `decp build`: checks all sources, builds `dist/`, then proves `next` by its examples. `isWanted` may leave out what its caller does not look at. */
export async function runBuild({ lang }: { lang: Lang }, isWanted: (step: Step) => boolean = () => true): Promise<ExitCode> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  console.log(lang === 'fr' ? '\nConstruction du référentiel\n' : '\nBuilding the référentiel\n');
  const start = performance.now();
  const steps = readySteps(STEPS.filter(isWanted), await readSources());
  const print = (line: string): void => {
    console.log(line);
  };
  const { problems, seconds } = await runSteps(steps, lang, print, start);
  console.log(problems.length > 0 ? FAILED[lang] : done(lang, seconds, inForceOf(await versionIndex())));
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

/** Builds what the program itself needs. Throws where the sources are wrong: use `decp build` to see it told in full. */
export async function buildQuietly(lang: Lang): Promise<void> {
  const { problems } = await runSteps(readySteps(OF_PROGRAM, await readSources()), lang, () => undefined);
  if (problems.length > 0) throw new Error(problems.map(({ file, fr }) => `${file}: ${fr}`).join('\n'));
}

const FAILED = {
  fr: '\nConstruction arrêtée : corrigez ce qui précède, puis relancez.',
  en: '\nBuild stopped: mend the above, then run again.',
};

function done(lang: Lang, seconds: number, inForce: string): string {
  const time = secondsIn(lang, seconds * 1000);
  return lang === 'fr'
    ? `\nConstruit en ${time}. À ouvrir ensuite :\n  dist/schemas/next/decp.schema.json            le schéma de la prochaine version (JSON Schema 2020-12)\n  dist/schemas/${inForce}/decp.schema.draft-07.json  le schéma en vigueur, pour les outils plus anciens\n  dist/forms/next/                              XSD, tables, modèles de tableur, SQL, OpenAPI, classes…\n  CONTRIBUTING.md                               proposer un changement`
    : `\nBuilt in ${time}. To open next:\n  dist/schemas/next/decp.schema.json            the schema of the next version (JSON Schema 2020-12)\n  dist/schemas/${inForce}/decp.schema.draft-07.json  the schema in force, for older tools\n  dist/forms/next/                              XSD, tables, spreadsheet templates, SQL, OpenAPI, classes…\n  CONTRIBUTING.en.md                            how to propose a change`;
}
