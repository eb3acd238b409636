import type { Environment } from '../context.ts'
import type { PrivateRouter } from './private-router.ts'

export interface ProgramSurroundings {
  readonly router: Pick<PrivateRouter, 'url' | 'key'>
  /** The name of the policy that decides. */
  readonly policy: string
  /** Variables that hold the keys of providers. */
  readonly keyVariables: readonly string[]
}

/**
 * The environment of a program with a router of its own: where the router is and its key, for the
 * clients of OpenAI and Anthropic, and none of the keys of providers.
 */
export function programEnvironment(
  env: Environment,
  { router, policy, keyVariables }: ProgramSurroundings,
): Environment {
  const removed = new Set([...keyVariables, ANTHROPIC_TOKEN])
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !removed.has(name))),
    OPENAI_BASE_URL: `${router.url}/v1`,
    OPENAI_API_KEY: router.key,
    // Anthropic's clients add the `/v1` themselves.
    ANTHROPIC_BASE_URL: router.url,
    ANTHROPIC_API_KEY: router.key,
    UNHARDCODED_POLICY: policy,
    ...withoutProxy(env),
  }
}

/** Anthropic's clients would send it in place of the key. */
const ANTHROPIC_TOKEN = 'ANTHROPIC_AUTH_TOKEN'

/** Behind a proxy, what goes to this machine is not to go to the proxy. */
function withoutProxy(env: Environment): Environment {
  const hasProxy = Object.keys(env).some((name) => /^(?:https?|all)_proxy$/i.test(name))
  if (!hasProxy) return {}
  return Object.fromEntries(
    ['NO_PROXY', 'no_proxy'].map((name) => [
      name,
      [...(env[name] ?? '').split(',').filter((each) => each.trim() !== ''), '127.0.0.1'].join(','),
    ]),
  )
}
