import { mediaTypeInfo } from '../oci/media-types.ts';

/** Types of the web at large, which artifacts use for their files. */
const GENERAL: ReadonlyMap<string, string> = new Map([
  ['application/json', 'Any JSON.'],
  ['application/octet-stream', 'Any bytes: it does not say what they are.'],
  ['application/x-tar', 'A tar archive, not a layer.'],
  ['application/tar', 'A tar archive, not a layer.'],
  ['application/tar+gzip', 'A tar archive packed with gzip, not a layer.'],
  ['application/gzip', 'Something packed with gzip.'],
  ['application/zip', 'A zip archive.'],
  ['application/yaml', 'YAML.'],
  ['application/x-yaml', 'YAML.'],
  ['application/xml', 'XML.'],
  ['application/pdf', 'A PDF document.'],
  ['application/sarif+json', 'Findings of a code or image scanner (SARIF).'],
  ['text/plain', 'Plain text.'],
  ['text/markdown', 'Text with Markdown.'],
  ['text/html', 'A web page.'],
  ['text/csv', 'A table as text.'],
  ['image/png', 'A picture.'],
  ['image/jpeg', 'A picture.'],
  ['image/svg+xml', 'A drawing.'],
]);

/** What a media type means, in one or two sentences; a type that is not known is taken apart as far as its form allows. */
export function mediaTypeNote(value: string): string {
  if (value === '') return 'Empty: it does not say what this is.';
  const info = mediaTypeInfo(value);
  const bare = /^([^;\s]+)\s*;/.exec(value)?.[1];
  if (!info && bare !== undefined)
    return `${mediaTypeNote(bare)} Behind the semicolon stands a parameter, which types of OCI do not have; podman artifact add writes it so.`;
  if (!info) return GENERAL.get(value) ?? `${ownerOf(value)}${formOf(value)}`;
  if (info.kind === 'layer' && info.compression === 'none' && !info.encrypted && !info.foreign) {
    return info.family === 'docker'
      ? 'A layer, a plain tar in Docker’s words; some tools store it packed all the same.'
      : 'A layer, a plain tar. +gzip or +zstd at the end would mean that it is packed.';
  }
  const family = info.family === 'docker' && !info.label.includes('Docker') ? ' The name is Docker’s own.' : '';
  return `${info.label.charAt(0).toUpperCase()}${info.label.slice(1)}.${family}`;
}

/** The vendor tree of a type names its owner: application/vnd.<owner>.…. */
function ownerOf(value: string): string {
  const owner = /^[a-z]+\/vnd\.([A-Za-z0-9-]{1,40})/.exec(value)?.[1];
  if (owner) return `A type of the vendor “${owner}”; what it means is up to that vendor.`;
  return /^[\w.+-]+\/[\w.+-]+$/.test(value)
    ? 'A type that image tools have no meaning of their own for.'
    : 'This is not written as a media type, which has the form type/subtype.';
}

function formOf(value: string): string {
  const suffix = /\+(json|gzip|zstd|xml|yaml|zip)$/.exec(value)?.[1];
  if (!suffix) return '';
  return suffix === 'gzip' || suffix === 'zstd' || suffix === 'zip'
    ? ` Its end says: packed with ${suffix}.`
    : ` Its end says: written as ${suffix.toUpperCase()}.`;
}
