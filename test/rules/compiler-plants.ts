/** Faults planted in the compiler of rules: the comparison with the reference must notice each. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Model } from '../../src/model/types.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedEntry, CheckedRule } from '../../src/rules/checked-rule.ts';
import type { RulesModule } from '../../src/rules/compiled.ts';
import { emitModule } from '../../src/rules/emit/module.ts';
import { RULES } from './rule-texts.ts';

/** `text` changes what was emitted, `entry` what is emitted from. */
type Plant = { name: string; text?: (source: string) => string; entry?: (entry: CheckedEntry) => CheckedEntry };

const replace = (from: string | RegExp, to: string) => (source: string) => source.replaceAll(from, to);
const FIRST = 3;

export const PLANTS: readonly Plant[] = [
  { name: '< for <=', text: replace(' <= ', ' < ') },
  { name: '> for >=', text: replace(' >= ', ' > ') },
  { name: '<= for > ', text: replace(' > ', ' <= ') },
  { name: '!== for === between values', text: replace(/ === "/g, ' !== "') },
  { name: '&& for ||', text: replace(' || ', ' && ') },
  { name: '|| for && in conditions', text: replace(/\) && /g, ') || ') },
  { name: 'a negation forgotten', text: replace(/!([Fc$])/g, '$1') },
  { name: 'some for every', text: replace('.every(', '.some(') },
  { name: 'every for some', text: replace('.some(', '.every(') },
  { name: 'exists_one for several', text: replace(').length === 1)', ').length >= 1)') },
  { name: 'integers not cut to 53 bits', text: replace(/F\.int\(([^()]*)\)/g, '$1') },
  { name: 'has inverted', text: replace(/\((\$[$\w.]+) !== undefined\)/g, '($1 === undefined)') },
  { name: 'has true of anything', text: replace(/\((\$[$\w.]+) !== undefined\)/g, '(true || $1)') },
  { name: 'indexes of pointers off by one', text: replace("'/' + i0", "'/' + (i0 + 1)") },
  { name: 'indexes of inner lists off by one', text: replace("'/' + i1", "'/' + (i1 + 1)") },
  { name: 'the first item passed over', text: replace('let i0 = 0;', 'let i0 = 1;') },
  { name: 'the last item passed over', text: replace(/i0 < l0\.length;/g, 'i0 < l0.length - 1;') },
  { name: 'nothing reported after the first place', text: replace(/(out\([^;]*\$item\);)/g, '$1 break;') },
  { name: 'length of texts in UTF-16', text: replace(/F\.codePoints\(([^()]*)\)/g, '$1.length') },
  { name: 'patterns that count UTF-16 units', text: replace(/(new RegExp\(".*"), 'u'\)/g, '$1)') },
  { name: 'patterns that must match the whole text', text: replace(/new RegExp\("(.*)", 'u'\)/g, `new RegExp("^(?:$1)$", 'u')`) },
  { name: 'patterns without regard to case', text: replace(/(new RegExp\(".*"), 'u'\)/g, `$1, 'iu')`) },
  { name: 'a list written out cut short', text: replace(/(const c\d+ = \["[^"]*"), [^\]]*\]/g, '$1]') },
  { name: 'a product forgotten', text: replace(/ \* 10\)/g, ')') },
  { name: 'arguments swapped', text: replace(/F\.moisEntre\(([^,()]*), ([^,()]*)\)/g, 'F.moisEntre($2, $1)') },
  {
    name: 'the day of another date',
    text: replace(/(\w+\$jour: typeof r\.\w+ === 'string' \? F\.jour\(r\.)\w+/g, '$1dateNotification'),
  },
  { name: 'when ignored', entry: (entry) => ({ ...entry, when: undefined }) },
  { name: 'at ignored', entry: (entry) => ({ ...entry, at: '' }) },
  {
    name: 'the bound of a deviation ignored',
    entry: (entry) => withDeviation(entry, ({ assert }) => ({ assert, first: undefined })),
  },
  { name: 'the bound of a deviation one too far', entry: (entry) => withDeviation(entry, bounded(FIRST + 1)) },
  { name: 'a deviation that checks what the rule does', entry: (entry) => withDeviation(entry, asTheRule(entry)) },
  { name: 'a deviation forgotten', entry: (entry) => ({ ...entry, deviation: undefined }) },
];

type Deviation = NonNullable<CheckedEntry['deviation']>;

const withDeviation = (entry: CheckedEntry, change: (deviation: Deviation) => Deviation): CheckedEntry => ({
  ...entry,
  deviation: entry.deviation && change(entry.deviation),
});

const bounded =
  (to: number) =>
  ({ assert, first }: Deviation): Deviation => ({ assert, first: first === undefined ? undefined : to });

const asTheRule =
  ({ assert }: CheckedEntry) =>
  ({ first }: Deviation): Deviation => ({ assert, first });

/** The rules compiled with a fault, or without. Throws where the fault changes nothing. */
export async function compiledWith(model: Model, { name, text = (source) => source, entry }: Plant): Promise<RulesModule> {
  const rules = RULES.map((rule) => checkRule(rule, model) as CheckedRule);
  const right = emitModule(rules, model);
  const changed = rules.map((rule) => ({ ...rule, entries: entry ? rule.entries.map(entry) : rule.entries }));
  const source = text(emitModule(changed, model));
  if (source === right && name !== NOTHING.name) throw new Error(`« ${name} » changes nothing`);
  return imported(source);
}

async function imported(source: string): Promise<RulesModule> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-rules-'));
  try {
    const path = join(folder, 'rules.mjs');
    writeFileSync(path, source);
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as RulesModule;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Shows that a planted fault is noticed for itself. */
export const NOTHING: Plant = { name: 'nothing' };
