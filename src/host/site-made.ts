/** What is made beside the sources of the site, from the top of the package: never committed, and no part of a package. */
export const SITE_MADE: readonly string[] = ['docs-site/build', 'docs-site/generated', 'docs-site/.docusaurus'];
