/** Names that private keys, tokens and passwords are kept under. Certificates and the public keys of package archives are not among them. */
const NAMES: readonly RegExp[] = [
  /^id_(?:rsa|dsa|ecdsa|ecdsa_sk|ed25519|ed25519_sk)$/,
  /^(?:privkey\d*|(?:[\w.-]*[_.-])?(?:private|priv)(?:[_.-]?key)?|[\w-]+[_.-]key)\.pem$/i,
  /^(?:server|client|host|tls|ssl|secret|private|privkey|ca|root|domain|[\w.-]*[_.-]private)\.key$/i,
  /\.(?:p12|pfx|jks|keystore|kdbx|ppk)$/i,
  /^[._](?:netrc|pgpass|git-credentials|pypirc|npmrc|yarnrc\.yml|htpasswd|s3cfg|vault-token|boto)$/,
  /^\.env(?:\.(?:local|prod|production|staging))?$/,
];
/** Names that say something only in their folder. */
const PATHS: readonly RegExp[] = [
  /(?:^|\/)\.aws\/credentials$/,
  /(?:^|\/)\.docker\/config\.json$/,
  /(?:^|\/)\.kube\/config$/,
  /(?:^|\/)\.config\/gcloud\/(?:application_default_credentials\.json|credentials\.db)$/,
  /(?:^|\/)\.gem\/credentials$/,
];

/** By its path, a file of which one would not want that others read it. @param path cleaned, a binary string */
export function isSecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAMES.some((pattern) => pattern.test(name)) || PATHS.some((pattern) => pattern.test(path));
}
