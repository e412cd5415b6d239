import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { paxHeader, testTar } from '../../src/core/testing/write-tar.ts';
import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

const inspector = (page: Page) => page.getByRole('region', { name: 'The chosen path' });
const records = (page: Page) => inspector(page).getByRole('region', { name: 'Pax records' });
const row = (page: Page, name: string | RegExp) => page.getByRole('treegrid').getByRole('rowheader', { name });

/** A dump of one layer, in the form of Docker's archives. */
function dumpOf(layer: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-pax-'));
  const manifest = [{ Config: 'config.json', RepoTags: ['pax:1'], Layers: ['layer.tar'] }];
  const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'layer.tar'), layer);
  return folder;
}

async function open(app: TallymanPage, folder: string): Promise<void> {
  await app.start();
  await app.openFolder(folder);
  await app.verdict();
  await app.page.goto('#/layers');
}

test('a path of the kitchen image has its record explained; one without has nothing extra', async ({ app, page }) => {
  await open(app, asFolder('docker26-classic-kitchen.tar'));
  await page.getByRole('searchbox').fill('ffff');
  await row(page, /^f{60}/).click();
  await expect(records(page).getByRole('term')).toHaveText('path');
  await expect(records(page).getByRole('definition')).toContainText(
    'The whole name, when the header has no room for it',
  );
  await expect(records(page).getByRole('definition')).toContainText(/^odd\/d+\/e+\/f+/);
  await expectNoViolations(page, 'a path with a pax record');

  await page.getByRole('searchbox').fill('');
  await row(page, /^app\//).click();
  await expect(inspector(page).getByRole('region', { name: 'Attributes' })).toBeVisible();
  await expect(inspector(page).getByRole('heading', { level: 2, name: '/app' })).toBeVisible();
  await expect(records(page)).toBeHidden();
});

test('own and global records, foreign keys, long values whole on request, and what cannot hide', async ({
  app,
  page,
}) => {
  const long = `user::rwx,${'user:1000:rwx,'.repeat(100)}end`;
  const layer = testTar(
    paxHeader({ comment: 'of all' }, 'g'),
    paxHeader({
      mtime: '1700000000.25',
      'SCHILY.acl.access': long,
      'VENDOR.<b>key</b>': 'one\nline\u0007',
      'SCHILY.xattr.user.note': 'told above',
    }),
    { name: 'file', content: 'hello' },
  );
  await open(app, dumpOf(layer));
  await row(page, /^file/).click();
  await expect(records(page).getByRole('term')).toHaveText([
    'mtime',
    'SCHILY.acl.access',
    'VENDOR.<b>key</b>',
    'comment',
  ]);
  const told = records(page).getByRole('definition');
  await expect(told.nth(0)).toContainText('2023-11-14 22:13:20.25 UTC');
  await expect(told.nth(2)).toContainText('one⟨U+000A⟩line⟨U+0007⟩');
  await expect(told.nth(2)).toContainText('does not know');
  await expect(records(page).getByRole('heading', { name: 'From a global header' })).toBeVisible();
  await expect(inspector(page).getByRole('term').filter({ hasText: 'user.note' })).toHaveCount(1);

  await expect(told.nth(1)).not.toContainText('end');
  const all = records(page).getByRole('button', { name: 'Show all 1,413 bytes' });
  await all.focus();
  await page.keyboard.press('Enter');
  await expect(records(page).getByRole('region', { name: 'All of SCHILY.acl.access' })).toHaveText(long);
  const less = records(page).getByRole('button', { name: 'Show its start only' });
  await expect(less).toBeFocused();
  await expect(less).toHaveAttribute('aria-expanded', 'true');
  await expectNoViolations(page, 'pax records');
  await page.keyboard.press('Enter');
  await expect(told.nth(1)).not.toContainText('end');
});
