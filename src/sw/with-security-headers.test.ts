import { expect, test } from 'vitest';
import { metaContentSecurityPolicy, securityHeaders } from './security-headers.ts';
import { withSecurityHeaders } from './with-security-headers.ts';

test('headers that are missing are added, and the body and status stay', async () => {
  const served = withSecurityHeaders(new Response('body', { status: 203, headers: { 'Content-Type': 'text/html' } }));
  for (const [name, value] of Object.entries(securityHeaders)) expect(served.headers.get(name)).toBe(value);
  expect(served.headers.get('Content-Type')).toBe('text/html');
  expect(served.status).toBe(203);
  expect(await served.text()).toBe('body');
});

test('a header that the host sent is kept', () => {
  const served = withSecurityHeaders(new Response('', { headers: { 'Referrer-Policy': 'same-origin' } }));
  expect(served.headers.get('Referrer-Policy')).toBe('same-origin');
  expect(served.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('a response that has them all is not copied', () => {
  const complete = new Response('', { headers: securityHeaders });
  expect(withSecurityHeaders(complete)).toBe(complete);
});

test('an error response passes through', () => {
  const error = Response.error();
  expect(withSecurityHeaders(error)).toBe(error);
});

test('the policy names no foreign origin and no inline code', () => {
  expect(securityHeaders['Content-Security-Policy']).toContain("default-src 'none'");
  expect(securityHeaders['Content-Security-Policy']).toContain("frame-ancestors 'none'");
  expect(securityHeaders['Content-Security-Policy']).not.toMatch(/https?:|\*|'unsafe-inline'|'unsafe-eval'|data:/);
  expect(metaContentSecurityPolicy).not.toContain('frame-ancestors');
});
