/**
 * Colours of the chart, with a background of its own in light and dark mode, so that it is readable anywhere. Text has a contrast
 * of at least 4.5 to the background, bars and marks of at least 3 (WCAG 2, level AA); a test computes them. No information is
 * given by colour only: the verdict is written as well.
 */
export const PALETTE = {
  light: { ground: '#ffffff', ink: '#1b1f24', quiet: '#57606a', kept: '#0b7285', missed: '#b3261e', grid: '#d0d7de' },
  dark: { ground: '#12161c', ink: '#e6edf3', quiet: '#9aa7b4', kept: '#4fb3bf', missed: '#ff8a7a', grid: '#30363d' },
} as const;

type Scheme = (typeof PALETTE)[keyof typeof PALETTE];

const rules = ({ ground, ink, quiet, kept, missed, grid }: Scheme): string =>
  `.ground{fill:${ground}}.ink{fill:${ink}}.quiet{fill:${quiet}}.kept{fill:${kept}}.missed{fill:${missed}}` +
  `.grid{stroke:${grid}}.limit{stroke:${ink}}.goal{stroke:${quiet}}.halo{stroke:${ground}}`;

/** The style sheet of the chart. */
export const STYLE =
  `text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}.title{font-size:17px;font-weight:600}` +
  `.head{font-weight:600}.end{text-anchor:end}.middle{text-anchor:middle}.limit{stroke-width:2.5}.goal{stroke-width:2;stroke-dasharray:3 2}` +
  `.halo{stroke-width:6}${rules(PALETTE.light)}@media(prefers-color-scheme:dark){${rules(PALETTE.dark)}}`;
