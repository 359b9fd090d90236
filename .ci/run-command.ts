import { spawn } from 'node:child_process';

/**
 * Runs a command line with its output streamed to ours; true when it exits with 0.
 * Through the shell, because npm and npx are scripts of the shell on Windows.
 */
export function runCommand(command: string, environment: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
