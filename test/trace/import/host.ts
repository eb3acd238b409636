/*
 * Answers as the other host makes them, member by member. Each function names the one of
 * github.com/genlayerlabs/unhardcoded (shim.py, llm_router_host.py) or of
 * github.com/genlayerlabs/unhardcoded-engine (llm_policy.lua) whose result it has the shape of.
 */

type Members = Readonly<Record<string, unknown>>

/** `ranked_summary` of llm_policy.lua. */
export function ranked(id: string, score: number): Members {
  const [provider_id, model_family] = split(id)
  return { provider_id, model_family, score, tier: 'partner' }
}

/** What `pol.plan` of llm_policy.lua answers for a candidate that is turned down. */
export function rejected(id: string, reason: string): Members {
  const [provider_id, model_family] = split(id)
  const candidate = {
    ...{ provider_id, model_family, served_model_id: model_family, auth_env: 'SECRET_KEY_NAME' },
    base_url: 'https://secret.example/v1',
  }
  return { candidate, reason }
}

/** An `attempted` of `handle_response` of llm_policy.lua. */
export function attempted(id: string, latency_ms: number, failure?: Members): Members {
  const [provider_id, model_family] = split(id)
  return { event: 'attempted', provider_id, model_family, attempt: 1, latency_ms, ...failure }
}

/** The members that `handle_response` adds where a call failed; the message is of the provider. */
export function failure(error_kind: string, http_status: number): Members {
  return { error_kind, http_status, error_message: 'secret: sk-live-123 said the provider' }
}

/** A `retry_scheduled` of `handle_response`. */
export function retry(id: string, backoff_ms: number): Members {
  const [provider_id, model_family] = split(id)
  return { event: 'retry_scheduled', provider_id, model_family, attempt: 1, backoff_ms }
}

/** A `provider_disabled` of `handle_response`. */
export function disabled(provider_id: string, reason: string): Members {
  return { event: 'provider_disabled', provider_id, reason }
}

/** A `skipped` of `advance` of llm_policy.lua. */
export function skipped(id: string): Members {
  const [provider_id, model_family] = split(id)
  return { event: 'skipped', provider_id, model_family, reason: 'disabled_provider' }
}

/** The trace of `new_run_state` of llm_policy.lua, as `_to_py` writes it: an empty list is `{}`. */
export function decisionTrace(parts: {
  readonly ranked?: readonly Members[]
  readonly rejected?: readonly Members[]
  readonly path?: readonly Members[]
  readonly key?: string
  readonly term?: unknown
  readonly more?: Members
}): Members {
  return {
    ranked: listOrTable(parts.ranked),
    rejected: listOrTable(parts.rejected),
    decision_path: listOrTable(parts.path),
    started_at_ms: 1_795_000_000_000,
    ...(parts.key !== undefined && { policy_fingerprint: parts.key }),
    ...(parts.term !== undefined && { policy_term: parts.term }),
    total_latency_ms: 950,
    ...parts.more,
  }
}

function listOrTable(list: readonly Members[] | undefined): unknown {
  return list === undefined || list.length === 0 ? {} : list
}

/** `_openai_usage` of shim.py. */
export function usage(input: number, output: number, cached?: number): Members {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
  }
}

/** `_build_x_router` of shim.py. */
export function router(id: string | undefined, trace: unknown, more: Members = {}): Members {
  const [provider, model_family] = id === undefined ? [null, null] : split(id)
  return {
    ...{ provider, model_family, served_model_id: model_family, served_by: provider },
    ...{ price_in: 1, price_out: 5, cost_usd: 0.0021, cost_basis: 'reported' },
    tokens_cached: null,
    policy_fingerprint: null,
    decision_trace: trace,
    compact: false,
    ...more,
  }
}

/** `_router_response_to_openai` of shim.py. */
export function completion(xRouter: unknown, tokens: Members = usage(1000, 200)): Members {
  return {
    id: 'chatcmpl-0123456789abcdef01234567',
    object: 'chat.completion',
    created: 1_795_000_001,
    model: 'some-model',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'The secret answer.' },
        finish_reason: 'stop',
      },
    ],
    usage: tokens,
    x_router: xRouter,
  }
}

/** `_openai_error_from_router` of shim.py. */
export function failed(code: string, trace: unknown): Members {
  return {
    error: { message: `router: ${code} — secret`, type: 'router_error', code },
    x_router: { provider: null, model_family: null, served_model_id: null, decision_trace: trace },
  }
}

/** A `node_trace` of `execute_flow_async` of llm_router_host.py. */
export function flowNode(node: string, id: string, trace: unknown): Members {
  const [provider, served_model_id] = split(id)
  return {
    ...{ node, provider, served_model_id, price_in: 1, price_out: 5 },
    ...{ tokens_in: 300, tokens_out: 40, tokens_cached: 100, cost_reported: 0.0004 },
    latency_ms: 700,
    policy_fingerprint: (trace as Members).policy_fingerprint,
    decision_trace: trace,
  }
}

function split(id: string): readonly [provider: string, family: string] {
  const [provider = '', family = ''] = id.split('/')
  return [provider, family]
}
