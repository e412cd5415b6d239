import { createServer, type Server } from 'node:http';
import { request as httpRequest } from 'node:http';
import { expect, test } from './tallyman-page.ts';

test.use({ serviceWorkers: 'allow' });

/** A door in front of the real server that can be shut: what a person without a network meets. */
async function startDoor(target: string): Promise<{ address: string; shut: () => Promise<void> }> {
  const server: Server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', target);
    incoming.pipe(
      httpRequest(
        url,
        { method: incoming.method ?? 'GET', headers: { ...incoming.headers, host: url.host } },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}/`,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

test('after one visit everything works with the server gone', async ({ app, baseURL }) => {
  const door = await startDoor(baseURL ?? '');
  await app.start(door.address);
  await app.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await app.page.evaluate(() => navigator.serviceWorker.ready);
  await door.shut();

  await app.page.reload();
  await expect(app.status).toHaveAttribute('data-state', 'idle');
  await app.openSample();
  await app.expectVerdict('sound');
  const { report, name } = await app.exportReport();
  expect(name).toMatch(/\.tallyman\.json$/);
  expect(report.checked.blobs[0]).toBe(report.checked.blobs[1]);

  // A page about a finding opens too, and a worker under the policy that the service worker adds.
  const page = await app.page.context().newPage();
  await page.goto(new URL('findings/blob-missing.html', door.address).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the policy reaches the page and its workers', async ({ app, page }) => {
  const policies = new Map<string, string>();
  page.context().on('response', (response) => {
    policies.set(response.url(), response.headers()['content-security-policy'] ?? '');
  });
  await app.start();
  await app.openSample();
  await app.verdict();
  const workers = [...policies].filter(([url]) => /worker/.test(url));
  expect(workers.length).toBeGreaterThan(0);
  for (const [url, policy] of policies) expect(policy, url).toContain("default-src 'none'");
});
