import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../../../tests/support/fixtures.ts';
import { archive, fixtureInput, openInput } from '../testing/open-input.ts';
import { testTar } from '../testing/write-tar.ts';

describe('the archive itself', () => {
  const fixture = readFileSync(fixturePath('docker26-classic-hello.tar'));
  const open = async (bytes: Uint8Array<ArrayBuffer>) => (await openInput(archive(bytes))).model;

  test('cut off: what is whole is kept, and the broken file is named', async () => {
    const whole = (await openInput(await fixtureInput('docker26-classic-hello.tar'))).model;
    const layer = whole.files.find(({ role }) => role === 'layer');
    const cut = (layer?.archiveOffset ?? 0) + 1000;
    const found = await open(new Uint8Array(fixture.subarray(0, cut)));
    expect(found.archiveFaults).toEqual([{ kind: 'truncated', path: layer?.path, have: 1000, want: 10752 }]);
    expect(found.files.find(({ path }) => path === layer?.path)?.size).toBe(1000);
  });

  test('cut off inside a header: the last whole file is the nearest that can be named', async () => {
    const found = await open(
      testTar({ name: 'index.json', content: '{"manifests":[]}' }, { name: 'x' }).slice(0, 1024 + 300),
    );
    expect(found.archiveFaults).toEqual([{ kind: 'truncated', path: 'index.json', have: 300, want: 512 }]);
  });

  test('a missing end mark, names that escape, and names that come twice', async () => {
    const one = { name: 'index.json', content: '{"manifests":[]}' };
    const noEnd = testTar(one);
    expect((await open(noEnd.slice(0, -1024))).archiveFaults).toEqual([{ kind: 'no-end-mark' }]);
    const odd = testTar(
      { ...one, content: '{}' },
      { name: './index.json', content: one.content },
      { name: '../up' },
      { name: '/abs' },
      { name: 'x' },
      { name: 'x' },
    );
    const found = await open(odd);
    expect(found.archiveFaults).toEqual([
      { kind: 'escapes', path: '../up' },
      { kind: 'escapes', path: '/abs' },
      { kind: 'duplicate', path: 'index.json', count: 2, same: false },
      { kind: 'duplicate', path: 'x', count: 2, same: true },
    ]);
    expect(found.files.find(({ path }) => path === 'index.json')?.size).toBe(one.content.length);
  });

  test('a damaged header ends the list, not the opening', async () => {
    const bytes = new Uint8Array(fixture);
    const found = await openInput(await fixtureInput('docker26-classic-hello.tar'));
    const index = found.model.files.find(({ path }) => path === 'index.json')?.archiveOffset ?? 0;
    bytes[index - 512 + 148] = 0x39; // the checksum of that header
    const broken = await open(bytes);
    expect(broken.archiveFaults).toMatchObject([{ kind: 'invalid', offset: index - 512 }]);
    expect(broken.files.length).toBeGreaterThan(3);
  });

  test('links are followed inside the archive, in circles nowhere', async () => {
    const found = await open(
      testTar(
        { name: 'index.json', content: '{"manifests":[]}' },
        { name: 'd/real', content: 'abc' },
        { name: 'soft', flag: '2', target: 'd/real' },
        { name: 'hard', flag: '1', target: './d/real' },
        { name: 'chain', flag: '2', target: 'd/../soft' },
        { name: 'abs', flag: '2', target: '/d/real' },
        { name: 'loop', flag: '2', target: 'loop' },
        { name: 'none', flag: '2', target: 'nowhere' },
        { name: 'dd', flag: '2', target: 'd' },
      ),
    );
    const shown = Object.fromEntries(found.files.map(({ path, resolvesTo, size }) => [path, [resolvesTo, size]]));
    for (const path of ['soft', 'hard', 'chain', 'abs'])
      expect([path, ...(shown[path] ?? [])]).toEqual([path, 'd/real', 3]);
    for (const path of ['loop', 'none', 'dd']) expect([path, ...(shown[path] ?? [])]).toEqual([path, null, 0]);
    const links = found.references.filter(({ relation }) => relation === 'link');
    expect(links.filter(({ present }) => present)).toHaveLength(4);
    expect(links).toHaveLength(7);
  });

  test('a packed archive that breaks off keeps what came before', async () => {
    const bytes = gzipSync(fixture, { level: 0 });
    const found = await open(new Uint8Array(bytes.subarray(0, bytes.length - 9000)));
    expect(found).toMatchObject({ container: 'tar+gzip', inputKind: 'tar' });
    expect(found.archiveFaults.length).toBeGreaterThan(0);
    expect(found.files.length).toBeGreaterThan(2);
  });
});
