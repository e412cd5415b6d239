import { preview } from 'vite';

/**
 * Serves a build (a folder, `dist` unless another is named) on this machine only; `stop` ends it. Port 0 takes any free one.
 * When the port is taken, it says so and ends the process.
 */
export async function servePreview(
  port: number,
  outDir = 'dist',
): Promise<{ address: string; stop: () => Promise<void> }> {
  try {
    const server = await preview({
      logLevel: 'warn',
      build: { outDir },
      preview: { host: '127.0.0.1', port, strictPort: true },
    });
    const bound = server.httpServer.address();
    const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
    return { address: `http://127.0.0.1:${actual}/`, stop: () => server.close() };
  } catch (error) {
    if (!(error instanceof Error) || !/already in use|EADDRINUSE/.test(error.message)) throw error;
    console.error(`Port ${port} is taken. Stop what runs there, or choose another one: PORT=4200 npm start`);
    process.exit(1);
  }
}
