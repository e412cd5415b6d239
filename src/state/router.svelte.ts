export type View = 'start' | 'overview' | 'files' | 'map' | 'findings' | 'layers' | 'bytes' | 'history';
/** Bytes of a file; `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface Place {
  readonly view: View;
  /** Inside the dump: of the file shown; in the views of an image: inside its file tree. */
  readonly path?: string | null;
  /** RFC 6901, into the file shown. */
  readonly pointer?: string | null;
  /** Of a finding. */
  readonly code?: string | null;
  /** Place of an image in the dump, from 0; null: the first, or the one looked at last. */
  readonly image?: number | null;
  /** Place of a layer in the image, from 0. */
  readonly layer?: number | null;
  /** What to show of the file. */
  readonly bytes?: ByteRange | null;
}

const VIEWS: ReadonlySet<string> = new Set<View>([
  'start',
  'overview',
  'files',
  'map',
  'findings',
  'layers',
  'bytes',
  'history',
]);
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
  get image(): number | null {
    return this.#place.image;
  }
  get layer(): number | null {
    return this.#place.layer;
  }
  get bytes(): ByteRange | null {
    return this.#place.bytes;
  }

  go(to: Place): void {
    const href = this.href(to);
    this.#place = parseHash(href);
    if (location.hash !== href) location.hash = href;
  }

  /** As `go`, without a step that Back returns to: for what changes with every key, as a selection does. */
  replace(to: Place): void {
    const href = this.href(to);
    this.#place = parseHash(href);
    if (location.hash !== href) history.replaceState(history.state, '', href);
  }

  /** For links. */
  href({ view, path = null, pointer = null, code = null, image = null, layer = null, bytes = null }: Place): string {
    if (view === 'start') return '#/';
    const below = view === 'findings' ? code : path;
    const rest = below === null ? '' : `/${below.split('/').map(encodeURIComponent).join('/')}`;
    const query = [
      ...(pointer === null ? [] : [`at=${encodeURIComponent(pointer)}`]),
      ...(image === null ? [] : [`image=${String(image)}`]),
      ...(layer === null ? [] : [`layer=${String(layer)}`]),
      ...(bytes === null ? [] : [`bytes=${String(bytes.start)}-${String(bytes.end)}`]),
    ];
    return `#/${view}${rest}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  }
}

const NOWHERE = { path: null, pointer: null, code: null, image: null, layer: null, bytes: null };

function parseHash(hash: string): Required<Place> {
  const [address = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [word = '', ...rest] = address.split('/');
  if (!isView(word) || word === 'start') return { view: 'start', ...NOWHERE };
  const below = rest.length === 0 ? null : rest.map(decode).join('/') || null;
  const values = new Map(query.split('&').map((pair) => [pair.replace(/=.*$/s, ''), pair.replace(/^[^=]*=?/, '')]));
  const at = values.get('at');
  const place = {
    pointer: at === undefined ? null : decode(at),
    image: numberOf(values.get('image')),
    layer: numberOf(values.get('layer')),
    bytes: rangeOf(values.get('bytes')),
  };
  return word === 'findings'
    ? { ...NOWHERE, ...place, view: word, code: below }
    : { ...NOWHERE, ...place, view: word, path: below };
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;

function rangeOf(text: string | undefined): ByteRange | null {
  const [start = NaN, end = NaN] = (/^(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? []).slice(1).map(Number);
  return start < end ? { start, end } : null;
}

/** Addresses are also typed by hand: what is not well encoded is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
