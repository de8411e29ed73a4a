import { describe, expect, test } from 'vitest';
import { APPROVALS, NUMBER, propositionsOf } from '../../src/governance/pull-request/approval.ts';
import { PULL_REQUEST } from '../../src/messages/compiled/pull-request.ts';
import { byCodeUnits } from '../../packages/base/src/lists.ts';
import { readText } from '../support/engine.ts';

/** The rows of the table « Décider », without the mark of what the program checks. */
function rowsOf(text: string): string[][] {
  const [, section = ''] = /^## Décider$(.*?)^## /ms.exec(text) ?? [];
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replace('✔', '').trim()),
    );
}

/** In no order: that of the document is one for people. */
const sorted = (rows: readonly string[][]): string[] => rows.map((cells) => cells.join(' | ')).toSorted(byCodeUnits);

const say = PULL_REQUEST.fr;
const asData = Object.entries(APPROVALS).map(([kind, { who, days, candidate }]) => [
  say['approval.kind']({ kind }),
  say['approval.who']({ who }),
  say['approval.delay']({ days, candidate }),
]);

// Is this test failing? The table is in GOVERNANCE.md for people, and in approval.ts for the report: change both.
test('what the report says that a proposal takes is the table of GOVERNANCE.md', () => {
  const rows = rowsOf(readText('GOVERNANCE.md'));
  expect(rows).toHaveLength(asData.length);
  expect(sorted(rows)).toEqual(sorted(asData));
});

test('a row that GOVERNANCE.md says otherwise is noticed', () => {
  const planted = readText('GOVERNANCE.md').replace('| 30 jours, avec une candidate |', '| 60 jours, avec une candidate |');
  expect(sorted(rowsOf(planted))).not.toEqual(sorted(asData));
});

describe('the written propositions of a proposal', () => {
  const all = new Map([
    ['propositions/0001-fermer-les-objets.md', '# 0001 — Fermer les objets\n\n- **État** : acceptée\n'],
    ['propositions/0002-libelle-du-tarif.md', '# 0002 — Libellé\n\n- **État** : ouverte\n'],
  ]);

  test('are those that it adds or edits, and those that a text which it edits cites', () => {
    const [, second] = [...all.keys()];
    const found = [{ file: second, state: 'ouverte' }];
    expect(propositionsOf(all, [second!], [])).toEqual(found);
    expect(propositionsOf(all, [], ['"x-source": "proposition 0002"'])).toEqual(found);
    expect(propositionsOf(all, [], ['voyez propositions/0002-libelle-du-tarif.md'])).toEqual(found);
    expect(propositionsOf(all, ['schema/next/marche.schema.json'], ["proposition, besoin d'acheteurs"])).toEqual([]);
  });

  test('are never the model that is copied', () => {
    expect(NUMBER.test('propositions/0000-modele.md')).toBe(false);
    expect(NUMBER.test('propositions/0001-fermer-les-objets.md')).toBe(true);
  });
});
