import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** A pattern as patterns that must all match and patterns of which none may. */
export type Split = { accept: string[]; refuse: string[] };

type Look = AST.LookaheadAssertion | AST.LookbehindAssertion;

/**
 * Takes the lookaheads that stand right behind `^`, and the lookbehinds right before `$`, out of a pattern: there the place is settled, so
 * what they look at is a matter of the whole text. `^(?!00)[0-9]+$` is `^[0-9]+$` and not `^00`. Any other pattern stays whole.
 */
export function split(source: string, unicode: boolean): Split {
  const whole = { accept: [source], refuse: [] };
  const pattern = parsed(source, unicode);
  const [only, ...more] = pattern?.alternatives ?? [];
  if (!pattern || !only || more.length > 0 || refersBack(pattern)) return whole;
  const { elements } = only;
  const first = elements[0];
  const last = elements.at(-1);
  const ahead = first && isEdge(first, 'start') ? leading(elements.slice(1), 'lookahead') : [];
  const behind = last && isEdge(last, 'end') ? leading(elements.slice(0, -1).reverse(), 'lookbehind') : [];
  const looks = [...ahead, ...behind];
  if (looks.length === 0) return whole;
  const rest = elements.filter((element) => !looks.includes(element as Look));
  const result: Split = { accept: [rest.map(({ raw }) => raw).join('')], refuse: [] };
  for (const look of looks) {
    const seen = look.alternatives.map(({ raw }) => raw).join('|');
    (look.negate ? result.refuse : result.accept).push(look.kind === 'lookahead' ? `^(?:${seen})` : `(?:${seen})$`);
  }
  return result;
}

/** Apart from its group, `\1` would be read as something else. */
function refersBack(pattern: AST.Pattern): boolean {
  let found = false;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: () => {
      found = true;
    },
  });
  return found;
}

const isEdge = (element: AST.Element, kind: 'start' | 'end'): boolean => element.type === 'Assertion' && element.kind === kind;

/** The lookarounds of a kind with which some elements begin. */
function leading(elements: readonly AST.Element[], kind: Look['kind']): Look[] {
  const end = elements.findIndex((element) => element.type !== 'Assertion' || element.kind !== kind);
  return elements.slice(0, end < 0 ? elements.length : end) as Look[];
}

/** Undefined for what is no pattern, or nested too deeply to be looked at: it is refused where it is read. */
function parsed(source: string, unicode: boolean): AST.Pattern | undefined {
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, { unicode });
  } catch {
    return undefined;
  }
}
