/** The version in package.json, put in at build time. */
export const appVersion: string = __TALLYMAN_VERSION__;
