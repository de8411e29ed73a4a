import { describe, expect, test } from 'vitest';
import { releaseRefusals } from '../../../src/governance/gate/published.node.ts';

describe('in the entry of a published version', () => {
  const entry = { version: '2.1.0', status: 'publiée ici', tag: { published: true, tree: 'a' }, provenance: { note: 'x' } };
  const reported = (before: object, after: object) =>
    releaseRefusals(...([before, after].map((one) => JSON.stringify({ releases: [one] })) as [string, string])).length;

  test.each(['tag', 'provenance'])('%s is closed where these tools published it, and open where others did', (key) => {
    const edit = { [key]: { published: false } };
    expect(reported(entry, { ...entry, ...edit })).toBe(0);
    expect(reported({ ...entry, tools: '0.1.0' }, { ...entry, tools: '0.1.0', ...edit })).toBe(1);
    expect(reported({ ...entry, tools: '0.1.0' }, { ...entry, ...edit })).toBe(1);
    expect(reported({ ...entry, tools: '0.1.0' }, { ...entry, tools: '0.1.0', status: 'remplacée' })).toBe(0);
  });
});
