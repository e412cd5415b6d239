/** `npm run test:webkit`: the main path of the build in WebKitGTK's MiniBrowser, driven over plain WebDriver. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  contentSelector,
  folderSelector,
  listSmokeFiles,
  prepareFolderInput,
  reportStep,
  reportVerdict,
  sampleContentHash,
  sampleSelector,
  skip,
  smokeFolder,
  statusSelector,
} from './browser-smoke.ts';
import { servePreview } from './serve-preview.ts';
import { WebDriver } from './webdriver.ts';

const driverPort = 4474;
const display = ':97';

const hasCommand = (name: string): boolean => spawnSync('which', [name]).status === 0;

function findMiniBrowser(): string | undefined {
  const libraries = [
    '/usr/lib',
    ...(existsSync('/usr/lib') ? readdirSync('/usr/lib').map((d) => `/usr/lib/${d}`) : []),
  ];
  return libraries
    .flatMap((folder) => ['4.1', '6.0'].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`))
    .find(existsSync);
}

const miniBrowser = process.env['MINIBROWSER_PATH'] ?? findMiniBrowser();
const needsXvfb = !process.env['DISPLAY'];

if (!miniBrowser || !hasCommand('WebKitWebDriver')) {
  skip('no WebKitGTK driver on this machine (Debian: webkit2gtk-driver)');
} else if (needsXvfb && !hasCommand('Xvfb')) {
  skip('no display and no Xvfb on this machine (Debian: xvfb)');
} else if (!existsSync('dist/index.html')) {
  throw new Error('There is no build. Run "npm run build" first.');
} else {
  await testIn(miniBrowser);
}

async function testIn(binary: string): Promise<void> {
  const { address, stop } = await servePreview(0);
  const children: ChildProcess[] = [];
  if (needsXvfb) {
    children.push(spawn('Xvfb', [display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: 'ignore' }));
    await wait(700); // Xvfb tells nobody when it is ready
  }
  const env = {
    ...process.env,
    DISPLAY: process.env['DISPLAY'] ?? display,
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
  };
  children.push(spawn('WebKitWebDriver', [`--port=${driverPort}`], { env, stdio: 'ignore' }));
  const driver = new WebDriver(`http://127.0.0.1:${driverPort}`);
  try {
    await driver.open({ alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } });
    await driver.goto(address);
    await driver.click(sampleSelector);
    await awaitVerdict(driver, 'the sample');
    await driver.execute('location.hash = arguments[0]', sampleContentHash);
    const isShown = await driver.waitFor(contentSelector).then(
      () => true,
      () => false, // told in the next line
    );
    reportStep('WebKit', 'a file in a layer', isShown, isShown ? 'shown' : 'not shown');

    await driver.goto(address);
    const files = listSmokeFiles(smokeFolder);
    const paths = files.map((file) => file.relativePath);
    await driver.waitFor(folderSelector);
    await driver.execute(
      `(${prepareFolderInput})(document.querySelector(arguments[0]), arguments[1])`,
      folderSelector,
      paths,
    );
    await driver.chooseFiles(
      folderSelector,
      files.map((file) => file.path),
    );
    await awaitVerdict(driver, 'a folder');
  } finally {
    await driver.close().catch(() => undefined); // the browser may be gone already; its process is ended below
    for (const child of children) child.kill();
    await stop();
  }
}

async function awaitVerdict(driver: WebDriver, step: string): Promise<void> {
  const read = `const e = document.querySelector(arguments[0]); return e ? [e.dataset.state ?? '', e.dataset.verdict ?? ''] : ['no status handle', '']`;
  let [state, verdict] = ['', ''];
  for (let tries = 0; tries < 300; tries += 1) {
    [state, verdict] = (await driver.execute(read, statusSelector)) as [string, string];
    if (state === 'done' || state === 'failed') break;
    await wait(200);
  }
  reportVerdict('WebKit', step, state, verdict);
}
