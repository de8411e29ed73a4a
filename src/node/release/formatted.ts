import { under } from '../paths.ts';

/** A text as the checks of the style want it. `path` is that of its file: the form hangs on its name. */
export async function formatted(path: string, text: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  const filepath = under(path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
