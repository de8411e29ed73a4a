import { type ReactNode, useEffect, useRef } from 'react';

/**
 * Takes the focus when a result appears, because it is below the control that was used. What follows, the verdict, is brought into view with it, also
 * on a phone and under a long name of a file.
 */
export function ResultHeading({ text, of }: { text: string; of: unknown }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView();
    heading.current?.nextElementSibling?.scrollIntoView({ block: 'nearest' });
  }, [of]);
  return (
    <h2 ref={heading} tabIndex={-1} className="check-heading">
      {text}
    </h2>
  );
}
