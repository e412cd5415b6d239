import { securityHeaders } from './security-headers.ts';

/**
 * The same response with every security header that it lacks. A header that the host did send is left as it is.
 * Redirected and error responses pass through: a copy of them would lose what the browser knows about them.
 */
export function withSecurityHeaders(response: Response): Response {
  const passThrough = response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error';
  if (passThrough || Object.keys(securityHeaders).every((name) => response.headers.has(name))) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) if (!headers.has(name)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
