import { inLanguage, type Verb } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';
import { releaseText } from '../src/node/release/words.ts';
import { artefacts, verify } from './release-artefacts.ts';

const STEPS = [artefacts, verify];

/** `decp release`: the steps of a release of the format. */
export const releaseVerb: Verb = (program, lang) => {
  const release = program.command('release').description(releaseText('release', lang));
  for (const step of STEPS) step(release, lang);
  for (const sub of release.commands) inLanguage(sub, text('help', lang), lang);
};
