import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe as say } from '../../src/messages.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import { isExample } from '../../src/governance/examples/check.ts';
import { readTree } from '../../src/host/tree.node.ts';
import type { Model } from '../../src/model/types.ts';
import { loadVersion, readHistory } from '../../src/validate/registry.node.ts';
import { checkEither } from '../../src/validate/text.ts';
import { GOLDEN } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { foreignWords } from './french.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const version = await loadVersion(GOLDEN);
const history = await readHistory();
const files = await readTree(`${EXAMPLES}${GOLDEN}`, (path) => path.startsWith('invalid/') && isExample(path));
const judged = [...files].map(([path, text]) => [path, checkEither(text, version).findings] as const);

const messagesOf = (findings: readonly Finding[], lang: Lang, { model } = version) => {
  const context = contextsOf(model, lang);
  return findings.map((finding) => ({ finding, ...say(finding, context(finding), lang) }));
};

const kept = new Map<unknown, Partial<Record<Lang, ReturnType<typeof modelContexts>>>>();

/** The contexts of a version, made once. */
function contextsOf(model: Model, lang: Lang): ReturnType<typeof modelContexts> {
  const known = kept.get(model) ?? {};
  kept.set(model, known);
  return (known[lang] ??= modelContexts(model, history, lang));
}

test('each finding of each invalid example has field, value, expectation and remedy, in both languages', () => {
  const faults = judged.flatMap(([path, findings]) =>
    (['fr', 'en'] as const).flatMap((lang) =>
      messagesOf(findings, lang)
        .filter(
          ({ finding, field, found, expected, remedy }) =>
            (field === undefined && finding.record !== undefined) || [found, expected, remedy].some((part) => part.trim() === ''),
        )
        .map(({ text: message }) => `${path} (${lang}): ${message}`),
    ),
  );
  expect(judged.length).toBeGreaterThan(300);
  expect(faults).toEqual([]);
});

test('no French message of an example has an English word or the name of a keyword', () => {
  const faults = judged.flatMap(([path, findings]) =>
    messagesOf(findings, 'fr').flatMap(({ text: message }) =>
      foreignWords(message).map((word) => `${path}: ${word} in « ${message} »`),
    ),
  );
  expect(faults).toEqual([]);
});

/** What 2.0.3 refuses although a text allows it: `next` refuses it too, and the message names the cause and the way out. */
const KEPT = /a-null\.json$|accord-cadre-vide|au-singulier/;

test.each(['fr', 'en'] as const)('the refusals that were kept are explained (%s)', async (lang) => {
  const by = { ...(await loadVersion(GOLDEN)), model: goldenModel };
  const shown = await readTree(`${EXAMPLES}${GOLDEN}`, (path) => path.startsWith('invalid/') && isExample(path));
  const lines = [...shown]
    .filter(([path, text]) => KEPT.test(path) || /"_type"|"UE"/.test(text))
    .flatMap(([path, text]) =>
      messagesOf(checkEither(text, by).findings, lang, by).map(({ text: message }) => `${path}\n  ${message}`),
    );
  await expect(`${lines.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/messages/kept.${lang}.txt`);
});
