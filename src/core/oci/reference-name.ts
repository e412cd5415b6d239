/**
 * The short form people type: `docker.io/library/x:tag` is `x:tag`, `docker.io/user/x` is `user/x`; other registries stay.
 * Works on names with and without tag or digest.
 */
export function familiarName(fullName: string): string {
  for (const host of ['docker.io/', 'index.docker.io/']) {
    if (!fullName.startsWith(host)) continue;
    const rest = fullName.slice(host.length);
    return rest.startsWith('library/') && !rest.slice('library/'.length).includes('/')
      ? rest.slice('library/'.length)
      : rest;
  }
  return fullName;
}

/**
 * Splits `name[:tag][@digest]`. The colon of a port belongs to the name, so only one behind the last slash starts a tag.
 */
export function splitReference(reference: string): { name: string; tag: string | null; digest: string | null } {
  const at = reference.indexOf('@');
  const digest = at === -1 ? null : reference.slice(at + 1);
  const rest = at === -1 ? reference : reference.slice(0, at);
  const colon = rest.lastIndexOf(':');
  if (colon <= rest.lastIndexOf('/')) return { name: rest, tag: null, digest };
  return { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}
