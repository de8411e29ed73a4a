import { describe, expect, test } from 'vitest';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { caseOf, factsOf } from '../../src/ocds/framework.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { hasShared, readText, WITHOUT_SHARED } from '../support/engine.ts';
import { contextOf, examples, mapping, parsed, realRecords } from './export.ts';

const context = contextOf(await loadModelOf('2.1.0'));
const record = examples.find(({ version, kind }) => version === '2.1.0' && kind === 'marche')?.record as object;

const ORDERS = 'Bons de commande';
const CALL_OFFS = 'Marchés subséquents';

// Identifiers are invented.

/** Whether the first release of a contract says that it is a framework agreement, and of which it says that it is a call-off. */
function said(id: string, idAccordCadre: string | undefined, techniques: readonly string[], methods: readonly string[]) {
  const { idAccordCadre: _, ...rest } = record as { idAccordCadre?: string };
  const contract = {
    ...{ ...rest, id, techniques: { technique: techniques }, modalitesExecution: { modaliteExecution: methods } },
    ...(idAccordCadre !== undefined && { idAccordCadre }),
  };
  const [first] = parsed(releasesOf('marche', contract, context));
  return {
    isFramework: valueAt(first, '/tender/lots/0/techniques/hasFrameworkAgreement') === true,
    callOffOf: valueAt(first, '/relatedProcesses/0/identifier'),
  };
}

const FRAMEWORK = { isFramework: true, callOffOf: undefined };
const NEITHER = { isFramework: false, callOffOf: undefined };

describe('with the technique “Accord-cadre”, a contract', () => {
  test.each<[string, string, string | undefined, string[], object]>([
    ['that names none is a framework agreement', '2024-001', undefined, [CALL_OFFS], FRAMEWORK],
    ['that names a filler is one', '2024-001', 'sans objet', [ORDERS], FRAMEWORK],
    ['that names its way of performance is one', '2024-001', 'Bons de commande', [ORDERS], FRAMEWORK],
    ['that names a zero is one', '2024-001', '0', [ORDERS], FRAMEWORK],
    ['that names a sign is one', '2024-001', '-', [ORDERS], FRAMEWORK],
    ['that names itself is one', '2024-001', '2024-001', [CALL_OFFS], FRAMEWORK],
    ['that names itself in other signs is one', '2025-93 ZXAL', '2025.93-zxal', [CALL_OFFS], FRAMEWORK],
    ['whose identifier ends with the rank 00 is one', '2024-001-00', '2024.001', [CALL_OFFS], FRAMEWORK],
    ['performed by orders, of the identifier of which it is a lot, is one', '25ZX007_L9', '25ZX007', [ORDERS], FRAMEWORK],
    ['performed by orders, that names another number, is one', '25-ZX-811', 'ZX-2025', [ORDERS], FRAMEWORK],
    ['performed by orders and call-offs is one', '25-ZX-811', 'ZX-2025', [ORDERS, CALL_OFFS], FRAMEWORK],
    ['performed by call-offs, named after its framework agreement, may be either', '25ZX007-2', '25ZX007', [CALL_OFFS], NEITHER],
    ['performed by call-offs, the tenth of a series, is not the first', '2025-10', '2025-1', [CALL_OFFS], NEITHER],
    [
      'performed by call-offs, that names another, is a call-off',
      '25-ZX-136',
      '25-ZX-049',
      [CALL_OFFS],
      { isFramework: false, callOffOf: '25-ZX-049' },
    ],
    [
      'performed in no such way, that names another, is a call-off',
      '25-ZX-136',
      '25-ZX-049',
      ['Tranches'],
      { isFramework: false, callOffOf: '25-ZX-049' },
    ],
    [
      'performed in no such way, named after another, is a call-off',
      '25ZX007-2',
      '25ZX007',
      ['Sans objet'],
      { isFramework: false, callOffOf: '25ZX007' },
    ],
  ])('%s', (_, id, idAccordCadre, methods, expected) => {
    expect(said(id, idAccordCadre, ['Accord-cadre'], methods)).toEqual(expected);
  });
});

describe('without the technique, a contract', () => {
  test.each<[string, string, string | undefined, string[], object]>([
    ['that names none is neither', '2024-001', undefined, [ORDERS], NEITHER],
    ['that names a filler is neither', '2024-001', 'Néant', ['Sans objet'], NEITHER],
    ['that names a word of the rule on filler words is neither', '2024-001', 'À compléter', ['Sans objet'], NEITHER],
    ['that names one with signs within is neither', '2024-001', 'N-C', ['Sans objet'], NEITHER],
    ['that names a letter, repeated, is neither', '2024-001', 'xxx', ['Sans objet'], NEITHER],
    ['that names itself is neither', '2024-001', '2024-001', ['Sans objet'], NEITHER],
    [
      'that names another is a call-off',
      '25-ZX-136',
      '25-ZX-049',
      ['Sans objet'],
      { isFramework: false, callOffOf: '25-ZX-049' },
    ],
    ['performed by orders, named after another, may be either', '25ZX007-2', '25ZX007', [ORDERS], NEITHER],
  ])('%s', (_, id, idAccordCadre, methods, expected) => {
    expect(said(id, idAccordCadre, ['Sans objet'], methods)).toEqual(expected);
  });
});

test('each combination has a case, and each case a combination', () => {
  const { framework } = mapping;
  const cases = new Set();
  for (const reference of ['none', 'own', 'part', 'other'] as const)
    for (const technique of [true, false])
      for (const performed of ['orders', 'call-offs', 'neither'] as const)
        cases.add(caseOf(framework, { reference, technique, performed }));
  expect(cases.size).toBe(framework.cases.length);
});

test.each(['fr', 'en'] as const)('the guide has each case with its reason (%s)', (lang) => {
  const guide = readText(
    lang === 'fr' ? 'docs-site/guides/ocds.md' : 'docs-site/i18n/en/docusaurus-plugin-content-docs-guides/current/ocds.md',
  );
  expect(mapping.framework.cases.filter(({ why }) => !guide.includes(why[lang]))).toEqual([]);
});

type Real = {
  id: string;
  idAccordCadre?: string;
  techniques?: { technique: string[] };
  modalitesExecution?: { modaliteExecution: string[] };
};

describe.skipIf(!hasShared)(`real contracts${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  test('with the technique are framework agreements, but for four that name another and are not performed by orders', () => {
    const real = realRecords().flatMap(({ kind, record: one }) => (kind === 'marche' ? [one as Real] : []));
    const counts: Record<string, number> = {};
    for (const { id, idAccordCadre, techniques, modalitesExecution } of real) {
      const technique = techniques?.technique.includes('Accord-cadre') === true;
      if (!technique && idAccordCadre === undefined) continue;
      const methods = modalitesExecution?.modaliteExecution ?? [];
      const facts = factsOf(mapping.framework, { id, framework: idAccordCadre, technique, methods });
      const { is } = caseOf(mapping.framework, facts);
      counts[is] = (counts[is] ?? 0) + 1;
    }
    expect(counts).toEqual({ framework: 49, 'call-off': 4 });
  });
});
