/** `npm run site`: builds the documentation site and serves it. */
import { Command } from 'commander';
import { door } from '../src/node/cli/door.ts';
import { inLanguage, langOf } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';
import { EXIT } from '../src/node/exit.ts';

type Options = { build?: boolean; fr?: boolean; neighbours?: boolean; port: string };

const NAME = 'npm run site --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    const program = inLanguage(new Command(NAME), text('help', lang), lang)
      .description(text('site', lang))
      .option('--build', text('site.build', lang))
      .option('--fr', text('site.fr', lang))
      .option('--neighbours', text('site.neighbours', lang))
      .option('--port <port>', text('site.port', lang), '3000')
      .parse(process.argv);
    const { build, fr, neighbours, port } = program.opts<Options>();
    const [{ buildSite }, { serveSite }] = await Promise.all([
      import('../src/node/site/build.ts'),
      import('../src/node/site/serve.ts'),
    ]);
    await buildSite({ ...(fr && { langs: ['fr'] }), pairs: neighbours ? 'neighbours' : 'all' });
    if (!build) console.log((await serveSite(undefined, Number(port))).url);
    return EXIT.conforming;
  },
  NAME,
);
