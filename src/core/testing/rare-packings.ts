import { testTar } from './write-tar.ts';

/** A layer with one file `hello`. */
export const helloTar = testTar({ name: 'hello', content: 'hello' });

/** The same layer by xz 5.2 and bzip2 1.0.8, as Node can write neither. */
export const packedHello = {
  xz: Uint8Array.from(
    Buffer.from(
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Af/AD9dADQZSe6N1/i4P8k3Mt7I1YAxNFWf7hKNZeBKLbqrvr0n++qGQEiEA+JCOU+vRHAtZnspdcbuRuVUVNWd8RkFAAAAUvilg7/E2MAAAVuAEAAAAOTL40SxxGf7AgAAAAAEWVo=',
      'base64',
    ),
  ),
  bzip2: Uint8Array.from(
    Buffer.from(
      'QlpoOTFBWSZTWbMCqJAAADRbkMmAQAB3BAAIYkSeAAQAAAggAFQ1AAABpoNpKZAZNABPh3R8KSQqdTo1XPLAxYQhvRhDQWizFrIXnW63AFwKPoIAjM3oR8XckU4UJCzAqiQA',
      'base64',
    ),
  ),
} as const;
