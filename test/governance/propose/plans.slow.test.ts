/** Plans that touch much: fields that many examples and rules have, or that stand in objects, get another name; what the help shows is tried. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { host } from '../../../src/host/memory.node.ts';
import { exampleSources } from '../../../src/governance/examples/all.node.ts';
import { Draft } from '../../../src/governance/propose/draft.ts';
import { proposeName } from '../../../src/governance/propose/rename.ts';
import { modelOf } from '../../../src/model/read-version.node.ts';
import { checkRule } from '../../../src/rules/check-rule.ts';
import { KINDS } from '../../../src/governance/propose/verb.node.ts';
import { COMMAND_LINE } from '../../../src/messages/compiled/command-line.ts';
import { runCall } from '../../../src/cli/main.node.ts';
import { NPM_RUN } from '../../../src/cli/maintenance.node.ts';
import { EXIT } from '../../../src/host/exit.ts';
import { wordsOf } from '../../docs/walkthrough/call.ts';
import { after, expectRenamed, under } from './renamed.ts';
import { frozenFolder } from '../../support/draft.ts';
import { filesUnder, TODAY } from './tree.ts';

const root = await frozenFolder();
const files = await filesUnder(root);
const sources = await exampleSources(root);

test.each([
  { field: 'marche.offresRecues', name: 'nombreOffres', paths: ['marche.offresRecues'] },
  { field: 'marche.montant', name: 'montantHT', paths: ['marche.montant'] },
  {
    field: 'titulaire-id',
    name: 'identifiant',
    paths: ['marche.titulaires.titulaire.id', 'marche.modifications.modification.titulaires.titulaire.id'],
  },
  { field: 'lieu-execution-type-code', name: 'sorteDeCode', paths: ['marche.lieuExecution.typeCode'] },
  { field: 'acte-sous-traitance-id', name: 'rang', paths: ['marche.actesSousTraitance.acteSousTraitance.id'] },
])('$field gets the name $name in next, wherever it is, and nowhere else', async ({ field, name, paths }) => {
  const draft = new Draft(files);
  proposeName(draft, { field, name }, TODAY);
  expectRenamed(sources, files, draft, { name, paths });
  const model = await modelOf(under('schema/', after(files, draft)), join(root, 'schema'), 'next');
  const wrong = model.rules
    .map((rule) => ({ id: rule.id, checked: checkRule(rule, model) }))
    .filter(({ checked }) => !('rule' in checked));
  expect(wrong).toEqual([]);
});

test.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('what the help of %s shows as an example can be typed', async (kind) => {
  // It would hold for the whole process of the tests.
  vi.spyOn(host, 'setFlags').mockResolvedValue();
  const shown = COMMAND_LINE.fr[`propose.${kind}.example`]().replace(/^.* -- /, '');
  const draft = new Draft(files);
  const program = {
    ...NPM_RUN,
    verbs: NPM_RUN.verbs.flatMap((command) =>
      'verbs' in command && command.name === 'propose'
        ? command.verbs.map((verb) => ({
            ...verb,
            load: () =>
              Promise.resolve((call: { lang: 'fr' }) => {
                KINDS[kind].write(draft, call as never, { lang: 'fr', today: TODAY });
                return Promise.resolve(EXIT.conforming);
              }),
          }))
        : [],
    ),
  };
  expect(await runCall(program, wordsOf(shown))).toBe(EXIT.conforming);
  expect(draft.changed.size).toBeGreaterThan(0);
});
