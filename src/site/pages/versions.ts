import { VERSIONS } from '../urls.ts';
import type { Maker } from '../types.ts';

export const versionPages: Maker = {
  name: 'versions',
  pages: ({ models }, lang) => [
    {
      ...{
        path: 'versions/index.md',
        url: VERSIONS,
        title: 'Versions',
        description: { fr: 'Toutes les versions du format.', en: 'All versions of the format.' }[lang],
      },
      body: models.map(({ version }) => `- ${version}`).join('\n'),
    },
  ],
};
