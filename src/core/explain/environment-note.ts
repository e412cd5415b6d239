/** Variables that many images set; what they do for the program that reads them. */
const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['PATH', 'Folders in which programs are looked for, first one first.'],
  ['HOME', 'The home folder of the user.'],
  ['LANG', 'Language and character set.'],
  ['LC_ALL', 'Language and character set; overrides every other language setting.'],
  ['LANGUAGE', 'Languages in order of preference.'],
  ['TZ', 'The time zone.'],
  ['TERM', 'What kind of terminal to assume.'],
  ['SHELL', 'The user’s shell.'],
  ['USER', 'The user’s name; it does not change who runs the program.'],
  ['container', 'Tells programs, systemd above all, that they run in a container.'],
  ['DEBIAN_FRONTEND', 'Keeps Debian’s installer from asking questions.'],
  ['GPG_KEY', 'The key with which the source was checked during the build; public, no secret.'],
  ['GPG_KEYS', 'The keys with which the source was checked during the build; public, no secret.'],
  ['GOPATH', 'Where Go keeps modules and programs.'],
  ['GOTOOLCHAIN', 'Which Go toolchain may be used.'],
  ['JAVA_HOME', 'Where Java lies.'],
  ['JAVA_TOOL_OPTIONS', 'Options that every Java program takes.'],
  ['NODE_ENV', 'Mode of Node.js programs; production leaves out what only developers need.'],
  ['PYTHONUNBUFFERED', 'Python writes its output at once.'],
  ['PYTHONDONTWRITEBYTECODE', 'Python writes no compiled files beside its sources.'],
  ['PYTHONPATH', 'Further folders in which Python looks for modules.'],
  ['LD_LIBRARY_PATH', 'Further folders in which programs look for libraries.'],
  ['LD_PRELOAD', 'Libraries that are loaded into every program before its own.'],
  ['SSL_CERT_FILE', 'The file with trusted certificates.'],
  ['SSL_CERT_DIR', 'The folder with trusted certificates.'],
  ['HTTP_PROXY', 'The proxy for web requests.'],
  ['HTTPS_PROXY', 'The proxy for encrypted web requests.'],
  ['NO_PROXY', 'Hosts that are reached without the proxy.'],
  ['SOURCE_DATE_EPOCH', 'A fixed date for builds, so that the same input gives the same bytes.'],
  ['ASPNETCORE_URLS', 'Addresses on which an ASP.NET program listens.'],
  ['KO_DATA_PATH', 'Where ko has put the files of the program.'],
  ['PORT', 'The port on which the program should listen, by convention.'],
]);

/** Said of a variable of which nothing more is known. */
export const ANY_VARIABLE = 'Set for every container of this image, unless another value is given at the start.';
export const SECRET_VARIABLE =
  'Set for every container; by its name it may be a secret, and whoever has the image can read it here.';

/**
 * What a variable of `Env` is for.
 * @param entry as written, `NAME=value`
 */
export function environmentNote(entry: string): string {
  const equals = entry.indexOf('=');
  if (equals === -1)
    return 'This has no “=”: Docker takes it as a name without a value, the OCI format does not allow it.';
  if (equals === 0) return 'This has no name before the “=”: it sets nothing.';
  const name = entry.slice(0, equals);
  const known = VARIABLES.get(name) ?? VARIABLES.get(name.toUpperCase());
  if (known) return known;
  if (/_VERSION$|^VERSION$/.test(name))
    return `The version of ${name === 'VERSION' ? 'the program' : name.replace(/_VERSION$/, '')} this was built with; a remark for scripts.`;
  if (/_(SHA256|SHA512|SHA1|MD5|CHECKSUM)$/i.test(name))
    return 'A checksum used during the build; it checks nothing now.';
  if (/(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS?)/i.test(name)) return SECRET_VARIABLE;
  return ANY_VARIABLE;
}
