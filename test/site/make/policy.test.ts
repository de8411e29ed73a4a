import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { policyOf, withPolicy } from '../../../docs-site/make/policy.node.ts';

const HTML =
  '<html><head><meta charset=UTF-8><script>one()</script><script src=/a.js></script><script type="application/ld+json">{}</script></head></html>';
const sum = (script: string): string => createHash('sha256').update(script).digest('base64');

test('a page may run the scripts that it came with, and load from its own site only', () => {
  const policy = policyOf(HTML);
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${sum('one()')}';`);
  expect(policy).not.toContain(sum('{}'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toMatch(/https?:|\*|script-src[^;]*'unsafe-/);
});

test('the policy stands before the first script', () => {
  const html = withPolicy(HTML);
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
  expect(() => withPolicy('<html></html>')).toThrow('charset');
});
