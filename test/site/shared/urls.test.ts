import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SHARED_FOLDERS } from '../../../docs-site/shared/urls.ts';
import { readText, ROOT } from '../../support/engine.ts';

const ENGLISH = 'docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current';

// Docusaurus puts the language before all other addresses, where no file is.
test.each([
  ['docs-site/guides', '/'],
  [ENGLISH, '/en/'],
])('files that guides of %s lead to are shared by both languages, or are there in this one', (folder, language) => {
  const guides = readdirSync(join(ROOT, folder)).map((name) => readText(`${folder}/${name}`));
  const files = guides.flatMap((text) => [...text.matchAll(/\(pathname:\/\/(\S+?)\)/g)].map(([, path = '']) => path));
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter((path) => path !== `${language}llms.txt` && !SHARED_FOLDERS.some((one) => path.startsWith(one)))).toEqual(
    [],
  );
});
