import { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { fromBinary, toBinary } from '../bytes/byte-names.ts';
import { entryAttributes } from '../layer/entry-attributes.ts';
import { entryName, entryTarget, entryType } from '../layer/entry-fields.ts';
import { LayerReader } from '../layer/layer-reader.ts';
import { isTarHeader } from './tar-block.ts';
import { TAR_END_BYTES, type TarEntryFields, tarPadding, writeTarHeader } from './write-tar-header.ts';

const entry = (fields: Partial<TarEntryFields> & { name?: string; link?: string } = {}): TarEntryFields => {
  const { name = 'file', link = '', ...more } = fields;
  return {
    type: 'file',
    nameBytes: new TextEncoder().encode(name),
    linkBytes: new TextEncoder().encode(link),
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    mtimeSeconds: 0,
    deviceMajor: 0,
    deviceMinor: 0,
    userName: '',
    groupName: '',
    xattrs: [],
    ...more,
  };
};

function tarOf(entries: readonly TarEntryFields[], content = (at: number) => at & 0xff): Buffer {
  const parts = entries.flatMap((one) => [
    writeTarHeader(one),
    Uint8Array.from({ length: one.size }, (_, at) => content(at)),
    new Uint8Array(tarPadding(one.size)),
  ]);
  return Buffer.concat([...parts, new Uint8Array(TAR_END_BYTES)]);
}

async function readByOthers(tar: Buffer): Promise<Header[]> {
  const found: Header[] = [];
  const reader = Readable.from([tar]).pipe(extract());
  for await (const one of reader) {
    found.push(one.header);
    one.resume();
  }
  return found;
}

function readByUs(tar: Uint8Array) {
  const reader = new LayerReader({
    createHasher: () => ({ update: () => undefined, digestHex: () => '' }),
    createInflater: () => {
      throw new Error('not packed');
    },
  });
  reader.push(tar);
  const { entries, fault } = reader.end();
  expect(fault).toBeNull();
  return Array.from({ length: entries.count }, (_, i) => {
    const { userName, groupName, xattrs } = entryAttributes(entries, i);
    return {
      type: entryType(entries, i),
      name: toBinary(entryName(entries, i)).replace(/\/$/, ''),
      link: toBinary(entryTarget(entries, i)),
      mode: entries.modes[i],
      uid: entries.uids[i],
      gid: entries.gids[i],
      size: entries.sizes[i],
      mtime: entries.mtimes[i],
      device: [entries.deviceMajors[i], entries.deviceMinors[i]],
      userName,
      groupName,
      xattrs: xattrs.map(({ name, value, applied }) => [name, toBinary(value), applied]),
    };
  });
}

describe('a header', () => {
  test('is one block when everything fits it, more when not', () => {
    expect(writeTarHeader(entry()).length).toBe(512);
    expect(isTarHeader(writeTarHeader(entry()))).toBe(true);
    expect(writeTarHeader(entry({ name: 'x'.repeat(100) })).length).toBe(512);
    expect(writeTarHeader(entry({ name: 'x'.repeat(101) })).length).toBe(1536);
    expect(writeTarHeader(entry({ name: 'x'.repeat(100), type: 'dir' })).length).toBe(1536);
  });
  test('of a file above 8 GiB says its size in both ways', () => {
    const header = writeTarHeader(entry({ size: 2 ** 40 + 5 }));
    expect(new TextDecoder().decode(header.subarray(512, 600))).toContain(`size=${2 ** 40 + 5}\n`);
    expect([...header.subarray(-512 + 124, -512 + 136)]).toEqual([0x80, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5]);
  });
  test('of the root is `./`', () => {
    expect(readByUs(tarOf([entry({ name: '', type: 'dir' })]))[0]?.name).toBe('.');
  });
});

describe('whatever is written is read back', () => {
  const random = seeded(20_240_607);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const parts = [
    'a',
    'bin',
    'ü',
    '日本',
    '\u202e',
    'a b',
    'new\nline',
    '.wh.x',
    '=',
    '%',
    '\x7f',
    '-',
    'x'.repeat(60),
    'é'.repeat(70),
  ];
  const badParts = ['\xff\xfe', 'a\xe9', '\x80'.repeat(120)];
  const name = (isBad: boolean): Uint8Array => {
    const count = 1 + random(4);
    const text = Array.from({ length: count }, () => toBinary(new TextEncoder().encode(pick(parts)))).join('/');
    return fromBinary(isBad ? `${text}/${pick(badParts)}` : text);
  };
  const numbers = [0, 1, 0o777, 65_534, 2_097_151, 2_097_152, 4_294_967_294, 2 ** 40];
  const times = [
    0,
    1,
    1_700_000_000,
    1_700_000_000.25,
    -1,
    -86_400.5,
    8 ** 11 - 1,
    8 ** 11,
    2 ** 40,
    1e-7,
    1_700_000_000.1234567,
  ];
  const make = (isBad: boolean): TarEntryFields => {
    const type = pick(['file', 'dir', 'symlink', 'hardlink', 'fifo', 'char', 'block'] as const);
    const isDevice = type === 'char' || type === 'block';
    const xattrs = Array.from({ length: random(3) }, (_, i) => ({
      name: `${pick(['user.', 'security.', 'trusted.overlay.'])}x${i}`,
      value: Uint8Array.from({ length: 1 + random(300) }, () => random(256)),
      applied: random(4) > 0,
    }));
    return entry({
      type,
      nameBytes: name(isBad),
      linkBytes: type === 'symlink' || type === 'hardlink' ? name(isBad) : new Uint8Array(0),
      mode: random(0o10000),
      uid: pick(numbers),
      gid: pick(numbers),
      size: type === 'file' ? pick([0, 1, 511, 512, 513, 3000]) : 0,
      mtimeSeconds: pick(times),
      deviceMajor: isDevice ? pick([0, 1, 255, 2_097_152]) : 0,
      deviceMinor: isDevice ? pick([0, 3, 4096]) : 0,
      userName: pick(['', 'root', 'u'.repeat(31), 'u'.repeat(32), 'u'.repeat(100)]),
      groupName: pick(['', 'wheel', 'g'.repeat(40)]),
      xattrs,
    });
  };
  const expected = (fields: TarEntryFields) => ({
    type: fields.type,
    name: toBinary(fields.nameBytes),
    link: toBinary(fields.linkBytes),
    mode: fields.mode,
    uid: fields.uid,
    gid: fields.gid,
    size: fields.size,
    mtime: fields.mtimeSeconds,
    device: [fields.deviceMajor, fields.deviceMinor],
    userName: fields.userName,
    groupName: fields.groupName,
    xattrs: fields.xattrs
      .map(({ name, value, applied }) => [name, toBinary(value), applied])
      .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  });

  test('by our own reader: names of any bytes, numbers of any size', () => {
    for (let round = 0; round < 60; round++) {
      const entries = Array.from({ length: 10 }, () => make(round % 2 === 1));
      expect(readByUs(tarOf(entries))).toEqual(entries.map(expected));
    }
  });

  test('by tar-stream', async () => {
    const types = { char: 'character-device', block: 'block-device', dir: 'directory', hardlink: 'link' } as const;
    for (let round = 0; round < 60; round++) {
      const entries = Array.from({ length: 10 }, () => make(false));
      const headers = await readByOthers(tarOf(entries));
      expect(headers.length).toBe(entries.length);
      for (const [i, header] of headers.entries()) {
        const fields = entries[i] as TarEntryFields;
        const type = fields.type in types ? types[fields.type as keyof typeof types] : fields.type;
        const pax = (header as { pax?: Record<string, string> }).pax ?? {};
        const text = new TextDecoder().decode(fields.nameBytes);
        expect(header).toMatchObject({ type, mode: fields.mode, size: fields.size });
        expect(header.name.replace(/\/$/, '')).toBe(text);
        expect(header.linkname || '').toBe(new TextDecoder().decode(fields.linkBytes));
        expect(Number(pax.uid ?? header.uid)).toBe(fields.uid);
        expect(Number(pax.gid ?? header.gid)).toBe(fields.gid);
        expect(Number(pax.mtime ?? header.mtime.getTime() / 1000)).toBe(fields.mtimeSeconds);
        if (fields.type === 'char' || fields.type === 'block')
          expect([header.devmajor, header.devminor]).toEqual([fields.deviceMajor, fields.deviceMinor]);
        for (const xattr of fields.xattrs) {
          const written = pax[`${xattr.applied ? 'SCHILY' : 'LIBARCHIVE'}.xattr.${xattr.name}`];
          expect(written).toBe(
            xattr.applied
              ? Buffer.from(xattr.value).toString('utf8')
              : Buffer.from(xattr.value).toString('base64').replace(/=+$/, ''),
          );
        }
      }
    }
  });
});

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
