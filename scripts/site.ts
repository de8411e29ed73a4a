/** `npm run site`: builds the documentation site and serves it. */
import { Command } from 'commander';
import { door } from '../src/cli/door.ts';
import { inLanguage, langOf } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import { EXIT } from '../src/host/exit.ts';

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
      import('../docs-site/make/build.node.ts'),
      import('../docs-site/make/serve.node.ts'),
    ]);
    await buildSite({ ...(fr && { langs: ['fr'] }), pairs: neighbours ? 'neighbours' : 'all' });
    if (!build) console.log((await serveSite(undefined, Number(port))).url);
    return EXIT.conforming;
  },
  NAME,
);
