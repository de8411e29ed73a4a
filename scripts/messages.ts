/** Compiles the catalogue of messages, before anything that says one is loaded. */
import { compileMessages } from '../src/governance/messages/compile.node.ts';

await compileMessages();
