import { InputData, JSONSchemaInput, quicktypeMultiFile } from 'quicktype-core';
import { CLASS_LANGUAGES, type ClassLanguage, finished, preparedSchema } from './classes/finish.ts';
import { ROOT_NAME } from './components.ts';
import type { GeneratedFile } from './types.ts';
import type { Model } from '../model/types.ts';

/**
 * Classes in Python (`python/decp.py`), Java (`java/decp/<class>.java`) and C# (`csharp/Decp.cs`). Java and C# are experimental. quicktype
 * reads through Node.
 */
export async function classes(model: Model): Promise<GeneratedFile[]> {
  const schema = JSON.stringify(preparedSchema(model));
  const files: GeneratedFile[] = [];
  for (const language of CLASS_LANGUAGES) files.push(...(await write(language, schema)));
  return files;
}

async function write(target: ClassLanguage, schema: string): Promise<GeneratedFile[]> {
  const input = new JSONSchemaInput(undefined);
  await input.addSource({ name: ROOT_NAME, schema });
  const inputData = new InputData();
  inputData.addInput(input);
  const { language: lang, options: rendererOptions } = target;
  const written = await quicktypeMultiFile({ inputData, lang, rendererOptions, inferDateTimes: false });
  return [...written]
    .map(([name, { lines }]) => finished(target, target.single ?? name, lines.join('\n')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
