import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { watchRequests } from './watch/watch-requests.ts';

test('a whole sample run, export included, asks nobody but its own origin', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const requests = watchRequests(context);
  const kennel = await openKennel(page, '/?run=sample&epochs=0.5');
  await kennel.verdict(200_000);
  await kennel.exportWeights();
  expect(requests.origins()).toEqual([baseURL]);
});

test('the policy is sent, and the browser holds the page to it', async ({ page, context, baseURL }) => {
  const answer = await page.goto('/');
  const headers = answer?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);

  // Playwright would answer the request, did the policy let it through.
  await context.route('https://elsewhere.example/**', (route) =>
    route.fulfill({ body: 'reached', headers: { 'Access-Control-Allow-Origin': '*' } }),
  );
  const reach = (address: string) =>
    page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        ),
      address,
    );
  expect(await reach('https://elsewhere.example/collect')).toBe('refused');
  expect(await reach(`${baseURL ?? ''}/favicon.svg`)).toBe('reached');
});
