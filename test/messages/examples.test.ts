import { expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe as say } from '../../src/messages.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import { isExample } from '../../src/governance/examples/check.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { loadVersion, readHistory } from '../../src/validate/registry.node.ts';
import { checkEither } from '../../src/validate/text.ts';
import { ROOT, GOLDEN } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { foreignWords } from './french.ts';

const version = await loadVersion('next');
const history = await readHistory();
const files = [...(await readTree(`${ROOT}examples/next`, (path) => path.startsWith('invalid/') && isExample(path)))];

const messagesOf = (text: string, lang: Lang, by = version) => {
  const context = modelContexts(by.model, history, lang);
  return checkEither(text, by).findings.map((finding) => ({ finding, ...say(finding, context(finding), lang) }));
};

test('each finding of each invalid example has field, value, expectation and remedy, in both languages', () => {
  const faults = files.flatMap(([path, text]) =>
    (['fr', 'en'] as const).flatMap((lang) =>
      messagesOf(text, lang)
        .filter(
          ({ finding, field, found, expected, remedy }) =>
            (field === undefined && finding.record !== undefined) || [found, expected, remedy].some((part) => part.trim() === ''),
        )
        .map(({ text: message }) => `${path} (${lang}): ${message}`),
    ),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(faults).toEqual([]);
});

test('no French message of an example has an English word or the name of a keyword', () => {
  const faults = files.flatMap(([path, text]) =>
    messagesOf(text, 'fr').flatMap(({ text: message }) =>
      foreignWords(message).map((word) => `${path}: ${word} in « ${message} »`),
    ),
  );
  expect(faults).toEqual([]);
});

/** What 2.0.3 refuses although a text allows it: `next` refuses it too, and the message names the cause and the way out. */
const KEPT = /a-null\.json$|accord-cadre-vide|au-singulier/;

test.each(['fr', 'en'] as const)('the refusals that were kept are explained (%s)', async (lang) => {
  const by = { ...(await loadVersion(GOLDEN)), model: goldenModel };
  const shown = await readTree(`${ROOT}examples/${GOLDEN}`, (path) => path.startsWith('invalid/') && isExample(path));
  const lines = [...shown]
    .filter(([path, text]) => KEPT.test(path) || /"_type"|"UE"/.test(text))
    .flatMap(([path, text]) => messagesOf(text, lang, by).map(({ text: message }) => `${path}\n  ${message}`));
  await expect(`${lines.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/messages/kept.${lang}.txt`);
});
