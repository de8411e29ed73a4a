import { readFile } from 'node:fs/promises';
import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Explained } from '../messages/explanations/types.ts';
import { nearest } from '../messages/nearest.ts';
import { explanationJson, explanationText, listJson, listText } from './report.ts';
import { styleFor } from '../../packages/base/src/style.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { openOutput, wantsColour, writeWhole } from '../host/output.node.ts';
import { under } from '../host/paths.node.ts';

export type ExplainOptions = { lang: Lang; format: 'text' | 'json'; list?: boolean };

/** Explains one code, or lists all of them where none is given. Throws an InputError for a code that does not exist. */
export async function runExplain(code: string | undefined, { lang, format, list = false }: ExplainOptions): Promise<ExitCode> {
  const codes = await readExplained();
  const page = { lang, style: styleFor(wantsColour()) };
  if (code === undefined || list) await print(format === 'json' ? listJson(codes, lang) : listText(codes, page));
  else {
    const one = find(codes, code);
    await print(format === 'json' ? explanationJson(one, lang) : explanationText(one, page));
  }
  return EXIT.conforming;
}

function find(codes: readonly Explained[], code: string): Explained {
  const one = codes.find((it) => it.code === code);
  const known = codes.map((it) => it.code);
  if (!one) throw new InputError('input.unknown-code', { code, nearest: nearest(code, known) });
  return one;
}

async function readExplained(): Promise<Explained[]> {
  const text = await readFile(under('dist', 'explain.json'), 'utf8').catch(() => {
    throw new InputError('input.not-built');
  });
  return (JSON.parse(text) as { codes: Explained[] }).codes;
}

const print = async (text: string): Promise<void> => writeWhole(await openOutput(undefined, []), text);
