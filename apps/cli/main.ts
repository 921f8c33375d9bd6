import { runCommandLine } from './program';

/** A reader that has seen enough (`paramo … | head`) is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

async function main(): Promise<void> {
  const exit = await runCommandLine(process, process.argv);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(exit);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

void main();
