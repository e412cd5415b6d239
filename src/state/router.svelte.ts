export type View = 'start' | 'overview' | 'files' | 'map' | 'findings';
export interface Place {
  readonly view: View;
  /** Inside the dump: of the file shown. */
  readonly path?: string | null;
  /** RFC 6901, into the file shown. */
  readonly pointer?: string | null;
  /** Of a finding. */
  readonly code?: string | null;
}

const VIEWS: ReadonlySet<string> = new Set<View>(['start', 'overview', 'files', 'map', 'findings']);
const isView = (word: string): word is View => VIEWS.has(word);

/** Where one is in the app, kept in the address after `#`, so that the browser's Back and links work. */
export class Router {
  #place: Required<Place> = $state.raw(parseHash(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.#place = parseHash(location.hash)));
  }

  get view(): View {
    return this.#place.view;
  }
  get path(): string | null {
    return this.#place.path;
  }
  get pointer(): string | null {
    return this.#place.pointer;
  }
  get code(): string | null {
    return this.#place.code;
  }

  go(to: Place): void {
    const href = this.href(to);
    this.#place = parseHash(href);
    if (location.hash !== href) location.hash = href;
  }

  /** For links. */
  href({ view, path = null, pointer = null, code = null }: Place): string {
    if (view === 'start') return '#/';
    const below = view === 'findings' ? code : path;
    const rest = below === null ? '' : `/${below.split('/').map(encodeURIComponent).join('/')}`;
    return `#/${view}${rest}${pointer === null ? '' : `?at=${encodeURIComponent(pointer)}`}`;
  }
}

function parseHash(hash: string): Required<Place> {
  const [address = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [word = '', ...rest] = address.split('/');
  if (!isView(word) || word === 'start') return { view: 'start', path: null, pointer: null, code: null };
  const below = rest.length === 0 ? null : rest.map(decode).join('/') || null;
  const at = /^at=(.*)$/.exec(query)?.[1];
  const pointer = at === undefined ? null : decode(at);
  return word === 'findings'
    ? { view: word, path: null, pointer, code: below }
    : { view: word, path: below, pointer, code: null };
}

/** Addresses are also typed by hand: what is not well encoded is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
