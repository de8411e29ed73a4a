import { expect, test } from 'vitest';
import { runSideBySide } from '../../src/host/side-by-side.node.ts';

const says = (script: string): string => `node -e "${script}"`;

/** Says one word, and the other when the next command has had the time to speak. */
const slow = (first: string, second: string): string =>
  says(`console.log('${first}'); setTimeout(() => console.error('${second}'), 300)`);

async function heard(commands: readonly string[], atOnce: number): Promise<{ output: string[]; failed: string[] }> {
  const output: string[] = [];
  const failed = await runSideBySide(commands, (ended) => output.push(ended.output.replaceAll('\r\n', '\n')), { atOnce });
  return { output, failed };
}

test('what two commands say at the same time is reported one after the other, errors and all', async () => {
  const { output, failed } = await heard([slow('a', 'b'), slow('c', 'd')], 2);
  expect(output.sort()).toEqual(['a\nb\n', 'c\nd\n']);
  expect(failed).toEqual([]);
});

test('a command that fails is named, and the others run all the same', async () => {
  const wrong = says('process.exit(3)');
  const { output, failed } = await heard([wrong, says("console.log('after')")], 1);
  expect(output).toEqual(['', 'after\n']);
  expect(failed).toEqual([wrong]);
});

test('a command that is not there, or that a signal ends, has failed', async () => {
  const commands = ['decp-planted-command', says("process.kill(process.pid, 'SIGKILL')")];
  expect((await heard(commands, 1)).failed).toEqual(commands);
});

test('no more run at a time than wanted, in the order given', async () => {
  expect(
    (
      await heard(
        ['1', '2', '3', '4', '5'].map((word) => says(`console.log(${word})`)),
        1,
      )
    ).output,
  ).toEqual(['1', '2', '3', '4', '5'].map((word) => `${word}\n`));
});
