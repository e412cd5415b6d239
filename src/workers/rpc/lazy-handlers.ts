import type { RpcApi } from './rpc-messages.ts';
import type { Handlers } from './serve.ts';

/** Handlers whose code is loaded with the first call to one of them. */
export function lazyHandlers<A extends RpcApi<A>>(
  methods: { readonly [M in keyof A]: true },
  load: () => Promise<Handlers<A>>,
): Handlers<A> {
  let loaded: Promise<Handlers<A>> | undefined;
  const handlers = Object.keys(methods).map((name) => {
    const method = name as keyof A;
    const handler: Handlers<A>[typeof method] = async (params, context) => {
      loaded ??= load();
      return (await loaded)[method](params, context);
    };
    return [method, handler] as const;
  });
  return Object.fromEntries(handlers) as Handlers<A>;
}
