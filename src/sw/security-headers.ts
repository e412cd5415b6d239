/**
 * The headers that every file of the app is served with. The preview server sends them, the service worker adds
 * them where a host cannot, and the page repeats the policy in a meta tag. This is the only place that spells them.
 */

/** `frame-ancestors` is known to the header alone: a meta tag that holds it is reported as an error. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The policy as a meta tag may state it. It does not reach workers; the header does. */
export const metaContentSecurityPolicy = pagePolicy.join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [...pagePolicy, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};
