/** The version in package.json, put in by Vite at build time. */
declare const __TALLYMAN_VERSION__: string;

/** The address of a file that Vite copies into the build. */
declare module '*.wasm?url' {
  const url: string;
  export default url;
}

interface ImportMetaEnv {
  /** True under `npm run dev`, where no service worker is built. */
  readonly DEV: boolean;
  readonly PROD: boolean;
  /** The base path of the app; `./` in the build. */
  readonly BASE_URL: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
