import type { Config } from '@docusaurus/types';
import { themes } from 'prism-react-renderer';

const config: Config = {
  title: 'Référentiel de la commande publique',
  tagline: 'Les données essentielles de la commande publique : le format, ses versions, ses règles',
  url: 'https://decp.example',
  baseUrl: '/',
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { format: 'md', hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  // What is downloaded and the engine of the check are copied once, beside both languages, after the build.
  staticDirectories: ['static'],
  // What is translated by hand stands in `i18n/` and is copied beside what is generated.
  i18n: { defaultLocale: 'fr', locales: ['fr', 'en'], path: 'generated/i18n' },
  plugins: [
    [
      '@docusaurus/plugin-content-docs',
      { id: 'default', path: 'generated/reference', routeBasePath: '/', sidebarPath: './sidebars.ts', breadcrumbs: true },
    ],
    [
      '@docusaurus/plugin-content-docs',
      { id: 'guides', path: 'guides', routeBasePath: 'guides', sidebarPath: './sidebars-guides.ts' },
    ],
    ['@docusaurus/plugin-content-pages', {}],
    ['@docusaurus/plugin-sitemap', {}],
  ],
  clientModules: ['./src/client/filter.ts', './src/client/comparison.ts', './src/client/nomenclature.ts'],
  themes: [['@docusaurus/theme-classic', { customCss: './src/css/site.css' }]],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    prism: { theme: themes.github, darkTheme: themes.dracula },
    navbar: {
      title: 'Référentiel DECP',
      items: [{ type: 'localeDropdown', position: 'right' }],
    },
  },
};

export default config;
