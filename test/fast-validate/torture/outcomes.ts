/** Run by another Node (`--import tsx`): what `JSON.parse` and both paths say of each torture case, one line a file. */
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { bytesOf } from '../../read/helpers.ts';
import { fastJudge } from '../fast.ts';
import { slowJudge } from '../judge.ts';
import { outcomeOf } from '../versus.ts';
import { FAMILIES, parses, type Torture, torturesOf } from './cases.ts';
import { basesOf } from './places.ts';

const [name = '2.0.3'] = process.argv.slice(2);
const version = await loadWithMembers(name);
const judges = [slowJudge(version), fastJudge(version)];

/**
 * Escaped keys after a key of one backslash, in records of a shape that no other file has. What `JSON.parse` of Node 24 reads wrongly hangs on what
 * it has read before: in the other files it may well be right.
 */
const KEYS: Torture[] = ['\\n', '\\t', '\\/', '\\"', '\\u007f'].map((key, number) => {
  const records = ['\\\\', key].map((written) => `{"shape ${number}":1,"${written}":2}`);
  const bytes = bytesOf(`{"marches":{"marche":[${records.join(',')}]}}`);
  return { label: `${key} after a backslash`, bytes, json: 'accepted', ours: 'accepted' };
});

const bases = basesOf(name);
const files = [...KEYS, ...FAMILIES.flatMap((family) => [...torturesOf(family, bases)])];

for (const { label, bytes } of files)
  console.log(JSON.stringify([label, parses(bytes), ...judges.map((judge) => outcomeOf(judge, bytes))]));
