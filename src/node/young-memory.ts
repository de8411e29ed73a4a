/** Records live for a moment: a young generation that does not grow keeps memory low whatever the size of the file. */
export async function keepYoungMemorySmall(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
}
