/** Which parameters of a request a policy may set, limit, jitter or seed. */
export interface TransformWhitelist {
  /** By name; `any` is all that are not the router's own. */
  readonly params: ReadonlySet<string> | 'any'
}

/**
 * For policies that come with a request: how the answer is sampled, how long it may be, and how
 * long it may take. Nothing of it changes who is asked, what is asked, or what is kept of it.
 */
export const REQUEST_TRANSFORMS: TransformWhitelist = {
  params: new Set([
    'temperature',
    'top_p',
    'top_k',
    'min_p',
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'presence_penalty',
    'frequency_penalty',
    'seed',
    'stop',
    'reasoning_effort',
    'verbosity',
    'parallel_tool_calls',
    'timeout_ms',
    'first_token_timeout_ms',
  ]),
}

/** For policies that the router was started with. */
export const ROUTER_TRANSFORMS: TransformWhitelist = { params: 'any' }

/** Whether a whitelist lets a policy touch the parameter. */
export function permits({ params }: TransformWhitelist, name: string): boolean {
  return !isRouterOwned(name) && (params === 'any' || params.has(name))
}

/**
 * Parameters that no policy touches: what the router reads, writes or strips itself, and the
 * conversation, of which a policy has no say.
 */
export function isRouterOwned(name: string): boolean {
  return OWNED.has(name) || name.startsWith('policy')
}

const OWNED: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'input',
  'prompt',
  'system',
  'instructions',
  'tools',
  'functions',
  'stream',
  'stream_options',
  'flow_ir',
  '_filters',
])
