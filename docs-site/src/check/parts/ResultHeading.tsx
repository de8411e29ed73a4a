import { type ReactNode, useEffect, useRef } from 'react';

/** Takes the focus when a result appears, because it is below the control that was used. */
export function ResultHeading({ text, of }: { text: string; of: unknown }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [of]);
  return (
    <h2 ref={heading} tabIndex={-1} className="check-heading">
      {text}
    </h2>
  );
}
