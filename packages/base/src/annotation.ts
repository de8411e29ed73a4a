/** A workflow command of GitHub Actions, which shows a message beside a line of a pull request. */
type Level = 'error' | 'warning' | 'notice';
type Properties = Record<string, string | number | undefined>;

export function annotation(level: Level, properties: Properties, message: string): string {
  const told = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  );
  return `::${level}${told.length > 0 ? ` ${told.join(',')}` : ''}::${data(message)}`;
}

/** A line that begins with `::` is a command: no text may start another one. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
