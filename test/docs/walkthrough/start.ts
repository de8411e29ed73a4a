/**
 * `npm start`, of the newest versions alone and without the steps that no walkthrough looks at: they take most of its time. It ends before the
 * file of the demonstration. `npm run test:full` runs the whole of it.
 */
import { type Arrange, runBuild } from '../../../src/node/build/command.ts';
import type { BuildState } from '../../../src/node/build/run.ts';
import type { Step, StepResult } from '../../../src/node/build/steps.ts';
import { PUBLISHED } from '../../../src/node/rules.ts';

const UNSEEN = ['recognisers (WebAssembly)', 'forms'];

const newest: Arrange = (steps, state) =>
  steps
    .filter(({ name }) => !UNSEEN.includes(name.en))
    .map((step) => (step.name.en === 'write dist/' ? { ...step, run: () => onNewest(step, state) } : step));

/** Leaves to the steps that follow the version that rules are bound to, the newest that is published, and `next`. */
function onNewest(step: Step, state: BuildState): Promise<StepResult> {
  state.models = state.models.filter(({ version }, i, { length }) => version === PUBLISHED || i >= length - 2);
  return step.run();
}

process.exitCode = await runBuild('fr', newest);
