import type { Config } from '@docusaurus/types';
import type { UserThemeConfig } from '@docusaurus/theme-common';
import * as urls from './shared/urls.ts';
import { dark, light } from './prism.ts';
import { captions, frenchSpaces } from './rehype.ts';

/** Docusaurus reads this file once for each language; the title has no other place for its translation. */
const english = process.env['DOCUSAURUS_CURRENT_LOCALE'] === 'en';

const themeConfig: UserThemeConfig = {
  colorMode: { defaultMode: 'light', disableSwitch: false, respectPrefersColorScheme: true },
  docs: { sidebar: { hideable: false, autoCollapseCategories: true } },
  prism: { theme: light, darkTheme: dark, additionalLanguages: ['bash', 'csv', 'diff'] },
  navbar: {
    title: 'Référentiel DECP',
    logo: { src: 'img/logo.svg', srcDark: 'img/logo-sombre.svg', alt: '', width: 32, height: 32 },
    items: [
      { to: urls.FIELDS, label: 'Champs', position: 'left' },
      { to: urls.CODELISTS, label: 'Codes', position: 'left' },
      { to: urls.RULES, label: 'Règles', position: 'left' },
      { to: urls.VERSIONS, label: 'Versions', position: 'left' },
      { to: urls.GUIDES, label: 'Guides', position: 'left' },
      { to: urls.CHECK, label: 'Contrôler un fichier', position: 'left', className: 'navbar__outil' },
      { type: 'localeDropdown', position: 'right' },
    ],
  },
  footer: {
    style: 'light',
    links: [
      {
        title: 'Le format',
        items: [
          { to: urls.FIELDS, label: 'Champs' },
          { to: urls.STRUCTURE, label: 'Structure' },
          { to: urls.CODELISTS, label: 'Listes de codes' },
          { to: urls.NOMENCLATURES, label: 'Nomenclatures' },
          { to: urls.LEGAL, label: 'Textes cités' },
        ],
      },
      {
        title: 'Les outils',
        items: [
          { to: urls.CHECK, label: 'Contrôler un fichier' },
          { to: urls.FORM, label: 'Saisir un contrat' },
          { to: urls.CHANGES, label: 'Ce qui change pour moi' },
          { to: urls.COMPARE, label: 'Comparer deux versions' },
          { to: urls.FINDINGS, label: 'Codes des constats' },
        ],
      },
      {
        title: 'Aller plus loin',
        items: [
          { to: urls.GUIDES, label: 'Guides' },
          { to: urls.guideUrl('proposer'), label: 'Proposer un changement' },
          { to: urls.RULES, label: 'Règles' },
          { to: english ? 'pathname:///en/llms.txt' : 'pathname:///llms.txt', label: 'Pour les programmes : llms.txt' },
        ],
      },
    ],
    copyright: 'Site non officiel.',
  },
};

const config: Config = {
  title: english ? 'DECP référentiel' : 'Référentiel DECP',
  tagline: english
    ? 'The essential data of French public procurement: the format, its versions, its rules'
    : 'Les données essentielles de la commande publique : le format, ses versions, ses règles',
  favicon: 'img/logo.svg',
  url: urls.ORIGIN,
  baseUrl: '/',
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { format: 'md', hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  // No page says when it was changed: Docusaurus would read the history of the repository for that.
  future: { v4: true, faster: true, experimental_vcs: false },
  // What is downloaded and the engine of the check are copied once, beside both languages, after the build.
  staticDirectories: ['static'],
  // What is translated by hand stands in `i18n/` and is copied beside what is generated.
  i18n: {
    defaultLocale: 'fr',
    locales: ['fr', 'en'],
    path: 'generated/i18n',
    localeConfigs: { fr: { label: 'Français', htmlLang: 'fr' }, en: { label: 'English', htmlLang: 'en' } },
  },
  plugins: [
    './one-language.node.ts',
    [
      '@docusaurus/plugin-content-docs',
      {
        ...{
          id: 'default',
          path: 'generated/reference',
          routeBasePath: '/',
          sidebarPath: './sidebars.node.ts',
          breadcrumbs: true,
        },
        rehypePlugins: english ? [] : [frenchSpaces],
      },
    ],
    [
      '@docusaurus/plugin-content-docs',
      {
        ...{ id: 'guides', path: 'guides', routeBasePath: 'guides', sidebarPath: './sidebars-guides.ts' },
        rehypePlugins: english ? [captions] : [captions, frenchSpaces],
      },
    ],
    ['@docusaurus/plugin-content-pages', {}],
    ['@docusaurus/plugin-sitemap', { lastmod: null, priority: null, changefreq: null, ignorePatterns: ['**/recherche/'] }],
  ],
  // They make the tables of the reference answer where a script may run.
  clientModules: ['./src/client/filter.ts', './src/client/comparison.ts', './src/client/nomenclature.ts'],
  themes: [['@docusaurus/theme-classic', { customCss: './src/css/site.css' }]],
  themeConfig,
};

export default config;
