/** `npm run organisation`: writes what `schema/organisation.json` says where it is repeated: CODEOWNERS, the manifest of catalogues, the base of the `$id`. */
import { door } from '../src/cli/door.ts';
import { langOf } from '../src/cli/program.ts';
import { EXIT } from '../src/host/exit.ts';

const NAME = 'npm run organisation --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    const { writeOrganisation } = await import('../src/governance/organisation/read.node.ts');
    const paths = await writeOrganisation();
    const none = lang === 'fr' ? 'Rien à écrire : tout dit la même chose.' : 'Nothing to write: all say the same.';
    console.log(paths.length === 0 ? none : paths.map((path) => `✔ ${path}`).join('\n'));
    return EXIT.conforming;
  },
  NAME,
);
