import { setTimeout as wait } from 'node:timers/promises';

/** The name that the WebDriver specification gives to a reference to an element. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** The few calls of W3C WebDriver that a smoke test needs. */
export class WebDriver {
  readonly #base: string;
  #session = '';

  constructor(base: string) {
    this.#base = base;
  }

  async open(capabilities: object): Promise<void> {
    await this.#untilReady();
    const { sessionId } = (await this.#call('POST', '/session', { capabilities })) as { sessionId: string };
    this.#session = `/session/${sessionId}`;
  }

  async close(): Promise<void> {
    if (this.#session) await this.#call('DELETE', this.#session);
  }

  async goto(url: string): Promise<void> {
    await this.#call('POST', `${this.#session}/url`, { url });
  }

  execute(script: string, ...args: unknown[]): Promise<unknown> {
    return this.#call('POST', `${this.#session}/execute/sync`, { script, args });
  }

  /** Clicks by script: an input that is only there for tests and keyboards may be out of sight. */
  async click(selector: string): Promise<void> {
    await this.waitFor(selector);
    await this.execute('document.querySelector(arguments[0]).click()', selector);
  }

  async chooseFiles(selector: string, paths: readonly string[]): Promise<void> {
    await this.waitFor(selector);
    const using = { using: 'css selector', value: selector };
    const found = (await this.#call('POST', `${this.#session}/element`, using)) as Record<string, string>;
    await this.#call('POST', `${this.#session}/element/${found[elementKey]}/value`, { text: paths.join('\n') });
  }

  async waitFor(selector: string): Promise<void> {
    const isThere = (): Promise<unknown> => this.execute('return !!document.querySelector(arguments[0])', selector);
    for (let tries = 0; tries < 100; tries += 1) {
      if (await isThere()) return;
      await wait(100);
    }
    throw new Error(`${selector} did not appear`);
  }

  async #untilReady(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await this.#call('GET', '/status');
        return;
      } catch (error) {
        if (tries >= 50) throw error;
        await wait(100);
      }
    }
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const signal = AbortSignal.timeout(60_000);
    const init = body ? { method, body: JSON.stringify(body), signal } : { method, signal };
    const response = await fetch(this.#base + path, init);
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  }
}
