import type { Command } from 'commander';
import type { Lang } from '../packages/base/src/language.ts';
import type { End } from '../src/cli/program.ts';
import type { ArtefactsOptions } from '../src/governance/release/artefacts/verb.node.ts';
import { releaseText } from '../src/governance/release/words.ts';

/** `decp release artefacts VERSION`: the files of a release. */
export const artefacts = (release: Command, lang: Lang, end: End): void => {
  release
    .command('artefacts')
    .description(releaseText('artefacts', lang))
    .argument('<version>', releaseText('artefacts.version', lang))
    .option('--out <folder>', releaseText('artefacts.out', lang))
    .option('--as <candidate>', releaseText('artefacts.as', lang))
    .action(async (version: string, options: Omit<ArtefactsOptions, 'lang'>) => {
      const { runArtefacts } = await import('../src/governance/release/artefacts/verb.node.ts');
      end(await runArtefacts(version, { ...options, lang }));
    });
};

/** `decp release verify [FOLDER|ARCHIVE]`: a release is what its sources give; without an argument, this clone is what was released. */
export const verify = (release: Command, lang: Lang, end: End): void => {
  release
    .command('verify')
    .description(releaseText('verify', lang))
    .argument(`[${releaseText('verify.name', lang)}]`, releaseText('verify.given', lang))
    .option('--no-rebuild', releaseText('verify.no-rebuild', lang))
    .action(async (path: string | undefined, { rebuild }: { rebuild: boolean }) => {
      const { runVerify } = await import('../src/governance/release/verify/verb.node.ts');
      end(await runVerify(path, { rebuild, lang }));
    });
};
