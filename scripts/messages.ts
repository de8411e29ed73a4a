/** Compiles the message catalogue. Must run before any module that imports messages. */
import { compileMessages } from '../src/governance/messages/compile.node.ts';

await compileMessages();
